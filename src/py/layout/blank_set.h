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

#include <cstdint>

#include "py/ref.h"

namespace pydantic_core::py {

/// Whether the layout was recognised; set once at import.
extern constinit bool set_layout_known;

void init_set_layout();

class BlankSet {
 public:
  /// Makes the blank of `count` names: names(i), a str. False with an exception set.
  template <class Names>
  [[nodiscard]] bool init(uint32_t count, Names&& names) {
    bool interned = true;  // such strs are equal only if they are the same
    for (uint32_t i = 0; i < count && interned; ++i) interned = PyUnicode_CHECK_INTERNED(names(i));
    if (!start(count, interned)) return false;
    for (uint32_t i = 0; i < count; ++i) {
      if (!add(names(i))) return false;
    }
    return true;
  }
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
  [[nodiscard]] bool start(uint32_t count, bool interned);
  [[nodiscard]] bool add(Borrowed name);

  Ref keys_;
  bool direct_ = false;    // its table has room for all of its names, which are interned
  bool immortal_ = false;  // all keys are immortal: their references are not counted
};

}  // namespace pydantic_core::py
