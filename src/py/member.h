// py/member.h: `__slots__` members of classes, read and written where they lie.
//
// Going through the attribute's name costs a look-up in the class and its bases each time. A member
// is found once; where the name stands for anything but a plain slot, there is none, and the caller
// goes the general way.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// What `name` stands for in the class and its bases; empty when there is nothing. No exception is
/// left set.
Ref find_in_mro(PyTypeObject* cls, Borrowed name);

class Member {
 public:
  /// Finds the slot in `cls`. Never fails.
  void init(PyTypeObject* cls, Borrowed name);

  explicit operator bool() const { return offset_ != 0; }
  /// Borrowed; nullptr while the slot is empty. `instance` is of the class itself.
  Borrowed get(Borrowed instance) const { return *slot(instance); }
  void set(Borrowed instance, Borrowed value) const {
    PyObject* old = std::exchange(*slot(instance), Py_NewRef(value));
    Py_XDECREF(old);
  }

 private:
  PyObject** slot(Borrowed instance) const {
    return reinterpret_cast<PyObject**>(reinterpret_cast<char*>(instance) + offset_);
  }

  Py_ssize_t offset_ = 0;
};

}  // namespace pydantic_core::py
