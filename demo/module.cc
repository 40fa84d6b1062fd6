// `pyoncecell_demo`: the six ways in which an extension needs something made once, each a file of
// this folder. A module of its own natively, a built-in module of python.wasm.
#include "patterns.h"

namespace demo {
namespace {

int exec(PyObject* module) {
  if (!oncecell::own_interpreter("pyoncecell_demo")) return -1;  // the cells are static
  for (auto add : {add_calls, add_std_once, add_py_once_cell, add_undefined_type,
                   add_module_attribute, add_import_cell, add_chained_cells}) {
    if (add(module) < 0) return -1;
  }
  return 0;
}

PyModuleDef_Slot slots[] = {
    {Py_mod_exec, reinterpret_cast<void*>(exec)},
    ONCECELL_SLOTS_ONE_INTERPRETER ONCECELL_SLOTS_NO_GIL{0, nullptr},
};

PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "pyoncecell_demo",
    .m_doc = "Once-initialised cells at work: six patterns, callable and countable.",
    .m_size = 0,
    .m_methods = nullptr,
    .m_slots = slots,
    .m_traverse = nullptr,
    .m_clear = nullptr,
    .m_free = nullptr,
};

}  // namespace
}  // namespace demo

PyMODINIT_FUNC PyInit_pyoncecell_demo() { return PyModuleDef_Init(&demo::definition); }
