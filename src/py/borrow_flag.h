// py/borrow_flag.h: an object that one call uses at a time.
//
// An iterator runs Python code while it makes its next item; that code, or another thread, may come
// to it again. It gets an error in upstream's words.
#pragma once

#include <atomic>

#include "py/error.h"
#include "py/sync.h"

namespace pydantic_core::py {

class BorrowFlag {
 public:
  /// Takes it until release(). False with RuntimeError set when it is taken.
  [[nodiscard]] bool take() {
    // Where there is the GIL, nobody comes in between.
    if constexpr (kFreeThreaded) {
      if (!taken_.exchange(true, std::memory_order_acquire)) return true;
    } else if (!taken_.load(std::memory_order_relaxed)) {
      taken_.store(true, std::memory_order_relaxed);
      return true;
    }
    return raise(PyExc_RuntimeError, "Already borrowed");
  }
  void release() { taken_.store(false, std::memory_order_release); }
  /// False with RuntimeError set.
  [[nodiscard]] bool is_free() const {
    if (!taken_) return true;
    return raise(PyExc_RuntimeError, "Already mutably borrowed");
  }

 private:
  std::atomic<bool> taken_ = false;
};

}  // namespace pydantic_core::py
