// host/program/reserve.h: memory that is reserved for reporting a MemoryError.
#pragma once

namespace host {

/// Allocates a small reserve, which is freed when an allocation fails. That allocation still raises
/// MemoryError, and there is memory to print its traceback. Called before the interpreter starts.
void keep_reserve();

}  // namespace host
