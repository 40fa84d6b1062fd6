// errors/error_field.h: the values that the message of an error needs, as the place that fails has
// them at hand: an object, text or a number. They become objects when the error is made, which it
// is not for who only counts errors.
#pragma once

#include <concepts>
#include <optional>
#include <type_traits>

#include "py/str.h"

namespace pydantic_core {

inline Ref error_field(Ref&& object) { return std::move(object); }
inline Ref error_field(const Ref& object) { return object.clone(); }
inline Ref error_field(Ref& object) { return object.clone(); }
inline Ref error_field(std::string_view text) { return py::str(text); }
inline Ref error_field(const Text& text) { return py::str(text); }
inline Ref error_field(double number) { return steal(PyFloat_FromDouble(number)); }
inline Ref error_field(std::signed_integral auto number) {
  return steal(PyLong_FromLongLong(number));
}
inline Ref error_field(std::unsigned_integral auto number) {
  return steal(PyLong_FromUnsignedLongLong(number));
}
/// A length that may not be known: None.
inline Ref error_field(std::optional<size_t> length) {
  return length ? error_field(*length) : borrow(Py_None);
}
/// For what is more work: a function that makes the object.
template <class F>
  requires std::is_invocable_r_v<Ref, const F&>
Ref error_field(const F& make) {
  return make();
}

/// An object whose making failed, with an exception set, before there was an error to make.
inline bool is_failed_field(const Ref& object) { return !object; }
inline bool is_failed_field(const auto&) { return false; }

}  // namespace pydantic_core
