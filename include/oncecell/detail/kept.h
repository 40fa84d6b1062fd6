// A reference that is looked up rather than made: asking twice costs time and changes nothing (an
// import, an interned string, a capsule). Such a cell needs no claim. Threads that come first at
// the same time all look it up, the first answer stays and the others are dropped. Nobody holds the
// cell while the import system runs, so the cell cannot take part in a deadlock with a module's
// import lock.
#pragma once

#include <Python.h>

#include <atomic>

#include "platform.h"

namespace oncecell::detail {

class KeptReference {
 public:
  constexpr KeptReference() noexcept = default;
  KeptReference(const KeptReference&) = delete;
  KeptReference& operator=(const KeptReference&) = delete;

  /// Borrowed; null when nothing is kept yet.
  [[nodiscard]] PyObject* get() const noexcept { return object_.load(std::memory_order_acquire); }

  /// Takes the reference over and returns the one that stays, borrowed. Null in, null out.
  PyObject* keep(PyObject* found) {
    if (found == nullptr) return nullptr;
    PyObject* first = nullptr;
    if (object_.compare_exchange_strong(first, found, std::memory_order_acq_rel,
                                        std::memory_order_acquire)) {
      return found;
    }
    Py_DECREF(found);
    return first;
  }

 private:
  std::atomic<PyObject*> object_{nullptr};
};

}  // namespace oncecell::detail
