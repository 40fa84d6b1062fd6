// host/cpython/operator.c: CPython's own `_operator`, with one function corrected. The collector
// expects a result from the tp_clear of a type; that of `methodcaller` returns none. Native code
// ignores that. WebAssembly traps, in any program that leaves a methodcaller in a reference cycle.

#define Py_BUILD_CORE_MODULE 1
#include <Python.h>

static int(methodcaller_clear)(PyObject* self);
// Renames the definition and the call, but not the slot, where no parenthesis follows the name.
#define methodcaller_clear(...) methodcaller_let_go(__VA_ARGS__)

#include "_operator.c"

static int(methodcaller_clear)(PyObject* self) {
  methodcaller_let_go((methodcallerobject*)self);
  return 0;
}
