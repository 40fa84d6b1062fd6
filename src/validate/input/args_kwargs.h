// validate/input/args_kwargs.h: ArgsKwargs, the positional and keyword arguments of a call as one
// value.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds ArgsKwargs to the module. False with an exception set.
[[nodiscard]] bool init_args_kwargs(PyObject* module);

bool is_args_kwargs(Borrowed object);
/// Its tuple, and its dict or nullptr when it has no keyword arguments: they live as long as the
/// object. Precondition: is_args_kwargs(args_kwargs).
Borrowed args_of(Borrowed args_kwargs);
Borrowed kwargs_of(Borrowed args_kwargs);

}  // namespace pydantic_core
