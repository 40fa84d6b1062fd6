// py/ref.h: who owns a reference is said by its type.
//
// `Ref` owns one reference; a plain `PyObject*` (spelled Borrowed in signatures) never does. Only
// steal() and borrow() turn the one into the other. Releasing runs Python code (destructors,
// __del__), so Ref's assignment swaps first and releases last: whoever looks at the variable from
// such code sees the new value.
#pragma once

#include <utility>

#include "base/outcome.h"
#include "py/python.h"

namespace pydantic_core {

/// A reference that somebody else keeps alive; valid no longer than its owner.
using Borrowed = PyObject*;

class Ref {
 public:
  constexpr Ref() = default;
  constexpr Ref(Raised) {}
  Ref(const Ref&) = delete;
  Ref& operator=(const Ref&) = delete;
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref& operator=(Ref&& other) noexcept {
    Ref old(std::move(*this));
    object_ = std::exchange(other.object_, nullptr);
    return *this;
  }
  ~Ref() { Py_XDECREF(object_); }

  Borrowed get() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }
  /// A second owner of the same object.
  Ref clone() const { return Ref(Py_XNewRef(object_)); }
  /// Gives the reference up to the caller, who must release it.
  [[nodiscard]] PyObject* release() { return std::exchange(object_, nullptr); }
  void reset() { Ref old(std::move(*this)); }
  /// For tp_traverse and tp_clear alone.
  PyObject*& slot() { return object_; }

 private:
  friend Ref steal(PyObject* object);
  constexpr explicit Ref(PyObject* object) : object_(object) {}
  PyObject* object_ = nullptr;
};

/// Takes over a new reference (or nullptr) that a C API call returned.
[[nodiscard]] inline Ref steal(PyObject* object) { return Ref(object); }
/// Becomes another owner of `object`, which may be nullptr.
[[nodiscard]] inline Ref borrow(Borrowed object) { return steal(Py_XNewRef(object)); }

/// Clears the pending exception, if there is one, for callers that take it for an answer such as
/// "no". A MemoryError answers nothing: it stays set, and the result is false.
[[nodiscard]] inline bool forgive() {
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) [[unlikely]]
    return false;
  PyErr_Clear();
  return true;
}

inline Borrowed as_object(PyTypeObject* type) { return reinterpret_cast<PyObject*>(type); }

}  // namespace pydantic_core
