// errors/error_type.h: the kinds of validation error, as data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/edition.h"
#include "py/ref.h"

namespace pydantic_core {

/// The types of all editions. One that this edition does not have is neither listed nor found by
/// name.
enum class ErrorType : uint8_t {
#define ERROR(type, ...) type,
#define ERROR_AS(enumerator, type, ...) enumerator,
#define ERROR_IN(editions, type, ...) type,
#include "errors/error_types.def"
#undef ERROR
#undef ERROR_AS
#undef ERROR_IN
};

/// What a context field may be; decides what PydanticKnownError accepts for it.
enum class FieldKind : uint8_t { text, number, size, optional_size, int32, u64, object };

struct ErrorField {
  const char* name;
  FieldKind kind;
};

inline constexpr int kMaxErrorFields = 3;

struct ErrorInfo {
  Editions editions;
  const char* type;
  const char* python_message;
  const char* json_message;  ///< nullptr: the Python message
  ErrorField fields[kMaxErrorFields];

  int field_count() const {
    int n = 0;
    while (n < kMaxErrorFields && fields[n].name != nullptr) ++n;
    return n;
  }
};

/// Where the input came from; decides the wording of messages.
enum class InputType : uint8_t { python, json, string };

inline constexpr ErrorInfo kErrorInfos[] = {
#define ERROR_ROW(editions, type, python_message, json_message, ...) \
  {editions, type, python_message, json_message, {__VA_ARGS__}},
#define ERROR_AS(enumerator, ...) ERROR_ROW(Editions{}, __VA_ARGS__)
#define ERROR_IN(editions, type, ...) ERROR_ROW(editions, #type, __VA_ARGS__)
#define ERROR(type, ...) ERROR_ROW(Editions{}, #type, __VA_ARGS__)
#include "errors/error_types.def"
#undef ERROR
#undef ERROR_AS
#undef ERROR_IN
#undef ERROR_ROW
};
inline constexpr size_t kErrorTypeCount = sizeof kErrorInfos / sizeof kErrorInfos[0];

inline const ErrorInfo& info_of(ErrorType type) { return kErrorInfos[static_cast<size_t>(type)]; }
inline const char* message_template(ErrorType type, InputType input) {
  const ErrorInfo& info = info_of(type);
  return input != InputType::python && info.json_message != nullptr ? info.json_message
                                                                    : info.python_message;
}

/// Whether users can name it and list_all_errors() has it: one of this edition, and not
/// custom_error, which has no name of its own.
inline bool is_named(ErrorType type) {
  return type != ErrorType::custom_error && info_of(type).editions.has_this();
}
/// The named type with that name; false when there is none.
[[nodiscard]] bool find_error_type(std::string_view name, ErrorType& out);

}  // namespace pydantic_core
