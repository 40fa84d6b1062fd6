// py/layout/class_attributes.h: attributes of classes, without the cost of asking for them.
//
// Asking a class for an attribute goes through its metaclass, which is Python code where that has a
// __getattr__, as pydantic's does. These functions read the class itself where the metaclass
// changes nothing about the attribute, and ask it otherwise.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// What `name` stands for in the class and its bases, unbound; empty when there is nothing. No
/// exception is left set.
Ref find_in_mro(PyTypeObject* cls, Borrowed name);

/// `cls.__name__`: any object. Empty with an exception set.
Ref class_name(PyTypeObject* cls);

/// `cls.__dict__`. Not to be changed. Empty with an exception set.
Ref class_dict(PyTypeObject* cls);

}  // namespace pydantic_core::py
