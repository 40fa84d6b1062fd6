// ImportCell and InternedCell as Python classes that take their names from Python, and a
// CapsuleCell with a name that exists and two that do not.
#include <Python.h>
#include <datetime.h>

#include <new>

#include "ext.h"

namespace ext {
namespace {

using oncecell::CapsuleCell;
using oncecell::ImportCell;
using oncecell::InternedCell;

PyObject* as_new(PyObject* borrowed) {
  if (borrowed != nullptr || PyErr_Occurred() != nullptr) return Py_XNewRef(borrowed);
  return Py_NewRef(Py_None);
}

/// The arguments outlive the object: these tests make few, and the cells keep pointers.
const char* leaked_text(PyObject* string) { return PyUnicode_AsUTF8(Py_NewRef(string)); }

struct Import {
  PyObject_HEAD ImportCell cell;
};

PyObject* import_new(PyTypeObject* type, PyObject* args, PyObject*) {
  PyObject *module, *attribute = nullptr;
  if (!PyArg_ParseTuple(args, "U|U", &module, &attribute)) return nullptr;
  PyObject* self = type->tp_alloc(type, 0);
  if (self != nullptr) {
    new (&body<Import>(self).cell)
        ImportCell(leaked_text(module), attribute ? leaked_text(attribute) : nullptr);
  }
  return self;
}

PyObject* import_get(PyObject* self, PyObject*) { return as_new(body<Import>(self).cell.get()); }
PyObject* import_get_or_import(PyObject* self, PyObject*) {
  return as_new(body<Import>(self).cell.get_or_import());
}
PyObject* import_get_if_loaded(PyObject* self, PyObject*) {
  return as_new(body<Import>(self).cell.get_if_loaded());
}
PyObject* import_is_instance(PyObject* self, PyObject* object) {
  int result = body<Import>(self).cell.is_instance(object);
  return result < 0 ? nullptr : PyBool_FromLong(result);
}

PyMethodDef import_methods[] = {
    {"get", import_get, METH_NOARGS, nullptr},
    {"get_or_import", import_get_or_import, METH_NOARGS, nullptr},
    {"get_if_loaded", import_get_if_loaded, METH_NOARGS, nullptr},
    {"is_instance", import_is_instance, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyType_Slot import_slots[] = {{Py_tp_new, reinterpret_cast<void*>(import_new)},
                              {Py_tp_methods, import_methods},
                              {0, nullptr}};
PyType_Spec import_spec = {"_oncecell_test.ImportCell", sizeof(Import), 0, Py_TPFLAGS_DEFAULT,
                           import_slots};

struct Interned {
  PyObject_HEAD InternedCell cell;
};

PyObject* interned_new(PyTypeObject* type, PyObject* args, PyObject*) {
  PyObject* text;
  if (!PyArg_ParseTuple(args, "S", &text)) return nullptr;
  PyObject* self = type->tp_alloc(type, 0);
  if (self != nullptr)
    new (&body<Interned>(self).cell) InternedCell(PyBytes_AsString(Py_NewRef(text)));
  return self;
}

PyObject* interned_get(PyObject* self, PyObject*) {
  return as_new(body<Interned>(self).cell.get());
}
PyObject* interned_get_or_intern(PyObject* self, PyObject*) {
  return as_new(body<Interned>(self).cell.get_or_intern());
}

PyMethodDef interned_methods[] = {
    {"get", interned_get, METH_NOARGS, nullptr},
    {"get_or_intern", interned_get_or_intern, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyType_Slot interned_slots[] = {{Py_tp_new, reinterpret_cast<void*>(interned_new)},
                                {Py_tp_methods, interned_methods},
                                {0, nullptr}};
PyType_Spec interned_spec = {"_oncecell_test.InternedCell", sizeof(Interned), 0, Py_TPFLAGS_DEFAULT,
                             interned_slots};

constinit CapsuleCell<PyDateTime_CAPI> datetime{"datetime.datetime_CAPI"};
constinit CapsuleCell<int> no_attribute{"datetime.no_such_CAPI"};
constinit CapsuleCell<int> no_capsule{"datetime.date"};
constinit CapsuleCell<int> no_module{"no_such_module.CAPI"};
constinit CapsuleCell<int> no_name{"nodot"};

/// The date through the C API that the capsule holds.
PyObject* date_from_capsule(PyObject*, PyObject*) {
  PyDateTime_CAPI* api = datetime.get_or_import();
  if (api == nullptr) return nullptr;
  if (datetime.get() != api || datetime.get_or_import() != api) {
    PyErr_SetString(PyExc_AssertionError, "the API changed");
    return nullptr;
  }
  return api->Date_FromDate(2024, 2, 29, api->DateType);
}

template <CapsuleCell<int>* cell>
PyObject* fails(PyObject*, PyObject*) {
  int* api = cell->get_or_import();
  return api == nullptr ? nullptr : PyLong_FromVoidPtr(api);
}

PyMethodDef functions[] = {
    {"date_from_capsule", date_from_capsule, METH_NOARGS, nullptr},
    {"capsule_without_attribute", fails<&no_attribute>, METH_NOARGS, nullptr},
    {"capsule_of_other_kind", fails<&no_capsule>, METH_NOARGS, nullptr},
    {"capsule_without_module", fails<&no_module>, METH_NOARGS, nullptr},
    {"capsule_without_dot", fails<&no_name>, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

int add_lookups(PyObject* module) {
  if (add_type(module, import_spec) < 0 || add_type(module, interned_spec) < 0) return -1;
  return PyModule_AddFunctions(module, functions);
}

}  // namespace ext
