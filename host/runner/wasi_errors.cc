// host/runner/wasi_errors.cc: the error numbers of the system as those of WASI, which are numbered
// in alphabetical order.

#include <cerrno>

#include "wasi_types.h"

namespace runner::wasi {
namespace {

// The index is WASI's number. 0: Linux has no such error, or it cannot occur here.
constexpr int kSystem[] = {
    0,       E2BIG,        EACCES,    0,        0,          0,      EAGAIN, EALREADY,  EBADF,
    0,       EBUSY,        ECANCELED, 0,        0,          0,      0,      EDEADLK,   0,
    EDOM,    EDQUOT,       EEXIST,    EFAULT,   EFBIG,      0,      0,      EILSEQ,    EINPROGRESS,
    EINTR,   EINVAL,       EIO,       0,        EISDIR,     ELOOP,  EMFILE, EMLINK,    0,
    0,       ENAMETOOLONG, 0,         0,        0,          ENFILE, 0,      ENODEV,    ENOENT,
    ENOEXEC, ENOLCK,       0,         ENOMEM,   0,          0,      ENOSPC, ENOSYS,    0,
    ENOTDIR, ENOTEMPTY,    0,         ENOTSOCK, EOPNOTSUPP, ENOTTY, ENXIO,  EOVERFLOW, 0,
    EPERM,   EPIPE,        0,         0,        0,          ERANGE, EROFS,  ESPIPE,    ESRCH,
    ESTALE,  ETIMEDOUT,    ETXTBSY,   EXDEV,
};
static_assert(sizeof kSystem / sizeof *kSystem == 76);
static_assert(kSystem[static_cast<int>(Errno::acces)] == EACCES);
static_assert(kSystem[static_cast<int>(Errno::badf)] == EBADF);
static_assert(kSystem[static_cast<int>(Errno::busy)] == EBUSY);
static_assert(kSystem[static_cast<int>(Errno::inval)] == EINVAL);
static_assert(kSystem[static_cast<int>(Errno::mfile)] == EMFILE);
static_assert(kSystem[static_cast<int>(Errno::noent)] == ENOENT);
static_assert(kSystem[static_cast<int>(Errno::notsup)] == EOPNOTSUPP);
static_assert(kSystem[static_cast<int>(Errno::perm)] == EPERM);
static_assert(kSystem[static_cast<int>(Errno::spipe)] == ESPIPE);

}  // namespace

Errno from_system() {
  for (size_t number = 1; number < sizeof kSystem / sizeof *kSystem; ++number) {
    // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): Errno names those in use alone.
    if (kSystem[number] == errno) return static_cast<Errno>(number);
  }
  return Errno::io;
}

}  // namespace runner::wasi
