// host/runner/hot_pages.cc: reads the section backwards from the end of the file. It is the last
// one before the build id, and ends with the stretches and their number.

#include "hot_pages.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "files.h"

namespace runner {
namespace {

constexpr std::string_view kName("\x09hot_pages");
constexpr size_t kBuildId = 44;  // size of the section with the build id
constexpr size_t kMost = 1000;
constexpr size_t kPage = 4096;
constexpr size_t kRoom = kName.size() + kMost * sizeof(Stretch) + sizeof(uint32_t) + kBuildId;

}  // namespace

std::vector<Stretch> hot_pages(int wasm) {
  struct stat status;
  if (fstat(wasm, &status) != 0) return {};
  char end[kRoom];
  size_t size = std::min<size_t>(status.st_size, sizeof end);
  uint32_t count = 0;
  if (size < kBuildId + sizeof count + kName.size()) return {};
  if (!read_at(wasm, end, size, status.st_size - static_cast<off_t>(size))) return {};
  size -= kBuildId + sizeof count;
  std::memcpy(&count, end + size, sizeof count);
  if (count > kMost || size < count * sizeof(Stretch) + kName.size()) return {};
  size -= count * sizeof(Stretch);
  if (!std::string_view(end, size).ends_with(kName)) return {};
  std::vector<Stretch> stretches(count);
  std::memcpy(stretches.data(), end + size, count * sizeof(Stretch));
  return stretches;
}

void prepare_pages(const std::vector<Stretch>& stretches, uint8_t* memory, size_t size) {
#ifdef MADV_POPULATE_WRITE
  for (const Stretch& stretch : stretches) {
    const size_t begin = stretch.first * kPage;
    const size_t length = stretch.count * kPage;
    if (begin > size || length > size - begin) return;
    if (madvise(memory + begin, length, MADV_POPULATE_WRITE) != 0) return;
  }
#endif
}

}  // namespace runner
