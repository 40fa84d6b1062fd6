// validate/kinds/records/fields_dict.h: the dict of a record's fields, or until somebody needs one,
// their values.
//
// An instance may keep the values of its fields itself (py/layout/inline_values.h). Whoever makes
// it asks for the values then, and gets them unless some field has none, or user code has seen the
// dict meanwhile.
#pragma once

#include "py/layout/blank_dict.h"
#include "py/ref_array.h"

namespace pydantic_core {

struct FieldsDict {
  Ref dict;                              ///< field name → value; empty: see `values`
  py::RefArray values;                   ///< of all fields, in their order
  const py::BlankDict* blank = nullptr;  ///< for these values
  bool wants_values = false;             ///< `dict` may stay empty

  /// Makes the dict where there is none. False with MemoryError set.
  [[nodiscard]] bool need() {
    if (dict) [[likely]]
      return true;
    dict = blank->fill(values.begin());
    if (dict) values.emptied();
    return static_cast<bool>(dict);
  }
};

}  // namespace pydantic_core
