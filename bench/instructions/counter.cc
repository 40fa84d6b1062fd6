// bench/instructions/counter.cc: a module with one function, `count(call, name)`: calls it once
// while callgrind counts, and writes what it counted to a file of callgrind's, under that name.
// Outside of callgrind it only calls.
#include <Python.h>
#include <valgrind/callgrind.h>

namespace {

PyObject* count(PyObject*, PyObject* args) {
  PyObject* call;
  const char* name;
  if (!PyArg_ParseTuple(args, "Os", &call, &name)) return nullptr;
  CALLGRIND_START_INSTRUMENTATION;
  CALLGRIND_ZERO_STATS;
  PyObject* result = PyObject_CallNoArgs(call);
  CALLGRIND_DUMP_STATS_AT(name);  // before instrumentation ends, which forgets the counts
  CALLGRIND_STOP_INSTRUMENTATION;
  return result;
}

PyMethodDef methods[] = {{"count", count, METH_VARARGS, "Calls once, and counts."}, {}};
PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "counter", nullptr, 0, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_counter() { return PyModule_Create(&module); }
