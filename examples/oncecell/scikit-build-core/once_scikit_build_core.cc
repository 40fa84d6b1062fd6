// A class of another module, imported by the first call that needs it: `half(3)` is
// Fraction(3, 2). `is_fraction(x)` never imports: while `fractions` is not loaded, nothing is one.
#include <oncecell/oncecell.h>

namespace {

constinit oncecell::ImportCell fraction{"fractions", "Fraction"};

PyObject* half(PyObject*, PyObject* number) {
  PyObject* type = fraction.get_or_import();
  return type == nullptr ? nullptr : PyObject_CallFunction(type, "Oi", number, 2);
}

PyObject* is_fraction(PyObject*, PyObject* object) {
  int result = fraction.is_instance(object);
  return result < 0 ? nullptr : PyBool_FromLong(result);
}

int exec(PyObject*) { return oncecell::own_interpreter("once_scikit_build_core") ? 0 : -1; }

PyMethodDef functions[] = {
    {"half", half, METH_O, "half(number): number / 2 as a Fraction"},
    {"is_fraction", is_fraction, METH_O, "is_fraction(object): whether it is a Fraction"},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef_Slot slots[] = {
    {Py_mod_exec, reinterpret_cast<void*>(exec)},
    ONCECELL_SLOTS_ONE_INTERPRETER ONCECELL_SLOTS_NO_GIL{0, nullptr},
};

PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "once_scikit_build_core",
    .m_doc = nullptr,
    .m_size = 0,
    .m_methods = functions,
    .m_slots = slots,
    .m_traverse = nullptr,
    .m_clear = nullptr,
    .m_free = nullptr,
};

}  // namespace

PyMODINIT_FUNC PyInit_once_scikit_build_core() { return PyModuleDef_Init(&definition); }
