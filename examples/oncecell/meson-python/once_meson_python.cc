// A cell in the module's state: each interpreter that loads the module has its own, so the module
// may be loaded in all of them, with a GIL each. `token()` is one object an interpreter.
#include <oncecell/oncecell.h>

namespace {

/// CPython fills it with zeros, and that is an empty cell.
struct State {
  oncecell::OnceCell<PyObject*> token;
};

/// The state, or null where CPython has not made it yet.
State* state(PyObject* module) { return static_cast<State*>(PyModule_GetState(module)); }

PyObject* token(PyObject* module, PyObject*) {
  PyObject* object = state(module)->token.get_or_init(
      [] { return PyObject_CallNoArgs(reinterpret_cast<PyObject*>(&PyBaseObject_Type)); });
  return Py_XNewRef(object);
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  return state(module) == nullptr ? 0 : state(module)->token.traverse(visit, arg);
}

int clear(PyObject* module) {
  if (state(module) != nullptr) state(module)->token.clear();
  return 0;
}

void free_state(void* module) { clear(static_cast<PyObject*>(module)); }

PyMethodDef functions[] = {
    {"token", token, METH_NOARGS, "token(): the one object of this interpreter"},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef_Slot slots[] = {
#if PY_VERSION_HEX >= 0x030C0000
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
    ONCECELL_SLOTS_NO_GIL{0, nullptr},
};

PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "once_meson_python",
    .m_doc = nullptr,
    .m_size = sizeof(State),
    .m_methods = functions,
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = free_state,
};

}  // namespace

PyMODINIT_FUNC PyInit_once_meson_python() { return PyModuleDef_Init(&definition); }
