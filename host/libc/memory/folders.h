// host/libc/memory/folders.h: the folders in memory that the libc knows in addition to those of the
// runtime: `/tmp`, which is empty at first and lost at the end, and `/dev`, which contains `null`.
#pragma once

#include <cstdint>
#include <string_view>

#include "libc/memory/node.h"

namespace host {

/// Registers them with the libc, unless the runtime gives folders at the same paths. If it gives a
/// `/tmp`, the next path that `tempfile` tries is used. Called once, at the start of a run.
void add_memory_folders();

}  // namespace host

namespace host::memory {

/// The numbers of folders and open files in memory: far above those of the runtime, which start at
/// 0.
inline constexpr int32_t kFirst = 1 << 20;
inline constexpr int32_t kDev = kFirst - 1;
inline constexpr int32_t kTemporary = kFirst - 2;

/// `/dev` or the temporary folder, by its number; null for any other number.
Node* own_folder(int32_t fd);

/// Whether a path from that folder of the runtime, which must be `/`, names `/dev/null`, or
/// `sys.executable`, which `platform` reads and which is empty.
bool null_below(int32_t folder, std::string_view path);

}  // namespace host::memory
