// url/errors.cc: the tables that errors.def makes.
#include "errors.h"

namespace pydantic_core::url {

std::string_view error_text(Error error) {
  static constexpr std::string_view kTexts[] = {
      "",
#define URL_ERROR(name, text) text,
#define URL_VIOLATION(name, text) text,
#include "errors.def"
#undef URL_ERROR
#undef URL_VIOLATION
  };
  return kTexts[static_cast<size_t>(error)];
}

bool is_violation(Error error) {
  switch (error) {
#define URL_ERROR(name, text)
#define URL_VIOLATION(name, text) case Error::name:
#include "errors.def"
#undef URL_ERROR
#undef URL_VIOLATION
    return true;
    default:
      return false;
  }
}

}  // namespace pydantic_core::url
