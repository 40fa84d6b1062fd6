// The cells that oncecell is measured against, written from what their projects document and
// publish: the same states, the same memory orders and the same tests on the way to a value.
// Nothing but the reading of a full cell and an uncontended filling is measured, so waiting is as
// simple as it can be.
#pragma once

#include <Python.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <new>
#include <thread>

namespace styles {

/// As PyO3's PyOnceLock, which holds a once_cell::sync::OnceCell: a state word, read with acquire
/// and compared with COMPLETE, beside an optional value. Who has to wait detaches.
template <class T>
class Pyo3Style {
 public:
  template <class Make>
  const T& get_or_init(Make&& make) {
    if (state_.load(std::memory_order_acquire) != kComplete) initialise(make);
    return value();
  }

  const T* get() const {
    return state_.load(std::memory_order_acquire) == kComplete ? &value() : nullptr;
  }

 private:
  static constexpr std::uintptr_t kIncomplete = 0, kRunning = 1, kComplete = 2;

  template <class Make>
  [[gnu::noinline, gnu::cold]] void initialise(Make&& make) {
    PyThreadState* detached = PyEval_SaveThread();
    std::uintptr_t seen = kIncomplete;
    while (!state_.compare_exchange_weak(seen, kRunning, std::memory_order_acquire)) {
      if (seen == kComplete) break;
      seen = kIncomplete;
      std::this_thread::yield();
    }
    PyEval_RestoreThread(detached);
    if (seen == kComplete) return;
    new (storage_) T(make());
    state_.store(kComplete, std::memory_order_release);
  }

  const T& value() const { return *std::launder(reinterpret_cast<const T*>(storage_)); }

  std::atomic<std::uintptr_t> state_{kIncomplete};
  alignas(T) unsigned char storage_[sizeof(T)]{};
};

#if defined(Py_GIL_DISABLED)
using Flag = std::atomic<bool>;  // read with the default order
#else
using Flag = bool;  // guarded by the GIL
#endif

/// As pybind11's gil_safe_call_once_and_store without sub-interpreters: a flag beside the storage,
/// and std::call_once behind it, entered without the GIL.
template <class T>
class Pybind11Style {
 public:
  template <class Make>
  Pybind11Style& call_once_and_store_result(Make&& make) {
    if (!is_initialized_) initialise(make);
    return *this;
  }
  const T& get_stored() const { return *reinterpret_cast<const T*>(storage_); }

 private:
  template <class Make>
  [[gnu::noinline, gnu::cold]] void initialise(Make&& make) {
    PyThreadState* detached = PyEval_SaveThread();
    std::call_once(flag_, [&] {
      PyEval_RestoreThread(detached);
      new (storage_) T(make());
      is_initialized_ = true;
      detached = PyEval_SaveThread();
    });
    PyEval_RestoreThread(detached);
  }

  alignas(T) char storage_[sizeof(T)]{};
  std::once_flag flag_;
  Flag is_initialized_{false};
};

}  // namespace styles
