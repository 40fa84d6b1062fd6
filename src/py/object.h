// py/object.h: our own Python classes: a heap type whose instances carry one C++ value.
//
// `Object<T>` is the memory layout, `make_type` the class, `T` what the methods work on. T is
// default-constructed by allocate() and destroyed with the object; T::each_ref serves the collector
// (py/gc.h). Every class that make_type makes takes part in garbage collection.
#pragma once

#include <new>

#include "py/gc.h"
#include "py/ref.h"

namespace pydantic_core::py {

template <class T>
struct Object {
  PyObject_HEAD T value;
};

/// The C++ value inside an instance that is known to be of T's class (or a subclass).
template <class T>
T& value_of(Borrowed object) {
  return reinterpret_cast<Object<T>*>(object)->value;
}

/// A new instance of `type` with a default T; nullptr with an exception set.
template <class T>
PyObject* allocate(PyTypeObject* type) {
  PyObject* object = type->tp_alloc(type, 0);
  if (object != nullptr) new (&value_of<T>(object)) T();
  return object;
}

template <class T>
int traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  Visit visitor{visit, arg};
  value_of<T>(self).each_ref(visitor);
  return visitor.result;
}

template <class T>
int clear(PyObject* self) {
  Clear clearer;
  value_of<T>(self).each_ref(clearer);
  return 0;
}

template <class T>
void dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  value_of<T>(self).~T();
  type->tp_free(self);
  Py_DECREF(type);
}

/// The slots every such class shares, to be put first in its PyType_Slot list.
#define PC_OBJECT_SLOTS(T)                                     \
  {Py_tp_traverse, reinterpret_cast<void*>(&py::traverse<T>)}, \
      {Py_tp_clear, reinterpret_cast<void*>(&py::clear<T>)}, { \
    Py_tp_dealloc, reinterpret_cast<void*>(&py::dealloc<T>)    \
  }

/// Adds a new class to `module` (to none when that is nullptr): `name` is the full dotted name,
/// `flags` beyond DEFAULT and HAVE_GC, `base` may be nullptr. Returns a reference that is kept for
/// the life of the process, or nullptr with an exception set.
PyTypeObject* make_type(PyObject* module, const char* name, size_t size, unsigned flags,
                        PyType_Slot* slots, PyTypeObject* base = nullptr);

}  // namespace pydantic_core::py
