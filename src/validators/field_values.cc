// validators/field_values.cc: see field_values.h.
#include "validators/field_values.h"

namespace pydantic_core {

FieldValues::FieldValues(const FieldTable& fields)
    : ValidatedFields(&FieldValues::make_dict), fields_(fields) {}

FieldValues::~FieldValues() {
  for (uint32_t i = 0; i < fields_.size(); ++i) Py_XDECREF(values_[i]);
  if (values_ != few_) std::free(values_);
}

bool FieldValues::init() {
  const uint32_t size = fields_.size();
  if (size > kFew) {
    auto** values = static_cast<PyObject**>(std::malloc(size * sizeof *values_));
    if (values == nullptr) return PyErr_NoMemory(), false;
    values_ = values;
  }
  for (uint32_t i = 0; i < size; ++i) values_[i] = nullptr;
  return true;
}

bool FieldValues::insert(uint32_t index, Borrowed value) const {
  return PyDict_SetItem(dict_, fields_[index].name.get(), value) == 0;
}

bool FieldValues::insert_all(Borrowed dict) const {
  for (uint32_t i = 0; i < fields_.size(); ++i) {
    if (values_[i] != nullptr && PyDict_SetItem(dict, fields_[i].name.get(), values_[i]) < 0)
      return false;
  }
  return true;
}

Borrowed FieldValues::make_dict(ValidatedFields& base) {
  auto& self = static_cast<FieldValues&>(base);
  Ref dict = steal(PyDict_New());
  if (!dict || !self.insert_all(dict.get())) return nullptr;
  self.own_dict_ = std::move(dict);
  return self.own_dict_.get();
}

Ref FieldValues::fill_copy(Borrowed source) const {
  Ref dict = steal(PyDict_Copy(source));
  if (!dict) return {};
  // Python code may have changed the source since: only what is seen here counts.
  uint32_t i = 0;
  Py_ssize_t at = 0;
  Borrowed key, value;
  while (py::own_dict_next(dict.get(), at, key, value)) {
    if (i == fields_.size() || key != fields_[i].name.get()) return {};
    if (value != values_[i] && PyDict_SetItem(dict.get(), key, values_[i]) < 0) return {};
    ++i;
  }
  return i == fields_.size() ? std::move(dict) : Ref();
}

Ref FieldValues::take_dict(Borrowed same_keys) {
  if (own_dict_) return std::move(own_dict_);
  if (count_ == fields_.size()) {
    for (Borrowed source : {same_keys, fields_.blank()}) {
      if (source == nullptr) continue;
      Ref dict = fill_copy(source);
      if (dict || PyErr_Occurred()) return dict;
    }
  }
  Ref dict = steal(PyDict_New());
  return dict && insert_all(dict.get()) ? std::move(dict) : Ref();
}

}  // namespace pydantic_core
