// py/layout/blank_set.h: sets that all have the same keys, made of a blank, as dicts are
// (blank_dict.h).
//
// CPython gives a set that grows more room than it needs, as it will go on growing: from 5 keys on
// a table of 32 places, 512 bytes. A blank, which is complete, has the least table that is at most
// five eighths full, and so have its copies; one that gets another key grows as any set does.
//
// A set's members are public, but their meaning is CPython's own. Importing the module checks it on
// sets made for that; where it is another, sets are copied by their own constructor.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// Whether the layout was recognised; set once at import.
extern constinit bool set_layout_known;

void init_set_layout();

class BlankSet {
 public:
  /// Becomes the blank of the set `keys`, exact strs, which must not change any more. False with
  /// MemoryError set.
  [[nodiscard]] bool init(Ref keys);
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
