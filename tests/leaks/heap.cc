// tests/leaks/heap.cc: a module with one function, `in_use()`: the bytes that malloc has given out
// and not got back. Python counts its own objects; what C++ allocates shows here, exactly, where
// resident memory would hide it in holes.
#include <Python.h>
#include <malloc.h>

namespace {

PyObject* in_use(PyObject*, PyObject*) {
  // glibc's counts are ints that wrap at 4 GB, which differences do not mind.
  const struct mallinfo info = mallinfo();
  return PyLong_FromUnsignedLong(static_cast<unsigned>(info.uordblks) +
                                 static_cast<unsigned>(info.hblkhd));
}

PyMethodDef methods[] = {{"in_use", in_use, METH_NOARGS, "Bytes that malloc has given out."}, {}};
PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "heap", nullptr, 0, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_heap() { return PyModule_Create(&module); }
