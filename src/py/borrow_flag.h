// py/borrow_flag.h: an object that one call uses at a time.
//
// An iterator runs Python code while it makes its next item; that code, or another thread, may come
// to it again. It is told so, in upstream's words.
#pragma once

#include <atomic>

#include "py/error.h"

namespace pydantic_core::py {

class BorrowFlag {
 public:
  /// Takes it until release(). False with RuntimeError set when it is taken.
  [[nodiscard]] bool take() {
    if (!taken_.exchange(true)) return true;
    raise(PyExc_RuntimeError, "Already borrowed");
    return false;
  }
  void release() { taken_ = false; }
  /// False with RuntimeError set.
  [[nodiscard]] bool is_free() const {
    if (!taken_) return true;
    raise(PyExc_RuntimeError, "Already mutably borrowed");
    return false;
  }

 private:
  std::atomic<bool> taken_ = false;
};

}  // namespace pydantic_core::py
