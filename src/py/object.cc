// py/object.cc: see object.h.
#include "py/object.h"

namespace pydantic_core::py {

PyTypeObject* make_type(PyObject* module, const char* name, size_t size, unsigned flags,
                        PyType_Slot* slots, PyTypeObject* base) {
  PyType_Spec spec{name, static_cast<int>(size), 0,
                   static_cast<unsigned>(Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC) | flags, slots};
  Ref bases;
  if (base != nullptr) {
    bases = steal(PyTuple_Pack(1, base));
    if (!bases) return nullptr;
  }
  Ref made = steal(PyType_FromModuleAndSpec(module, &spec, bases.get()));
  auto* type = reinterpret_cast<PyTypeObject*>(made.get());
  if (!made || (module != nullptr && PyModule_AddType(module, type) < 0)) return nullptr;
  (void)made.release();
  return type;
}

}  // namespace pydantic_core::py
