// validate/kinds/records/field_values.cc: see field_values.h.
#include "validate/kinds/records/field_values.h"

namespace pydantic_core {

bool FieldValues::insert(Borrowed dict, uint32_t index) const {
  return PyDict_SetItem(dict, fields_[index].name.get(), out_.values[index].get()) == 0;
}

/// A dict made in the general way. Empty with an exception set.
Ref FieldValues::inserted() const {
  Ref dict = steal(PyDict_New());
  for (uint32_t i = 0; dict && i < fields_.size(); ++i) {
    if (out_.values[i] && !insert(dict.get(), i)) dict.reset();
  }
  return dict;
}

Borrowed FieldValues::make_dict(ValidatedFields& base) {
  auto& self = static_cast<FieldValues&>(base);
  self.own_dict_ = self.inserted();
  return self.own_dict_.get();
}

}  // namespace pydantic_core
