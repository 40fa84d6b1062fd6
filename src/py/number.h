// py/number.h: C numbers out of objects that may have a say in it.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// Whether `object` is of a type of CPython's own that is no number, as dicts, lists and None:
/// there is nobody to ask.
inline bool is_no_number(Borrowed object) {
  PyTypeObject* type = Py_TYPE(object);
  const PyNumberMethods* number = type->tp_as_number;
  return !PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) &&
         (number == nullptr || (number->nb_index == nullptr && number->nb_float == nullptr &&
                                number->nb_int == nullptr));
}
/// The value of an exact int of 64 bits. False, without an exception, for anything else.
[[nodiscard]] inline bool exact_int64(Borrowed object, int64_t& out) {
  if (!PyLong_CheckExact(object)) return false;
  if (compact_int(object, out)) [[likely]]
    return true;
  int overflow;
  out = PyLong_AsLongLongAndOverflow(object, &overflow);
  return overflow == 0;
}
/// An int, or what __index__ gives, of 64 bits. An exception is set only for want of memory.
[[nodiscard]] bool int64_of(Borrowed object, int64_t& out);
/// An int, or what __index__ gives, from `least` to `most`. False with the exception of __index__,
/// or OverflowError, set.
[[nodiscard]] bool read_integer(Borrowed object, long least, long most, long& out);
/// An int ≥ 0, or what __index__ gives. False with an exception set, also when it is too big.
[[nodiscard]] bool size_of(Borrowed object, size_t& out);
/// Any number, as float() takes it: __float__, then __index__. An exception is set only for want
/// of memory.
[[nodiscard]] bool double_of(Borrowed object, double& out);

}  // namespace pydantic_core::py
