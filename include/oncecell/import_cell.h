// ImportCell: an imported module, or an attribute of one.
//
//   constinit oncecell::ImportCell fraction{"fractions", "Fraction"};
//
//   PyObject* type = fraction.get_or_import();   // borrowed; null: exception set
//
// The import system already makes a module once, so threads do not wait for each other here but for
// it, and it knows how to get out of circular imports. A failed import leaves the cell empty; the
// next call tries again.
#pragma once

#include "detail/kept.h"

namespace oncecell {

class ImportCell {
 public:
  /// `module` is the full dotted name; without `attribute` the cell holds the module itself. The
  /// cell keeps the pointers: pass string literals.
  constexpr explicit ImportCell(const char* module, const char* attribute = nullptr) noexcept
      : module_(module), attribute_(attribute) {}

  /// The object, borrowed, or null (and no exception) when it was not imported through this cell
  /// yet.
  [[nodiscard]] PyObject* get() const noexcept { return kept_.get(); }

  /// The object, borrowed; imports it when the cell is empty. Null with the import's exception set.
  [[nodiscard]] PyObject* get_or_import() {
    if (PyObject* object = get()) return object;
    return import();
  }

  /// The object, borrowed, when somebody has imported the module already; else null and no
  /// exception. It answers "is this a pandas frame?" without loading pandas: while the module is
  /// not there, no object of it is either. An exception is set only when the look-up itself fails.
  [[nodiscard]] PyObject* get_if_loaded() {
    if (PyObject* object = get()) return object;
    return look_among_loaded();
  }

  /// 1 when `object` is an instance of the class that the cell imports, 0 when not, -1 with an
  /// exception set. Never imports.
  [[nodiscard]] int is_instance(PyObject* object) {
    PyObject* type = get_if_loaded();
    if (type == nullptr) return PyErr_Occurred() == nullptr ? 0 : -1;
    return PyObject_IsInstance(object, type);
  }

 private:
  ONCECELL_COLD PyObject* import() {
    PyObject* module = PyImport_ImportModule(module_);
    if (module == nullptr || attribute_ == nullptr) return kept_.keep(module);
    PyObject* object = PyObject_GetAttrString(module, attribute_);
    Py_DECREF(module);
    return kept_.keep(object);
  }

  ONCECELL_COLD PyObject* look_among_loaded() {
    PyObject* name = PyUnicode_FromString(module_);
    if (name == nullptr) return nullptr;
    PyObject* module = PyImport_GetModule(name);
    Py_DECREF(name);
    if (module == nullptr || attribute_ == nullptr) return kept_.keep(module);
    PyObject* object = PyObject_GetAttrString(module, attribute_);
    Py_DECREF(module);
    // A module that is still being imported may not have the attribute yet.
    if (object == nullptr && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
    return kept_.keep(object);
  }

  const char* module_;
  const char* attribute_;
  detail::KeptReference kept_;
};

}  // namespace oncecell
