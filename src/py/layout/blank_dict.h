// py/layout/blank_dict.h: dicts that all have the same keys, made of a blank.
//
// Inserting one key after the other is most of what building a small dict costs. The blank of a
// record is a dict with all its names, made once; a new dict takes the blank's table as a block and
// the values go where they belong. That is CPython's own layout (dict_layout.h): where it is not
// recognised there is no blank, and callers insert.
#pragma once

#include "py/layout/dict_layout.h"

namespace pydantic_core::py {

class BlankDict {
 public:
  /// Becomes the blank for the keys of `like`, a dict: `names[i]` (interned str) stands for its
  /// i-th key. Stays empty where there is none to be had, also when some key is not that name.
  /// False with an exception set.
  template <class Names>
  [[nodiscard]] bool init(Borrowed like, uint32_t count, Names&& names) {
    Ref blank;
    if (!copy_of(like, count, blank)) return false;
    if (!blank) return true;
    Py_ssize_t places;
    DictPair* const pairs = pairs_of_own(blank.get(), places);
    for (uint32_t i = 0; i < count; ++i) {
      if (!put_name(pairs[i], names(i))) return true;
    }
    keep(std::move(blank));
    return true;
  }
  explicit operator bool() const { return static_cast<bool>(blank_); }
  /// A dict of all names with None for values, which nobody may change; nullptr for an empty blank.
  Borrowed names() const { return blank_.get(); }

  /// A new dict with these values, one a name, all of which are taken. Not for empty blanks. Empty
  /// with MemoryError set, and the values left alone.
  Ref fill(Ref* values) const;

 private:
  static bool copy_of(Borrowed like, uint32_t count, Ref& out);
  static bool put_name(DictPair& pair, Borrowed name);
  void keep(Ref blank);

  Ref blank_;             // in no cycle, and nobody's to see: not told to the collector
  bool immortal_ = true;  // nobody counts references to the names
};

}  // namespace pydantic_core::py
