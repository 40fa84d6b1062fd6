// A table that Python code fills, made by the first call: `reason(404)` is "Not Found". Threads
// that call it meanwhile wait for the one that fills the table, and do not hold the interpreter.
#include <oncecell/oncecell.h>

namespace {

constinit oncecell::OnceCell<PyObject*> reasons;

/// A new dict from status codes to their phrases; null with an exception set.
PyObject* make_reasons() {
  PyObject* module = PyImport_ImportModule("http");
  if (module == nullptr) return nullptr;
  PyObject* statuses = PyObject_GetAttrString(module, "HTTPStatus");
  Py_DECREF(module);
  PyObject* all = statuses == nullptr ? nullptr : PySequence_List(statuses);
  Py_XDECREF(statuses);
  PyObject* table = all == nullptr ? nullptr : PyDict_New();
  for (Py_ssize_t i = 0; table != nullptr && i < PyList_GET_SIZE(all); ++i) {
    PyObject* status = PyList_GET_ITEM(all, i);
    PyObject* phrase = PyObject_GetAttrString(status, "phrase");
    if (phrase == nullptr || PyDict_SetItem(table, status, phrase) < 0) Py_CLEAR(table);
    Py_XDECREF(phrase);
  }
  Py_XDECREF(all);
  return table;
}

PyObject* reason(PyObject*, PyObject* code) {
  PyObject* table = reasons.get_or_init(make_reasons);
  return table == nullptr ? nullptr : PyObject_GetItem(table, code);
}

int exec(PyObject*) { return oncecell::own_interpreter("once_setuptools") ? 0 : -1; }

PyMethodDef functions[] = {
    {"reason", reason, METH_O, "reason(code): the phrase of a status of HTTP"},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef_Slot slots[] = {
    {Py_mod_exec, reinterpret_cast<void*>(exec)},
    ONCECELL_SLOTS_ONE_INTERPRETER ONCECELL_SLOTS_NO_GIL{0, nullptr},
};

PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "once_setuptools",
    .m_doc = nullptr,
    .m_size = 0,
    .m_methods = functions,
    .m_slots = slots,
    .m_traverse = nullptr,
    .m_clear = nullptr,
    .m_free = nullptr,
};

}  // namespace

PyMODINIT_FUNC PyInit_once_setuptools() { return PyModuleDef_Init(&definition); }
