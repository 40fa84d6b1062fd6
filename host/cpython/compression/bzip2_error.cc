// host/cpython/compression/bzip2_error.cc: what bzip2's library calls when an internal check fails.

#include <Python.h>

extern "C" [[noreturn]] void bz_internal_error(int) {
  Py_FatalError("an error inside bzip2's library");
}
