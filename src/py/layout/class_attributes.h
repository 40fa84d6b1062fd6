// py/layout/class_attributes.h: attributes of classes, read past their metaclass.
//
// Reading an attribute of a class goes through its metaclass. If that has a __getattr__, as
// pydantic's has, Python code runs. These functions read the class itself if the metaclass does not
// change the attribute, and go through the metaclass otherwise.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// The attribute `name` of the class or one of its bases, unbound; empty if there is none. No
/// exception is set.
Ref find_in_mro(PyTypeObject* cls, Borrowed name);

/// `cls.__name__`, which can be any object. Empty with an exception set.
Ref class_name(PyTypeObject* cls);

/// `cls.__dict__`, which must not be changed. Empty with an exception set.
Ref class_dict(PyTypeObject* cls);

}  // namespace pydantic_core::py
