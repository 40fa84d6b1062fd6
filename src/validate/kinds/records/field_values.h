// validate/kinds/records/field_values.h: the values of a record's fields, until they become its
// dict.
//
// The values wait in an array; when all fields have one, they become a dict with the help of a
// blank (py/layout/blank_dict.h). If code asks for the fields before that (ValidatedFields), a dict
// is made at once, and the remaining values are inserted into it.
#pragma once

#include "py/ref_array.h"
#include "validate/input/validated_fields.h"
#include "validate/kinds/records/fields.h"

namespace pydantic_core {

class FieldValues : public ValidatedFields {
 public:
  explicit FieldValues(const FieldTable& fields)
      : ValidatedFields(&FieldValues::make_dict), fields_(fields) {}
  /// To be called first. False with an exception set.
  [[nodiscard]] bool init() { return values_.init(fields_.size()); }

  /// Where the values go, in the order of the fields; empty until they are there.
  Ref* begin() { return values_.begin(); }
  /// To be called when a field has its value, one of those from begin() on, once each and in their
  /// order. False with an exception set.
  [[nodiscard]] bool added(const Ref& value) {
    ++count_;
    return dict_ == nullptr || insert(dict_, static_cast<uint32_t>(&value - begin()));
  }
  /// Whether somebody has their dict: then added() may replace what is in it, whose end may run
  /// Python code.
  bool is_shared() const { return dict_ != nullptr; }
  /// The same for so many fields, of which nobody asked for a dict meanwhile.
  void added_all(uint32_t count) { count_ = count; }
  /// The dict of all values; the last call. Empty with an exception set.
  Ref take_dict() {
    if (own_dict_) return std::move(own_dict_);
    if (!fields_.blank() || count_ != fields_.size()) return inserted();
    Ref dict = fields_.blank().fill(values_.begin());
    if (dict) values_.emptied();
    return dict;
  }

 private:
  static Borrowed make_dict(ValidatedFields& self);
  Ref inserted() const;
  bool insert(Borrowed dict, uint32_t index) const;

  const FieldTable& fields_;
  Ref own_dict_;
  py::RefArray values_;
  uint32_t count_ = 0;  // of the fields that have their value
};

}  // namespace pydantic_core
