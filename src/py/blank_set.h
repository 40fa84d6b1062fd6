// py/blank_set.h: sets that all have the same keys, made of a blank, as dicts are (blank_dict.h).
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

class BlankSet {
 public:
  /// Becomes the blank of the set `keys`, which must not change any more.
  void init(Ref keys);
  /// The set itself; empty until init.
  Borrowed get() const { return keys_.get(); }
  /// A new set with these keys: the table is copied as a block, where the set's own constructor
  /// makes an empty one and goes from key to key. Empty with an exception set.
  Ref copy() const;

  template <class F>
  void each_ref(F&& f) {
    f(keys_);
  }

 private:
  Ref keys_;
  bool immortal_ = false;  // nobody counts references to the keys
};

}  // namespace pydantic_core::py
