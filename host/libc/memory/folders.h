// host/libc/memory/folders.h: the folders of the program's own that the libc knows beside those
// which the runtime gives: `/tmp`, which is empty at first and gone at the end, and `/dev` with
// `null` in it.
#pragma once

#include <cstdint>
#include <string_view>

#include "libc/memory/node.h"

namespace host {

/// Lets the libc know them, where the runtime gives none at the same place. Where it gives a
/// `/tmp`, the next place that `tempfile` looks at is ours. Called once, at the start of a run.
void add_memory_folders();

}  // namespace host

namespace host::memory {

/// The numbers of our folders and open files: far above what a runtime hands out, which begins at
/// the bottom.
inline constexpr int32_t kFirst = 1 << 20;
inline constexpr int32_t kDev = kFirst - 1;
inline constexpr int32_t kTemporary = kFirst - 2;

/// `/dev` or the temporary folder, by its number; null for any other number.
Node* own_folder(int32_t fd);

/// Whether a path from that folder of the runtime's names `/dev/null`, or `sys.executable`, which
/// `platform` reads and finds empty: where the runtime gives a folder `/`.
bool null_below(int32_t folder, std::string_view path);

}  // namespace host::memory
