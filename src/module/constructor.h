// module/constructor.h: what the constructors of SchemaValidator and SchemaSerializer share.
#pragma once

#include "base/edition.h"
#include "py/parameters.h"

namespace pydantic_core {

struct NewArguments {
  Borrowed schema = nullptr;
  Borrowed config = nullptr;
  bool use_prebuilt = true;
};
using New = py::Parameters<NewArguments>;

/// The parameter `_use_prebuilt`, where this edition has it.
inline constexpr auto kUsePrebuilt = [] {
  if constexpr (kPrebuiltIsAnArgument) {
    return New::list(New::optional<&NewArguments::use_prebuilt>("_use_prebuilt"));
  } else {
    return New::list();
  }
}();

/// What __reduce__ gives for an object that was made of these two; nullptr with an exception set.
inline PyObject* pickled(PyObject* object, Borrowed schema, Borrowed config) {
  PyTypeObject* type = Py_TYPE(object);
  return kPrebuiltIsAnArgument ? Py_BuildValue("O(OOO)", type, schema, config, Py_False)
                               : Py_BuildValue("O(OO)", type, schema, config);
}

}  // namespace pydantic_core
