// py/layout/blank_dict.h: dicts with the same keys, made from a template, the blank.
//
// Most of the cost of building a small dict is inserting its keys. The blank of a record is a dict
// with all of its names, made once. A new dict gets a copy of the blank's table as one block, and
// the values are stored at their places. This relies on CPython's own layout (dict_layout.h). If
// that is not recognised, every blank is empty and callers insert the keys. A blank does not change
// after init(), so that any number of threads may fill dicts from it.
#pragma once

#include "py/layout/dict_layout.h"

namespace pydantic_core::py {

class BlankDict {
 public:
  /// Makes the blank for the keys of the dict `like`; `names(i)`, which is kept in its place,
  /// equals its i-th key. The blank stays empty when the layout is not recognised, `like` has not
  /// that many keys, or a key is not that name. False with an exception set.
  template <class Names>
  [[nodiscard]] bool init(Borrowed like, uint32_t count, Names&& names) {
    return make(like, count, [&](uint32_t i, Borrowed) { return names(i); });
  }
  /// The same with the keys themselves as names.
  [[nodiscard]] bool init(Borrowed like, uint32_t count) {
    return make(like, count, [](uint32_t, Borrowed key) { return key; });
  }
  explicit operator bool() const { return static_cast<bool>(blank_); }
  /// A second owner of the same blank.
  BlankDict share() const {
    BlankDict other;
    other.blank_ = blank_.clone();
    other.table_ = table_;
    other.size_ = size_;
    other.head_ = head_;
    other.count_ = count_;
    other.immortal_ = immortal_;
    return other;
  }
  /// A dict of all names with the value None, which must not be changed; nullptr for an empty
  /// blank.
  Borrowed names() const { return blank_.get(); }

  /// A new dict with these values, one for each name. Their references move into the dict.
  /// Precondition: the blank is not empty. On failure returns an empty Ref with MemoryError set,
  /// and the values are unchanged.
  Ref fill(Ref* values) const;

 private:
  template <class Name>
  bool make(Borrowed like, uint32_t count, Name&& name) {
    Ref blank;
    if (!copy_of(like, count, blank)) return false;
    if (!blank) return true;
    Py_ssize_t places;
    DictPair* const pairs = pairs_of_own(blank.get(), places);
    for (uint32_t i = 0; i < count; ++i) {
      if (!put_name(pairs[i], name(i, pairs[i].key))) return true;
    }
    keep(std::move(blank));
    return true;
  }
  static bool copy_of(Borrowed like, uint32_t count, Ref& out);
  static bool put_name(DictPair& pair, Borrowed name);
  void keep(Ref blank);

  Ref blank_;  // untracked: it is in no cycle, and gc.get_objects() must not show it
  const detail::DictKeys* table_ = nullptr;  // of the blank
  size_t size_ = 0;                          // of the table, in bytes
  size_t head_ = 0;                          // bytes before its first pair
  Py_ssize_t count_ = 0;                     // of the names
  bool immortal_ = true;  // all names are immortal: their references are not counted
};

}  // namespace pydantic_core::py
