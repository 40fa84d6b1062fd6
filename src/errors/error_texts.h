// errors/error_texts.h: what all errors of a type say alike, made once a process.
#pragma once

#include "errors/error_type.h"

namespace pydantic_core {

// Each text is a str that lives for ever; nullptr with an exception set. Not for custom_error.

/// The name of the type.
Borrowed error_type_text(ErrorType type);
/// The link to its documentation.
Borrowed error_url_text(ErrorType type);
/// What the documentation URLs of errors begin with: "https://errors.pydantic.dev/2.12/v/". False
/// with an exception set.
[[nodiscard]] bool get_url_prefix(std::string_view& out);
/// Whether the message holds no values.
bool has_plain_message(ErrorType type);
/// That message, worded for that kind of input.
Borrowed plain_message_text(ErrorType type, InputType input);

}  // namespace pydantic_core
