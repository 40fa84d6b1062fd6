// host/libc/memory/open_files.cc: the table of open files.

#include "libc/memory/open_files.h"

#include <cstdlib>
#include <new>

#include "libc/memory/folders.h"

namespace host::memory {
namespace {

constexpr int32_t kMost = 1024;

OpenFile* files[kMost];

}  // namespace

Errno open_file(const OpenFile& file, int32_t& fd) {
  int32_t at = 0;
  while (at < kMost && files[at] != nullptr) ++at;
  if (at == kMost) return __WASI_ERRNO_MFILE;
  void* memory = std::malloc(sizeof(OpenFile));
  if (memory == nullptr) return __WASI_ERRNO_NOSPC;
  files[at] = new (memory) OpenFile(file);
  ++file.node->opened;
  fd = kFirst + at;
  return __WASI_ERRNO_SUCCESS;
}

OpenFile* find_open(int32_t fd) {
  return fd >= kFirst && fd < kFirst + kMost ? files[fd - kFirst] : nullptr;
}

void close_file(int32_t fd) {
  OpenFile*& file = files[fd - kFirst];
  Node* node = file->node;
  std::free(file);
  file = nullptr;
  --node->opened;
  let_go(node);
}

}  // namespace host::memory
