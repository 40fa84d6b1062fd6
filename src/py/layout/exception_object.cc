// py/layout/exception_object.cc: see exception_object.h.
#include "py/layout/exception_object.h"

#include "py/call.h"
#include "py/names.h"

namespace pydantic_core::py {

Ref reduce_exception(Borrowed exception, Borrowed parts) {
  Ref args = steal(PyObject_GetAttr(exception, names.args));
  if (!args) return {};
  if (!PyTuple_Check(args.get())) {
    PyErr_SetString(PyExc_TypeError, "args of an exception should be a tuple");
    return {};
  }
  if (PyTuple_GET_SIZE(args.get()) == 0) args = borrow(parts);
  const Ref dict = steal(PyObject_GetAttr(exception, names.dunder_dict));
  if (!dict && (!PyErr_ExceptionMatches(PyExc_AttributeError) || !forgive())) return {};
  const int has_attributes = dict ? PyObject_IsTrue(dict.get()) : 0;
  if (has_attributes < 0) return {};
  Borrowed type = as_object(Py_TYPE(exception));
  return steal(has_attributes > 0 ? PyTuple_Pack(3, type, args.get(), dict.get())
                                  : PyTuple_Pack(2, type, args.get()));
}

}  // namespace pydantic_core::py
