// host/runner/files.cc: loops around system calls that may transfer fewer bytes than asked.

#include "files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace runner {

Handle open_regular(const std::string& path) {
  Handle file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat status;
  if (!file || fstat(file.get(), &status) != 0) return Handle();
  if (S_ISREG(status.st_mode)) return file;
  file = Handle();
  errno = EINVAL;
  return file;
}

bool read_at(int file, void* out, size_t size, off_t at) {
  auto* bytes = static_cast<char*>(out);
  while (size > 0) {
    const ssize_t got = pread(file, bytes, size, at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes += got;
    size -= got;
    at += got;
  }
  return true;
}

bool write_all(int file, const void* data, size_t size) {
  const auto* bytes = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t put = write(file, bytes, size);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes += put;
    size -= put;
  }
  return true;
}

}  // namespace runner
