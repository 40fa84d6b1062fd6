// cmake/re2/util/logging.h: replaces RE2's file of that name. A library inside Python must not
// print. RE2's messages would be of no use, and would alone link the standard streams into the
// module.
#pragma once

#include <assert.h>
#include <stdlib.h>

#include <string>

#include "util/util.h"

namespace re2 {
struct Silence {
  template <class T>
  const Silence& operator<<(const T&) const {
    return *this;
  }
};
}  // namespace re2

#define DCHECK(condition) assert(condition)
#define DCHECK_EQ(a, b) assert((a) == (b))
#define DCHECK_NE(a, b) assert((a) != (b))
#define DCHECK_LE(a, b) assert((a) <= (b))
#define DCHECK_LT(a, b) assert((a) < (b))
#define DCHECK_GE(a, b) assert((a) >= (b))
#define DCHECK_GT(a, b) assert((a) > (b))

#define CHECK(condition) ((condition) ? (void)0 : abort())
#define CHECK_EQ(a, b) CHECK((a) == (b))

#define LOG(severity) ::re2::Silence()
