// host/cpython/lifecycle.c: CPython's own start and end of the interpreter, compiled here with two of its
// functions under other names: host/program/ending.cc has those. The linker then has no use for the same
// file in CPython's library.

#define Py_BUILD_CORE 1
#define Py_FinalizeEx cpython_finalize
#define Py_Exit cpython_exit

#include "pylifecycle.c"
