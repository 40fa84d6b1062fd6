// The three calls that show the demo alive: a sum, a value from the standard library's once, a type
// from a once cell.
#include <mutex>

#include "patterns.h"

namespace demo {
namespace {

PyObject* simple_add(PyObject*, PyObject* args) {
  int a = 2, b = 3;
  if (!PyArg_ParseTuple(args, "|ii:simple_add", &a, &b)) return nullptr;
  return PyLong_FromLongLong(static_cast<long long>(a) + b);
}

// The standard's once can serve where the initialiser calls no Python and cannot fail.
PyObject* test_std_oncelock(PyObject*, PyObject*) {
  static std::once_flag flag;
  static int from_call_once = 0;
  std::call_once(flag, [] { from_call_once += 20; });
  static const int from_static = [] { return from_call_once + 22; }();
  return PyLong_FromLong(from_static);
}

constinit oncecell::OnceCell<PyTypeObject*> cached_type;

/// A type that is looked up once: the class of None, which no builtin name has.
PyObject* test_py_oncelock(PyObject*, PyObject*) {
  PyTypeObject* type = cached_type.get_or_init(
      [] { return reinterpret_cast<PyTypeObject*>(PyObject_Type(Py_None)); });
  return Py_XNewRef(reinterpret_cast<PyObject*>(type));
}

PyMethodDef functions[] = {
    {"simple_add", simple_add, METH_VARARGS, "simple_add(a=2, b=3): the sum"},
    {"test_std_oncelock", test_std_oncelock, METH_NOARGS,
     "42, made by std::call_once and a static"},
    {"test_py_oncelock", test_py_oncelock, METH_NOARGS, "the class that a once cell caches"},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

int add_calls(PyObject* module) { return PyModule_AddFunctions(module, functions); }

}  // namespace demo
