// errors/error_texts.h: the texts that all errors of one type have in common, made once per
// process.
#pragma once

#include "errors/error_type.h"

namespace pydantic_core {

// Each text is a str that lives for ever; nullptr with an exception set. Not for custom_error.

/// The name of the type.
Borrowed error_type_text(ErrorType type);
/// The name of one of its fields, interned.
Borrowed error_field_name(ErrorType type, int field);
/// The link to its documentation.
Borrowed error_url_text(ErrorType type);
/// What the documentation URLs of errors begin with: "https://errors.pydantic.dev/2.12/v/". False
/// with an exception set.
[[nodiscard]] bool get_url_prefix(std::string_view& out);
/// Whether the environment wants URLs in str() (PYDANTIC_ERRORS_INCLUDE_URL). False with an
/// exception set.
[[nodiscard]] bool get_env_include_url(bool& out);
/// Whether the message holds no values.
bool has_plain_message(ErrorType type);
/// That message, worded for that kind of input.
Borrowed plain_message_text(ErrorType type, InputType input);

}  // namespace pydantic_core
