// validate/engine/validation_info.h: ValidationInfo, the info argument of users' validator
// functions.
#pragma once

#include "validate/input/state.h"

namespace pydantic_core {

/// A new ValidationInfo of the call in `state`. `field_name` may be nullptr. Empty with an
/// exception set.
Ref make_validation_info(const State& state, Borrowed config, Borrowed field_name);

/// Makes the class; it is not an attribute of the module. False with an exception set.
[[nodiscard]] bool init_validation_info(PyObject* module);

}  // namespace pydantic_core
