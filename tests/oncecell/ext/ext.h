// What the files of the test extension share. Each file hands its types and functions to the module
// through one add_…() function; a cell is driven from Python, so that the tests can say in Python
// what an initialiser does.
#pragma once

#include <oncecell/oncecell.h>

namespace ext {

int add_cells(PyObject* module);
int add_lookups(PyObject* module);
int add_process(PyObject* module);
int add_standard(PyObject* module);

/// What set() returns to Python: its result's name, or null with the exception.
PyObject* named(oncecell::SetResult result);

/// The extension object's body behind `self`.
template <class Object>
Object& body(PyObject* self) {
  return *reinterpret_cast<Object*>(self);
}

/// tp_dealloc for a heap type whose object has a cell that wants clear().
template <class Object>
void dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  if (PyType_IS_GC(type)) PyObject_GC_UnTrack(self);
  body<Object>(self).cell.clear();
  type->tp_free(self);
  Py_DECREF(type);
}

/// Makes the type and adds it to the module under its short name.
int add_type(PyObject* module, PyType_Spec& spec);

template <class Function>
PyCFunction method(Function* function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

}  // namespace ext
