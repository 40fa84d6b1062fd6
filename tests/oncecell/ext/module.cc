// The test extension, built twice: `_oncecell_test` as the project builds everything,
// `_oncecell_test_exceptions` with C++ exceptions. It keeps one cell in module state, and so can be
// loaded in every interpreter; its static cells are for the tests that ask what happens to those.
#include <cstring>

#include "ext.h"

namespace ext {
namespace {

struct State {
  oncecell::OnceCell<PyObject*> cell;  // module state is zero-filled: an empty cell
};

State& state(PyObject* module) { return *static_cast<State*>(PyModule_GetState(module)); }

PyObject* state_get_or_init(PyObject* module, PyObject* initialiser) {
  return Py_XNewRef(
      state(module).cell.get_or_init([&] { return PyObject_CallNoArgs(initialiser); }));
}

PyMethodDef functions[] = {
    {"state_get_or_init", state_get_or_init, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

int exec(PyObject* module) {
#if defined(__cpp_exceptions)
  const bool exceptions = true;
#else
  const bool exceptions = false;
#endif
  if (PyModule_AddObjectRef(module, "exceptions", exceptions ? Py_True : Py_False) < 0) return -1;
  for (auto add : {add_cells, add_lookups, add_process, add_standard}) {
    if (add(module) < 0) return -1;
  }
  return 0;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  return state(module).cell.traverse(visit, arg);
}

int clear(PyObject* module) {
  state(module).cell.clear();
  return 0;
}

void free(void* module) { clear(static_cast<PyObject*>(module)); }

PyModuleDef_Slot slots[] = {
    {Py_mod_exec, reinterpret_cast<void*>(exec)},
#if PY_VERSION_HEX >= 0x030C0000
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
    ONCECELL_SLOTS_NO_GIL{0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    "_oncecell_test",
    nullptr,
    sizeof(State),
    functions,
    slots,
    traverse,
    clear,
    free,
};

}  // namespace

int add_type(PyObject* module, PyType_Spec& spec) {
  PyObject* type = PyType_FromModuleAndSpec(module, &spec, nullptr);
  if (type == nullptr) return -1;
  int result = PyModule_AddObjectRef(module, std::strchr(spec.name, '.') + 1, type);
  Py_DECREF(type);
  return result;
}

}  // namespace ext

PyMODINIT_FUNC INIT_NAME() { return PyModuleDef_Init(&ext::definition); }
