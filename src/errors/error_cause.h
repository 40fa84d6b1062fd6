// errors/error_cause.h: the users' exceptions behind a ValidationError as its __cause__
// (`validation_error_cause`).
#pragma once

#include "errors/kept_errors.h"

namespace pydantic_core {

/// Gives `exception` an exception group of the exceptions that `errors` hold as __cause__, each
/// with a note that says where it happened; nothing when they hold none. False with an exception
/// set.
[[nodiscard]] bool set_user_cause(Borrowed exception, const KeptErrors& errors);

}  // namespace pydantic_core
