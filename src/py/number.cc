// py/number.cc: see number.h.
#include "py/number.h"

#include "base/edition.h"
#include "py/error.h"

namespace pydantic_core::py {

bool int64_of(Borrowed object, int64_t& out) {
  int overflow = 1;
  if (PyLong_Check(object)) {
    out = PyLong_AsLongLongAndOverflow(object, &overflow);
    return overflow == 0;
  }
  if (!PyIndex_Check(object)) return false;
  const Ref index = steal(PyNumber_Index(object));
  if (index) out = PyLong_AsLongLongAndOverflow(index.get(), &overflow);
  return forgive() && overflow == 0;
}

bool read_integer(Borrowed object, long least, long most, long& out) {
  const Ref index = steal(PyNumber_Index(object));
  if (!index) return false;
  out = PyLong_AsLong(index.get());
  if (out == -1 && PyErr_Occurred()) return false;
  if (least <= out && out <= most) return true;
  static constexpr const char* old = "out of range integral type conversion attempted";
  PyErr_SetString(PyExc_OverflowError,
                  out < least ? by_edition({old, "number too small to fit in target type"})
                              : by_edition({old, "number too large to fit in target type"}));
  return false;
}

bool size_of(Borrowed object, size_t& out) {
  const Ref index = steal(PyNumber_Index(object));
  if (!index) return false;
  const unsigned long long size = PyLong_AsUnsignedLongLong(index.get());
  if (size == static_cast<unsigned long long>(-1) && PyErr_Occurred()) return false;
  if (size > SIZE_MAX) return py::raise(PyExc_OverflowError, "int too big to convert");
  out = static_cast<size_t>(size);
  return true;
}

bool double_of(Borrowed object, double& out) {
  // An object without these is no number: PyFloat_AsDouble would make an exception only to say so.
  const PyNumberMethods* number = Py_TYPE(object)->tp_as_number;
  if (number == nullptr || (number->nb_float == nullptr && number->nb_index == nullptr))
    return false;
  out = PyFloat_AsDouble(object);
  if (out != -1.0 || PyErr_Occurred() == nullptr) return true;
  (void)forgive();
  return false;
}

}  // namespace pydantic_core::py
