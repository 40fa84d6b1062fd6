// Pattern 5, a cell that imports: the class fractions.Fraction, and its name's interned string.
// Nothing is imported before somebody needs it, and a check of a type needs no import at all.
#include "patterns.h"

namespace demo {
namespace {

constinit oncecell::ImportCell fraction{"fractions", "Fraction"};
constinit oncecell::InternedCell numerator{"numerator"};

/// Returns Fraction(numerator, denominator).
PyObject* imported_fraction(PyObject*, PyObject* args) {
  PyObject* type = fraction.get_or_import();
  return type == nullptr ? nullptr : PyObject_CallObject(type, args);
}

/// Returns the numerator of a Fraction, None for anything else. Does not import fractions.
PyObject* fraction_numerator(PyObject*, PyObject* object) {
  const int is_fraction = fraction.is_instance(object);
  if (is_fraction < 0) return nullptr;
  if (is_fraction == 0) Py_RETURN_NONE;
  PyObject* name = numerator.get_or_intern();
  return name == nullptr ? nullptr : PyObject_GetAttr(object, name);
}

PyMethodDef functions[] = {
    {"imported_fraction", imported_fraction, METH_VARARGS,
     "Fraction(*args), through an import cell"},
    {"fraction_numerator", fraction_numerator, METH_O, "a Fraction's numerator, else None"},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

int add_import_cell(PyObject* module) { return PyModule_AddFunctions(module, functions); }

}  // namespace demo
