// py/layout/member.h: `__slots__` members of classes, read and written where they lie.
//
// Going through the attribute's name costs a look-up in the class and its bases each time. A member
// is found once; where the name stands for anything but a plain slot, there is none, and the caller
// goes the general way.
#pragma once

#include "py/sync.h"

namespace pydantic_core::py {

class Member {
 public:
  /// Finds the slot in `cls`. Never fails.
  void init(PyTypeObject* cls, Borrowed name);

  explicit operator bool() const { return offset_ != 0; }
  /// Whether both are the same slot.
  bool is(const Member& other) const { return offset_ == other.offset_; }
  /// Empty while the slot is. `instance` is of the class itself.
  Ref get(Borrowed instance) const {
    Ref value;
    PC_LOCK(instance);
    value = borrow(*slot(instance));
    PC_UNLOCK();
    return value;
  }
  /// Sets it for the first time, in an instance that nobody else has: takes the value.
  void put(Borrowed instance, Ref value) const { *slot(instance) = value.release(); }
  void set(Borrowed instance, Borrowed value) const {
    PyObject* old;
    PC_LOCK(instance);  // as CPython's own setter: what was there is let go of once
    old = *slot(instance);
    __atomic_store_n(slot(instance), Py_NewRef(value), __ATOMIC_RELEASE);  // some read it without
    PC_UNLOCK();
    Py_XDECREF(old);
  }

 private:
  PyObject** slot(Borrowed instance) const {
    return reinterpret_cast<PyObject**>(reinterpret_cast<char*>(instance) + offset_);
  }

  Py_ssize_t offset_ = 0;
};

}  // namespace pydantic_core::py
