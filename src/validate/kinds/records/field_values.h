// validate/kinds/records/field_values.h: the values of a record's fields, until they become its
// dict.
//
// The values wait in an array; when all fields have one, they become a dict with the help of a
// blank (py/layout/blank_dict.h). If code asks for the fields before that (ValidatedFields), a dict
// is made at once, and the remaining values are inserted into it.
#pragma once

#include "validate/input/validated_fields.h"
#include "validate/kinds/records/fields.h"
#include "validate/kinds/records/fields_dict.h"

namespace pydantic_core {

class FieldValues : public ValidatedFields {
 public:
  /// The values wait in `out`, which gets the dict in the end.
  FieldValues(const FieldTable& fields, FieldsDict& out)
      : ValidatedFields(&FieldValues::make_dict), fields_(fields), out_(out) {}
  /// To be called first. False with an exception set.
  [[nodiscard]] bool init() { return out_.values.init(fields_.size()); }

  /// Where the values go, in the order of the fields; empty until they are there.
  Ref* begin() { return out_.values.begin(); }
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
  /// Makes the dict of all values, unless it is not needed yet; the last call. False with an
  /// exception set.
  [[nodiscard, gnu::always_inline]] bool finish() {
    if (own_dict_ || !fields_.blank() || count_ != fields_.size()) {
      out_.dict = own_dict_ ? std::move(own_dict_) : inserted();
      return static_cast<bool>(out_.dict);
    }
    out_.blank = &fields_.blank();
    return (py::kInstancesKeepValues && out_.wants_values) || out_.need();
  }

 private:
  static Borrowed make_dict(ValidatedFields& self);
  Ref inserted() const;
  bool insert(Borrowed dict, uint32_t index) const;

  const FieldTable& fields_;
  FieldsDict& out_;
  Ref own_dict_;
  uint32_t count_ = 0;  // of the fields that have their value
};

}  // namespace pydantic_core
