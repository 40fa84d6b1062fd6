// errors/error_field.h: the values that the message of an error needs, as the code that fails has
// them: an object, text or a number. They become objects when the error is made. Where errors are
// only counted, none is made.
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
/// For a value that takes work to make: a function that makes it.
template <class F>
  requires std::is_invocable_r_v<Ref, const F&>
Ref error_field(const F& make) {
  return make();
}

/// Whether a field's object could not be made; then an exception is set. Other values cannot fail.
inline bool is_failed_field(const Ref& object) { return !object; }
inline bool is_failed_field(const auto&) { return false; }

}  // namespace pydantic_core
