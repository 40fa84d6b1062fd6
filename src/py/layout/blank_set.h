// py/layout/blank_set.h: sets with the same keys, made from a template, as dicts are
// (blank_dict.h).
//
// CPython gives a growing set more room than it needs: from 5 keys on, a table of 32 places, 512
// bytes. A blank is complete, so it gets the smallest table that is at most five eighths full, and
// so do its copies. A copy that gets another key grows as any set does.
//
// The members of a set are public, but their meaning is not documented. Importing the module checks
// it on sets made for the purpose. If it is another, sets are copied by their constructor.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// Whether the layout was recognised; set once at import.
extern constinit bool set_layout_known;

void init_set_layout();

class BlankSet {
 public:
  /// Makes the blank from the set `keys` of exact strs, which must not change afterwards. False
  /// with MemoryError set.
  [[nodiscard]] bool init(Ref keys);
  /// The set itself; empty until init.
  Borrowed get() const { return keys_.get(); }
  /// A new set with these keys. The table is copied as one block; the constructor of set would
  /// insert key by key. Empty with an exception set.
  Ref copy() const;

  template <class F>
  void each_ref(F&& f) {
    f(keys_);
  }

 private:
  Ref keys_;
  bool immortal_ = false;  // all keys are immortal: their references are not counted
};

}  // namespace pydantic_core::py
