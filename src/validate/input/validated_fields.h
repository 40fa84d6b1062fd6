// validate/input/validated_fields.h: what function validators and default factories see of the
// record around them.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// The fields of a record that are validated so far, as a dict. Few schemas look at it, so records
/// may keep their values elsewhere and make the dict when somebody asks.
class ValidatedFields {
 public:
  /// Those of a dict that the caller fills itself.
  explicit ValidatedFields(Borrowed dict) : dict_(dict) {}
  ValidatedFields(const ValidatedFields&) = delete;
  ValidatedFields& operator=(const ValidatedFields&) = delete;

  /// The dict, which goes on to be filled. nullptr with an exception set.
  Borrowed as_dict() { return dict_ != nullptr ? dict_ : dict_ = make_(*this); }

 protected:
  using Make = Borrowed (*)(ValidatedFields&);
  explicit ValidatedFields(Make make) : make_(make) {}

  Borrowed dict_ = nullptr;  // nullptr: not asked for yet

 private:
  Make make_ = nullptr;
};

}  // namespace pydantic_core
