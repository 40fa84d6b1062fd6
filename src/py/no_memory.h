// py/no_memory.h: MemoryError, for failures of our own containers.
#pragma once

#include "base/outcome.h"
#include "py/python.h"

namespace pydantic_core::py {

/// Sets MemoryError.
inline Raised no_memory() {
  PyErr_NoMemory();
  return {};
}

}  // namespace pydantic_core::py
