// validators/field_values.h: the values of a record's fields, until they become its dict.
//
// Inserting one field after the other costs a growing dict twice what copying a whole one does. So
// the values wait in an array, and the dict comes in one piece where it can: as a copy of the
// input, when that has the same keys in the same order, or of a blank with all fields. Whoever
// wants to see the fields before (ValidatedFields) gets the dict at once, and the rest is inserted
// into it.
#pragma once

#include "input/validated_fields.h"
#include "validators/fields.h"

namespace pydantic_core {

class FieldValues : public ValidatedFields {
 public:
  explicit FieldValues(const FieldTable& fields);
  ~FieldValues();
  /// To be called first. False with an exception set.
  [[nodiscard]] bool init();

  /// Sets the value of the field at `index`, of which each is set once, in their order. False with
  /// an exception set.
  [[nodiscard]] bool set(uint32_t index, Ref value) {
    if (dict_ != nullptr) [[unlikely]]
      return insert(index, value.get());
    values_[index] = value.release();
    ++count_;
    return true;
  }
  /// The dict of all that were set; the last call. `same_keys`: a dict that had the names of all
  /// fields, and nothing else, in their order when it was looked at last; else nullptr. Empty with
  /// an exception set.
  Ref take_dict(Borrowed same_keys);

 private:
  static constexpr uint32_t kFew = 16;

  static Borrowed make_dict(ValidatedFields& self);
  bool insert(uint32_t index, Borrowed value) const;
  bool insert_all(Borrowed dict) const;
  /// Puts the values into a copy of `dict`; empty without an exception when it has other keys.
  Ref fill_copy(Borrowed dict) const;

  const FieldTable& fields_;
  Ref own_dict_;
  uint32_t count_ = 0;
  PyObject** values_ = few_;  // owned; nullptr where there is none
  PyObject* few_[kFew];
};

}  // namespace pydantic_core
