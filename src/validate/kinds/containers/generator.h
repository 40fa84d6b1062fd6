// validate/kinds/containers/generator.h: the iterators that validated generators are.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Makes ValidatorIterator; it is no attribute of the module. False with an exception set.
[[nodiscard]] bool init_generator(PyObject* module);

}  // namespace pydantic_core
