// schema/lookup.h: under which keys a field's value may be found in the input.
//
// A field has its name and maybe validation aliases; an alias may be a path into nested data ("a",
// 0, "b"). The paths of a field lie in one array, aliases first and the name last, so that "by
// alias", "by name" and "by either" are slices.
#pragma once

#include "base/slot_table.h"
#include "base/utf8.h"
#include "schema/schema.h"
#include "schema/schema_error.h"

namespace pydantic_core {

struct LookupPath {
  Ref key;   ///< interned str: the first step
  Ref rest;  ///< tuple of further steps (str or int); empty for a plain key
  Ref loc;   ///< tuple of all steps, as errors show them; empty where that is the key alone
  /// Which entry of the owner's KeyTable the key is; several paths may share one.
  uint32_t slot = 0;

  /// Sets a path frame for an error about what is found there.
  template <class Frame>
  void set_frame(Frame& frame) const {
    if (loc) [[unlikely]] {
      frame.set_items(loc.get());
    } else {
      frame.set_object(key.get());
    }
  }
  template <class F>
  void each_ref(F&& f) {
    f(key), f(rest), f(loc);
  }
};

/// A step of a path that is an int of one machine word.
struct PathIndex {
  explicit PathIndex(Borrowed step);

  bool from_end;
  uint64_t distance;  ///< without the sign
};

/// Goes on from the value of a path's first step through the further ones (a tuple); `value`
/// becomes empty when they lead nowhere. `attributes`: a str is looked for as an attribute, except
/// in a dict. False with an exception set.
[[nodiscard]] bool follow_steps(Ref& value, Borrowed steps, bool attributes);

/// A slice of a field's paths, in the order in which they are tried.
struct LookupPaths {
  const LookupPath* first;
  const LookupPath* last;
  const LookupPath* begin() const { return first; }
  const LookupPath* end() const { return last; }
};

class Lookup {
 public:
  /// The paths of a field called `name` (str) with that `validation_alias` (str, list, list of
  /// lists; empty: none). False with an exception set.
  [[nodiscard]] bool init(Borrowed name, Borrowed validation_alias);
  /// The paths of a discriminator, which has no name of its own beside.
  [[nodiscard]] bool init_alias_only(Borrowed alias);

  /// The paths that count under these settings, not both of which may be off (check_lookup_modes).
  LookupPaths select(bool by_alias, bool by_name) const {
    if (alias_count() == 0) return {&only_, &only_ + 1};
    const auto [begin, end] = all();
    if (!by_name) return {begin, end - 1};
    if (!by_alias) return {end - 1, end};
    return {begin, end};
  }
  /// The first of them.
  const LookupPath& first(bool by_alias, bool by_name) const {
    return *select(by_alias, by_name).begin();
  }
  uint32_t alias_count() const { return count_ - has_name_; }
  LookupPaths aliases() const {
    return alias_count() == 0 ? LookupPaths{&only_, &only_} : select(true, false);
  }
  /// The path of the name, which must have been given.
  const LookupPath& name() const { return *select(false, true).begin(); }
  /// Whether there is nothing to look for.
  bool empty() const { return count_ == 0; }
  LookupPaths all() const {
    return count_ == 1 ? LookupPaths{&only_, &only_ + 1} : LookupPaths{many_.begin(), many_.end()};
  }
  bool alias_is_plain() const { return plain_alias_; }

  template <class F>
  void each_ref(F&& f) {
    only_.each_ref(f);
    for (LookupPath& path : many_) path.each_ref(f);
  }

 private:
  bool add_alias(Borrowed alias);
  bool add_any_form(Borrowed alias);
  bool add_plain(Borrowed key);
  bool add_list(Borrowed list);
  bool add_lists(Borrowed lists);
  static Raised explain(Borrowed alias);

  LookupPath* add();
  friend class KeyTable;  // gives the paths their slots

  // A field without aliases, which is most of them, has its path at hand.
  LookupPath only_;
  Vec<LookupPath> many_;
  uint32_t count_ = 0;
  bool has_name_ = false;
  bool plain_alias_ = false;  // the alias is one str, not a list of steps
};

/// Finds the slot of a key among a fixed set: for JSON objects, whose keys are matched without
/// making Python strings.
class KeyTable {
 public:
  static constexpr uint32_t kMissing = SlotTable<std::string_view>::kMissing;

  /// Makes room for so many keys, of which there may be more. False with an exception set.
  [[nodiscard]] bool reserve(size_t count);
  /// Gives every path its slot; equal keys share one. False with an exception set.
  [[nodiscard]] bool add(Lookup& lookup);
  /// Adds a key, which must live as long as the table, and gives its slot.
  [[nodiscard]] bool add(std::string_view key, uint32_t& slot);
  uint32_t slots() const { return keys_.size(); }
  std::string_view operator[](uint32_t slot) const { return keys_[slot]; }
  /// `guess` is tried first: input often comes in the order of the fields.
  [[gnu::always_inline]] uint32_t find(std::string_view key, uint32_t guess) const {
    if (guess < keys_.size() && keys_[guess].size() == key.size() &&
        utf8::is_same(keys_[guess].data(), key.data(), key.size())) [[likely]] {
      return guess;
    }
    return find_hashed(key);
  }

 private:
  uint32_t find_hashed(std::string_view key) const;
  [[nodiscard]] bool add(LookupPath& path);

  SlotTable<std::string_view> keys_;  // in the UTF-8 that the paths' own str objects keep
};

/// SchemaError, in later editions ValueError, when neither names nor aliases may be used, which
/// pydantic rules out earlier.
bool fail_lookup_modes();
[[nodiscard]] inline bool check_lookup_modes(bool by_alias, bool by_name) {
  return by_alias || by_name || fail_lookup_modes();
}

}  // namespace pydantic_core
