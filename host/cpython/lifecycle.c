// host/cpython/lifecycle.c: CPython's own pylifecycle.c, with two of its functions renamed, as
// host/program/ending.cc defines these. The linker then does not take the file from CPython's
// library.

#define Py_BUILD_CORE 1
#define Py_FinalizeEx cpython_finalize
#define Py_Exit cpython_exit

#include "pylifecycle.c"
