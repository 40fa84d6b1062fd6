// host/snapshot/immortal.cc: objects in the snapshot outlive every run. Counting references to them
// would write to nearly every page of the snapshot, and the system copies a page at the first
// write. That took a third of a short run.

#include "snapshot/immortal.h"

#include <Python.h>

#include <cstdlib>
#include <initializer_list>

namespace host {
namespace {

/// Objects whose references still have to be followed.
class Queue {
 public:
  Queue() = default;
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() { std::free(objects_); }

  bool add(PyObject* object) {
    if (size_ == room_) {
      const size_t room = room_ == 0 ? 1024 : room_ * 2;
      void* grown = std::realloc(objects_, room * sizeof *objects_);
      if (grown == nullptr) return false;
      objects_ = static_cast<PyObject**>(grown);
      room_ = room;
    }
    objects_[size_++] = object;
    return true;
  }
  PyObject* take() { return size_ == 0 ? nullptr : objects_[--size_]; }

 private:
  PyObject** objects_ = nullptr;
  size_t size_ = 0;
  size_t room_ = 0;
};

/// A `visitproc`.
int visit(PyObject* object, void* queue) {
  if (object == nullptr || _Py_IsImmortal(object)) return 0;
  object->ob_refcnt = _Py_IMMORTAL_REFCNT;
  return static_cast<Queue*>(queue)->add(object) ? 0 : -1;
}

/// Code objects have no traverse function.
int follow_code(PyObject* object, void* queue) {
  auto* code = reinterpret_cast<PyCodeObject*>(object);
  for (PyObject* part : {code->co_consts, code->co_names, code->co_exceptiontable,
                         code->co_localsplusnames, code->co_localspluskinds, code->co_filename,
                         code->co_name, code->co_qualname, code->co_linetable})
    if (visit(part, queue) < 0) return -1;
  return 0;
}

int follow(PyObject* object, void* queue) {
  if (PyCode_Check(object)) return follow_code(object, queue);
  if (PyDict_Check(object)) {  // a dict does not show its keys to the collector if all are str
    PyObject* key;
    PyObject* value;
    for (Py_ssize_t at = 0; PyDict_Next(object, &at, &key, &value);)
      if (visit(key, queue) < 0 || visit(value, queue) < 0) return -1;
  }
  const traverseproc traverse = Py_TYPE(object)->tp_traverse;
  if (traverse == nullptr) return 0;
  // As the collector does: static types are not traversed.
  if (PyType_Check(object) &&
      !PyType_HasFeature(reinterpret_cast<PyTypeObject*>(object), Py_TPFLAGS_HEAPTYPE))
    return 0;
  return traverse(object, visit, queue);
}

}  // namespace

bool make_immortal(PyObject* known) {
  Queue queue;
  bool done = true;
  for (Py_ssize_t i = 0; done && i < PyList_GET_SIZE(known); ++i)
    done = visit(PyList_GET_ITEM(known, i), &queue) == 0;
  while (PyObject* object = done ? queue.take() : nullptr) done = follow(object, &queue) == 0;
  if (!done) PyErr_NoMemory();
  return done;
}

}  // namespace host
