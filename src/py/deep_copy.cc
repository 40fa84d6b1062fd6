// py/deep_copy.cc: see deep_copy.h.
#include "py/deep_copy.h"

#include "py/call.h"
#include "py/classes.h"

namespace pydantic_core::py {

bool is_copied_anew(Borrowed object) {
  return (PyDict_CheckExact(object) && PyDict_GET_SIZE(object) == 0) ||
         (PyList_CheckExact(object) && PyList_GET_SIZE(object) == 0) ||
         (PySet_CheckExact(object) && PySet_GET_SIZE(object) == 0);
}

Ref deep_copy(Borrowed object) {
  if (PyDict_CheckExact(object) && PyDict_GET_SIZE(object) == 0) return steal(PyDict_New());
  if (PyList_CheckExact(object) && PyList_GET_SIZE(object) == 0) return steal(PyList_New(0));
  if (PySet_CheckExact(object) && PySet_GET_SIZE(object) == 0) return steal(PySet_New(nullptr));
  Borrowed deepcopy = deepcopy_function.get_or_import();
  return deepcopy != nullptr ? call(deepcopy, object) : Ref();
}

}  // namespace pydantic_core::py
