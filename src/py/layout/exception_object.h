// py/layout/exception_object.h: exception classes of ours: instances are a BaseException that
// carries one C++ value.
//
// The counterpart of py/object.h for classes that derive from Exception or ValueError, whose
// instances begin with CPython's own fields (args, traceback, cause, context) instead of a bare
// object head.
#pragma once

#include <new>

#include "py/gc.h"
#include "py/object.h"

namespace pydantic_core::py {

template <class T>
struct ExceptionObject {
  PyBaseExceptionObject base;
  T value;
};

/// The C++ value inside an instance that is known to be of T's class (or a subclass).
template <class T>
T& exception_value(Borrowed object) {
  return reinterpret_cast<ExceptionObject<T>*>(object)->value;
}

inline PyTypeObject* base_exception() {
  return reinterpret_cast<PyTypeObject*>(PyExc_BaseException);
}

/// What __reduce__ gives of an exception: its class, its args (or `parts`, a tuple, where it was
/// made from inside and has none), and its attributes. Empty with an exception set.
Ref reduce_exception(Borrowed exception, Borrowed parts);

/// A new instance of `type` with these args, a tuple, and a default T; nullptr with an exception
/// set. Making the args may have failed: `args` is empty then.
template <class T>
PyObject* allocate_exception(PyTypeObject* type, const Ref& args) {
  if (!args) return nullptr;
  PyObject* object = base_exception()->tp_new(type, args.get(), nullptr);
  if (object != nullptr) new (&exception_value<T>(object)) T();
  return object;
}
/// The same with empty args.
template <class T>
PyObject* allocate_exception(PyTypeObject* type) {
  return allocate_exception<T>(type, steal(PyTuple_New(0)));
}

template <class T>
int traverse_exception(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  Visit visitor{visit, arg};
  exception_value<T>(self).each_ref(visitor);
  return visitor.result != 0 ? visitor.result : base_exception()->tp_traverse(self, visit, arg);
}

template <class T>
int clear_exception(PyObject* self) {
  Clear clearer;
  exception_value<T>(self).each_ref(clearer);
  return base_exception()->tp_clear(self);
}

template <class T>
void dealloc_exception(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  // Exceptions form long chains (__context__): without the trashcan each link would take a frame of
  // the C stack.
  Py_TRASHCAN_BEGIN(self, dealloc_exception<T>);
  exception_value<T>(self).~T();
  base_exception()->tp_clear(self);
  type->tp_free(self);
  Py_DECREF(type);
  Py_TRASHCAN_END;
}

/// The slots every such class shares, to be put first in its PyType_Slot list.
#define PC_EXCEPTION_SLOTS(T)                                            \
  {Py_tp_traverse, reinterpret_cast<void*>(&py::traverse_exception<T>)}, \
      {Py_tp_clear, reinterpret_cast<void*>(&py::clear_exception<T>)}, { \
    Py_tp_dealloc, reinterpret_cast<void*>(&py::dealloc_exception<T>)    \
  }

/// Adds a new exception class to `module`; as make_type (py/object.h).
template <class T>
PyTypeObject* add_exception_type(PyObject* module, const char* name, unsigned flags,
                                 PyType_Slot* slots, Borrowed base) {
  return make_type(module, name, sizeof(ExceptionObject<T>), flags, slots,
                   reinterpret_cast<PyTypeObject*>(base));
}

}  // namespace pydantic_core::py
