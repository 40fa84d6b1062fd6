// host/libc/memory/node.cc: nodes, the names in folders and the bytes of files. A file is a table
// of blocks, so that it grows without being copied, and what was never written takes no memory.

#include "libc/memory/node.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace host::memory {
namespace {

constexpr size_t kBlock = 4096;
constexpr uint64_t kLargest = uint64_t{1} << 32;  // more than all memory
constexpr uint64_t kDevice = 1;

uint64_t last_number = 3;  // the numbers up to this are those of the fixed nodes

uint32_t hash_of(std::string_view name) {
  uint32_t hash = 2166136261;  // FNV-1a
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619;
  return hash;
}

void forget_blocks(Node& file, size_t left) {
  for (size_t i = left; i < file.blocks.size(); ++i) std::free(file.blocks[i]);
  file.blocks.truncate(left);
}

/// Called when the node has lost a name.
void lose_name(Node* node) {
  --node->names;
  node->changed = now();
  if (node->type == __WASI_FILETYPE_DIRECTORY) node->parent = nullptr;
  let_go(node);
}

void touch(Node& node) { node.written = node.changed = now(); }

Entry*& bucket(Node& folder, uint32_t hash) {
  return folder.buckets[hash & (folder.buckets.size() - 1)];
}

/// Doubles the buckets if there are as many entries. Without memory the old ones are kept; false if
/// there are none.
bool make_room(Node& folder) {
  if (folder.count < folder.buckets.size()) return true;
  if (!folder.buckets.resize(folder.count == 0 ? 8 : size_t{folder.count} * 2))
    return folder.count != 0;
  std::fill(folder.buckets.begin(), folder.buckets.end(), nullptr);
  for (Entry* entry = folder.oldest; entry != nullptr; entry = entry->younger) {
    Entry*& first = bucket(folder, entry->hash);
    entry->same = first;
    first = entry;
  }
  return true;
}

/// The block of that index, made if it does not exist; null without memory.
char* block_at(Node& file, size_t index) {
  if (index >= file.blocks.size() && !file.blocks.resize(index + 1)) return nullptr;
  char*& block = file.blocks[index];
  if (block == nullptr) block = static_cast<char*>(std::calloc(1, kBlock));
  return block;
}

}  // namespace

__wasi_timestamp_t now() {
  __wasi_timestamp_t time = 0;
  (void)__wasi_clock_time_get(__WASI_CLOCKID_REALTIME, 1, &time);
  return time;
}

Node* make(__wasi_filetype_t type) {
  void* memory = std::malloc(sizeof(Node));
  if (memory == nullptr) return nullptr;
  Node* node = new (memory) Node{.type = type};
  node->number = ++last_number;
  node->read = now();
  node->written = node->changed = node->read;
  return node;
}

void let_go(Node* node) {
  if (node->fixed || node->names != 0 || node->opened != 0) return;
  forget_blocks(*node, 0);
  node->~Node();
  std::free(node);
}

Entry* find(Node& folder, std::string_view name) {
  if (folder.count == 0) return nullptr;
  const uint32_t hash = hash_of(name);
  Entry* entry = bucket(folder, hash);
  while (entry != nullptr && (entry->hash != hash || entry->name() != name)) entry = entry->same;
  return entry;
}

bool add(Node& folder, std::string_view name, Node* node) {
  if (!make_room(folder)) return false;
  void* memory = std::malloc(sizeof(Entry) + name.size());
  if (memory == nullptr) return false;
  const uint32_t hash = hash_of(name);
  Entry*& first = bucket(folder, hash);
  auto* entry = new (memory) Entry{.older = folder.youngest,
                                   .younger = nullptr,
                                   .same = first,
                                   .node = node,
                                   .place = folder.next_place++,
                                   .hash = hash,
                                   .size = static_cast<uint32_t>(name.size())};
  name.copy(reinterpret_cast<char*>(entry + 1), name.size());
  first = entry;
  (folder.youngest == nullptr ? folder.oldest : folder.youngest->younger) = entry;
  folder.youngest = entry;
  ++folder.count;
  ++node->names;
  node->changed = now();
  if (node->type == __WASI_FILETYPE_DIRECTORY) node->parent = &folder;
  touch(folder);
  return true;
}

void remove(Node& folder, std::string_view name) {
  Entry* entry = find(folder, name);
  Node* node = entry->node;
  Entry** to = &bucket(folder, entry->hash);
  while (*to != entry) to = &(*to)->same;
  *to = entry->same;
  (entry->older == nullptr ? folder.oldest : entry->older->younger) = entry->younger;
  (entry->younger == nullptr ? folder.youngest : entry->younger->older) = entry->older;
  --folder.count;
  std::free(entry);
  touch(folder);
  lose_name(node);
}

void replace(Entry& entry, Node& folder, Node* node) {
  Node* before = entry.node;
  entry.node = node;
  ++node->names;
  node->changed = now();
  if (node->type == __WASI_FILETYPE_DIRECTORY) node->parent = &folder;
  touch(folder);
  lose_name(before);
}

size_t read(const Node& file, uint64_t at, char* out, size_t size) {
  if (at >= file.size) return 0;
  size = static_cast<size_t>(std::min<uint64_t>(size, file.size - at));
  for (size_t done = 0; done < size;) {
    const auto index = static_cast<size_t>((at + done) / kBlock);
    const auto begin = static_cast<size_t>((at + done) % kBlock);
    const size_t part = std::min(size - done, kBlock - begin);
    const char* block = index < file.blocks.size() ? file.blocks[index] : nullptr;
    if (block == nullptr)
      std::memset(out + done, 0, part);
    else
      std::memcpy(out + done, block + begin, part);
    done += part;
  }
  return size;
}

Errno write(Node& file, uint64_t at, const char* from, size_t size, size_t& written) {
  written = 0;
  if (size == 0) return __WASI_ERRNO_SUCCESS;
  if (at >= kLargest) return __WASI_ERRNO_FBIG;
  size = static_cast<size_t>(std::min<uint64_t>(size, kLargest - at));
  while (written < size) {
    const auto begin = static_cast<size_t>((at + written) % kBlock);
    const size_t part = std::min(size - written, kBlock - begin);
    char* block = block_at(file, static_cast<size_t>((at + written) / kBlock));
    if (block == nullptr) break;
    std::memcpy(block + begin, from + written, part);
    written += part;
  }
  if (written == 0) return __WASI_ERRNO_NOSPC;
  file.size = std::max(file.size, at + written);
  touch(file);
  return __WASI_ERRNO_SUCCESS;
}

Errno set_size(Node& file, uint64_t size) {
  if (size > kLargest) return __WASI_ERRNO_FBIG;
  const auto blocks = static_cast<size_t>((size + kBlock - 1) / kBlock);
  if (blocks < file.blocks.size()) forget_blocks(file, blocks);
  // Bytes that are cut off must be zero when the file grows again.
  if (size < file.size && size % kBlock != 0 && blocks == file.blocks.size()) {
    if (char* last = file.blocks[blocks - 1])
      std::memset(last + size % kBlock, 0, kBlock - size % kBlock);
  }
  file.size = size;
  touch(file);
  return __WASI_ERRNO_SUCCESS;
}

void set_times(Node& node, int64_t read, int64_t written, int32_t which) {
  if (which & __WASI_FSTFLAGS_ATIM) node.read = static_cast<uint64_t>(read);
  if (which & __WASI_FSTFLAGS_ATIM_NOW) node.read = now();
  if (which & __WASI_FSTFLAGS_MTIM) node.written = static_cast<uint64_t>(written);
  if (which & __WASI_FSTFLAGS_MTIM_NOW) node.written = now();
  node.changed = now();
}

__wasi_filestat_t describe(const Node& node) {
  __wasi_filestat_t status = {};
  status.dev = kDevice;
  status.ino = node.number;
  status.filetype = node.type;
  status.nlink = std::max<uint32_t>(node.names, node.fixed ? 1 : 0);
  status.size = node.type == __WASI_FILETYPE_SYMBOLIC_LINK ? node.target.size() : node.size;
  status.atim = node.read;
  status.mtim = node.written;
  status.ctim = node.changed;
  return status;
}

}  // namespace host::memory
