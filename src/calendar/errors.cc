// calendar/errors.cc: the two tables that errors.def makes.
#include "errors.h"

namespace pydantic_core::calendar {
namespace {

constexpr std::string_view kTexts[] = {
    "",
#define CALENDAR_ERROR(code, text) text,
#include "errors.def"
#undef CALENDAR_ERROR
};

constexpr std::string_view kCodes[] = {
    "",
#define CALENDAR_ERROR(code, text) #code,
#include "errors.def"
#undef CALENDAR_ERROR
};

}  // namespace

std::string_view error_text(Error error) { return kTexts[static_cast<size_t>(error)]; }

std::string_view error_code(Error error) { return kCodes[static_cast<size_t>(error)]; }

}  // namespace pydantic_core::calendar
