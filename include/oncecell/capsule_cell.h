// CapsuleCell<Api>: another extension's C API, which it offers in a capsule.
//
//   constinit oncecell::CapsuleCell<PyDateTime_CAPI> datetime{"datetime.datetime_CAPI"};
//
//   const PyDateTime_CAPI* api = datetime.get_or_import();   // null: exception set
//
// As with ImportCell, the import system makes the module once. The cell keeps the capsule as well
// as its pointer: some capsules free their API when they go.
#pragma once

#include <Python.h>

#include <atomic>
#include <cstring>

#include "detail/kept.h"

namespace oncecell {

template <class Api>
class CapsuleCell {
 public:
  /// `name` is the capsule's own, "package.module.attribute". The cell keeps the pointer: pass a
  /// string literal.
  constexpr explicit CapsuleCell(const char* name) noexcept : name_(name) {}

  /// The API, or null (and no exception) when it was not imported through this cell yet.
  [[nodiscard]] Api* get() const noexcept { return api_.load(std::memory_order_acquire); }

  /// The API; imports its module when the cell is empty. Null with an exception set.
  [[nodiscard]] Api* get_or_import() {
    if (Api* api = get()) return api;
    return import();
  }

 private:
  ONCECELL_COLD Api* import() {
    PyObject* capsule = kept_.get();
    if (capsule == nullptr) capsule = kept_.keep(find());
    if (capsule == nullptr) return nullptr;
    Api* api = static_cast<Api*>(PyCapsule_GetPointer(capsule, name_));
    if (api != nullptr) api_.store(api, std::memory_order_release);
    return api;
  }

  /// A new reference to what `name_` names, or null with an exception set.
  PyObject* find() const {
    const char* dot = std::strrchr(name_, '.');
    if (dot == nullptr) {
      PyErr_Format(PyExc_ImportError, "the capsule name '%s' names no module", name_);
      return nullptr;
    }
    PyObject* module_name = PyUnicode_FromStringAndSize(name_, dot - name_);
    if (module_name == nullptr) return nullptr;
    PyObject* module = PyImport_Import(module_name);
    Py_DECREF(module_name);
    if (module == nullptr) return nullptr;
    PyObject* found = PyObject_GetAttrString(module, dot + 1);
    Py_DECREF(module);
    return found;
  }

  const char* name_;
  detail::KeptReference kept_;
  std::atomic<Api*> api_{nullptr};
};

}  // namespace oncecell
