// errors/error_type.h: the kinds of validation error, as data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "py/ref.h"

namespace pydantic_core {

enum class ErrorType : uint8_t {
#define ERROR(type, ...) type,
#define ERROR_AS(enumerator, type, ...) enumerator,
#include "errors/error_types.def"
#undef ERROR
#undef ERROR_AS
};

/// What a context field may be; decides what PydanticKnownError accepts for it.
enum class FieldKind : uint8_t { text, number, size, optional_size, int32, u64, object };

struct ErrorField {
  const char* name;
  FieldKind kind;
};

inline constexpr int kMaxErrorFields = 3;

struct ErrorInfo {
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
#define ERROR_AS(enumerator, type, python_message, json_message, ...) \
  {type, python_message, json_message, {__VA_ARGS__}},
#define ERROR(type, ...) ERROR_AS(type, #type, __VA_ARGS__)
#include "errors/error_types.def"
#undef ERROR
#undef ERROR_AS
};
inline constexpr size_t kErrorTypeCount = sizeof kErrorInfos / sizeof kErrorInfos[0];

inline const ErrorInfo& info_of(ErrorType type) { return kErrorInfos[static_cast<size_t>(type)]; }
inline const char* message_template(ErrorType type, InputType input) {
  const ErrorInfo& info = info_of(type);
  return input != InputType::python && info.json_message != nullptr ? info.json_message
                                                                    : info.python_message;
}

/// The type with that name; false when there is none (custom_error has no name of its own).
[[nodiscard]] bool find_error_type(std::string_view name, ErrorType& out);

}  // namespace pydantic_core
