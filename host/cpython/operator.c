// host/cpython/operator.c: CPython's own `_operator`, compiled here with one function put right. The
// collector calls the tp_clear of a type for a result; that of `methodcaller` has none. Native code
// does not care; WebAssembly traps, in any program that leaves a methodcaller in a cycle.

#define Py_BUILD_CORE_MODULE 1
#include <Python.h>

static int(methodcaller_clear)(PyObject* self);
// Its definition and its call get another name; the slot, which has no parenthesis, does not.
#define methodcaller_clear(...) methodcaller_let_go(__VA_ARGS__)

#include "_operator.c"

static int(methodcaller_clear)(PyObject* self) {
  methodcaller_let_go((methodcallerobject*)self);
  return 0;
}
