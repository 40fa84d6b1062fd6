// host/program/ending.cc: how a run ends. Everything happens that a script can observe when an
// interpreter ends: threads are joined, atexit functions run, streams are flushed, and the script's
// own modules are cleared, so that `__del__` and weak reference callbacks are called. Then the
// process ends.
//
// CPython would also free the modules of the library, all types and all strings. That would take
// most of the time of a short run, as it touches every page of the snapshot, and the process ends
// anyway.

#include "program/ending.h"

#include <Python.h>

#include <cstdio>
#include <cstdlib>
#include <initializer_list>

// From CPython's internal headers.
extern "C" void _PyAtExit_Call(PyInterpreterState* interpreter);
extern "C" void _PyModule_Clear(PyObject* module);

namespace host {
namespace {

constexpr int kFlushFailed = 120;  // the exit status that CPython uses

/// A new reference to the attribute of sys; null without an exception if there is none.
PyObject* sys_attribute(const char* name) {
  PyObject* found = PySys_GetObject(name);
  Py_XINCREF(found);
  return found;
}

bool is_closed(PyObject* stream) {
  PyObject* closed = PyObject_GetAttrString(stream, "closed");
  const int is_true = closed == nullptr ? -1 : PyObject_IsTrue(closed);
  Py_XDECREF(closed);
  PyErr_Clear();
  return is_true > 0;
}

/// Flushes sys.stdout and sys.stderr. False if one fails; only a failure of stdout is reported.
bool flush_streams() {
  bool flushed = true;
  for (const char* name : {"stdout", "stderr"}) {
    PyObject* stream = sys_attribute(name);
    if (stream != nullptr && stream != Py_None && !is_closed(stream)) {
      PyObject* done = PyObject_CallMethod(stream, "flush", nullptr);
      if (done == nullptr) {
        flushed = false;
        if (name[3] == 'o')
          PyErr_WriteUnraisable(stream);
        else
          PyErr_Clear();
      }
      Py_XDECREF(done);
    }
    Py_XDECREF(stream);
  }
  return flushed;
}

void join_threads() {
  PyObject* name = PyUnicode_FromString("threading");
  PyObject* threading = name == nullptr ? nullptr : PyImport_GetModule(name);
  if (threading != nullptr) {
    PyObject* done = PyObject_CallMethod(threading, "_shutdown", nullptr);
    if (done == nullptr) PyErr_WriteUnraisable(threading);
    Py_XDECREF(done);
  }
  PyErr_Clear();
  Py_XDECREF(threading);
  Py_XDECREF(name);
}

/// Removes the script's own modules from sys.modules. Returns them in the order of their import, as
/// a list; or null, maybe with an exception set.
PyObject* take_own_modules() {
  PyObject* importer = PyImport_ImportModule("_embedded_importer");
  PyObject* all = PySys_GetObject("modules");
  PyObject* modules = importer == nullptr || all == nullptr
                          ? nullptr
                          : PyObject_CallMethod(importer, "take_own_modules", "O", all);
  Py_XDECREF(importer);
  return modules;
}

/// Releases the script's own modules: first the modules, then the variables of those that are still
/// referenced, the youngest first.
void clear_own_modules() {
  for (const char* name : {"last_exc", "last_type", "last_value", "last_traceback"})
    if (PySys_GetObject(name) != nullptr && PySys_SetObject(name, Py_None) < 0) PyErr_Clear();
  PyGC_Collect();
  PyObject* modules = take_own_modules();
  if (modules == nullptr) {
    PyErr_Clear();
    return;
  }
  PyObject* held = PyList_New(0);
  const Py_ssize_t count = PyList_GET_SIZE(modules);
  for (Py_ssize_t i = 0; held != nullptr && i < count; ++i) {
    PyObject* weak = PyWeakref_NewRef(PyList_GET_ITEM(modules, i), nullptr);
    if (weak == nullptr || PyList_Append(held, weak) < 0) PyErr_Clear();
    Py_XDECREF(weak);
  }
  for (Py_ssize_t i = 0; i < count; ++i) PyList_SetItem(modules, i, Py_NewRef(Py_None));
  Py_DECREF(modules);
  PyGC_Collect();
  bool cleared = false;
  for (Py_ssize_t i = held == nullptr ? 0 : PyList_GET_SIZE(held); i-- > 0;) {
    PyObject* module = nullptr;
    if (PyWeakref_GetRef(PyList_GET_ITEM(held, i), &module) > 0) {
      _PyModule_Clear(module);
      cleared = true;
    }
    Py_XDECREF(module);
    PyErr_Clear();
  }
  Py_XDECREF(held);
  if (cleared) PyGC_Collect();
}

/// False if the streams could not be flushed.
bool finish() {
  static bool finished = false;
  if (finished || !Py_IsInitialized()) return true;
  finished = true;
  // An exception may be set, for instance SystemExit.
  PyObject* raised = PyErr_GetRaisedException();
  join_threads();
  _PyAtExit_Call(PyInterpreterState_Get());
  bool flushed = flush_streams();
  Py_XDECREF(raised);
  clear_own_modules();
  flushed = flush_streams() && flushed;
  std::fflush(stdout);
  std::fflush(stderr);
  return flushed;
}

}  // namespace

void flush_before_crash() {
  static bool flushed = false;
  if (flushed) return;
  flushed = true;  // also if flushing crashes
  if (Py_IsInitialized() && PyGILState_GetThisThreadState() != nullptr) {
    const PyGILState_STATE before = PyGILState_Ensure();  // C code may have released the GIL
    PyObject* raised = PyErr_GetRaisedException();
    flush_streams();
    PyErr_SetRaisedException(raised);
    PyGILState_Release(before);
  }
  std::fflush(nullptr);
}

}  // namespace host

extern "C" {

int Py_FinalizeEx() { return host::finish() ? 0 : -1; }

void Py_Exit(int status) { std::exit(host::finish() ? status : host::kFlushFailed); }

}  // extern "C"
