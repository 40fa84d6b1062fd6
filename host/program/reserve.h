// host/program/reserve.h: memory kept back for reporting that memory is short.
#pragma once

namespace host {

/// Puts a small reserve aside, which is given up at the first allocation that fails: that one still
/// raises MemoryError, and there is room then for its traceback. Before the interpreter starts.
void keep_reserve();

}  // namespace host
