// host/cpython/decimal/wide_sizes.h: sizes of 64 bits for libmpdec and `_decimal`, on a machine
// with addresses of 32. libmpdec needs sizes that are as wide as its limbs. An allocation beyond 32
// bits fails as if memory had run out.
#pragma once

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void* wide_malloc(uint64_t size) { return size > SIZE_MAX ? NULL : malloc(size); }
static inline void* wide_realloc(void* block, uint64_t size) {
  return size > SIZE_MAX ? NULL : realloc(block, size);
}
static inline void* wide_calloc(uint64_t count, uint64_t size) {
  return count > SIZE_MAX || size > SIZE_MAX ? NULL : calloc(count, size);
}

#ifdef Py_PYTHON_H
static inline void* wide_py_malloc(uint64_t size) {
  return size > SIZE_MAX ? NULL : PyMem_Malloc(size);
}
static inline void* wide_py_realloc(void* block, uint64_t size) {
  return size > SIZE_MAX ? NULL : PyMem_Realloc(block, size);
}

/// PyLong_AsSsize_t for 64 bits.
static long long wide_as_ssize(PyObject* value) {
  if (!PyLong_Check(value)) {
    PyErr_SetString(PyExc_TypeError, "an integer is required");
    return -1;
  }
  int overflow;
  const long long result = PyLong_AsLongLongAndOverflow(value, &overflow);
  if (overflow == 0) return result;
  PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C ssize_t");
  return -1;
}

#undef PyMem_Malloc
#undef PyMem_Realloc
#define PyMem_Malloc wide_py_malloc
#define PyMem_Realloc wide_py_realloc
#endif

#undef SIZE_MAX
#define SIZE_MAX UINT64_MAX
#define size_t uint64_t
#define malloc wide_malloc
#define realloc wide_realloc
#define calloc wide_calloc
