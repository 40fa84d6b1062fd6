// validate/kinds/unions/choice_filter.h: which choices of a union a mapping cannot be, found
// without validating them.
//
// A model or typed dict takes no mapping without the keys of its required fields, nor one whose
// literal field holds another text than it expects. The filter knows both of all choices: the keys
// of the input are looked up once, in one table for all choices, and each key that is missing, and
// each text that is not expected, strikes out choices by a mask.
//
// A choice that is struck out could only have given errors: the only other ends of a quiet schema
// (quiet.h) are lack of memory and recursion without end. So a caller that needs no errors does not
// try it. If no other choice fits, the caller needs the errors, and tries all choices.
//
// It also knows how many fields of a choice the input sets, where that is the number of its keys
// that are the choice's: in a smart union, a record that sets fewer fields than the best choice so
// far, or as many and no more closely, cannot be better, whether it is valid or not.
//
// Fields tell something when they are found by one plain key. Which key that is depends on the
// settings of the call; the filter is made for calls that say nothing of it.
#pragma once

#include <bit>

#include "schema/lookup.h"
#include "validate/input/json_input.h"
#include "validate/input/py_input.h"
#include "validate/input/state.h"
#include "validate/kinds/scalars/literal_lookup.h"

namespace pydantic_core {

struct Node;
class FieldTable;

/// A set of choices, to be tried in their order.
class Candidates {
 public:
  /// Choices from here on are always in it.
  static constexpr uint32_t kMost = 128;
  static constexpr uint32_t kWords = kMost / 64;

  static Candidates all() { return {{~uint64_t{0}, ~uint64_t{0}}}; }
  static Candidates none() { return {{0, 0}}; }
  bool has(uint32_t i) const { return i >= kMost || ((words[i / 64] >> (i % 64)) & 1) != 0; }
  bool has_several_of(const Candidates& others) const {
    int count = 0;
    for (uint32_t i = 0; i < kWords; ++i) count += std::popcount(words[i] & others.words[i]);
    return count > 1;
  }
  void add(uint32_t i) { words[i / 64] |= uint64_t{1} << (i % 64); }
  void remove(const Candidates& others) {
    for (uint32_t i = 0; i < kWords; ++i) words[i] &= ~others.words[i];
  }
  /// Of `some`, keeps those that are among `others`.
  void restrict(const Candidates& some, const Candidates& others) {
    for (uint32_t i = 0; i < kWords; ++i) words[i] &= ~some.words[i] | others.words[i];
  }

  uint64_t words[kWords];
};

/// What the filter says of an input.
struct Prospects {
  Candidates candidates = Candidates::all();
  /// The choices for which it is known how many fields the input sets; `counts` has the numbers.
  Candidates counted = Candidates::none();
  uint16_t counts[Candidates::kMost];
};

class ChoiceFilter {
 public:
  /// Looks at the next choice, which is quiet. False with an exception set.
  [[nodiscard]] bool add(const Node* choice);
  /// What an input may be: anything where it is no mapping. Python input must be plain. False with
  /// an exception set.
  [[nodiscard]] bool look_at(PyInput input, const State& state, Prospects& out) const;
  [[nodiscard]] bool look_at(JsonInput input, const State& state, Prospects& out) const;
  [[nodiscard]] bool look_at(StringInput, const State&, Prospects&) const { return true; }
  /// The most closely that the choice can match a mapping.
  Exactness closest(uint32_t choice) const {
    return models_.has(choice) ? Exactness::strict : Exactness::exact;
  }

 private:
  static constexpr uint32_t kMostKeys = 256;
  static constexpr uint32_t kMostTags = 4;

  /// A key under which choices expect one of some texts.
  struct Tag {
    uint32_t slot = 0;
    Candidates expecting = Candidates::none();
    KeyTable texts;
    Vec<Candidates> takers;  // by text
  };
  /// What was found in an input.
  template <class Value>
  struct Found;

  bool add_fields(const FieldTable& fields, uint32_t choice, bool is_flat);
  bool add_literal(uint32_t slot, const LiteralLookup& literal, uint32_t choice);
  /// The slot of a key, or kMissing where there are too many. False with an exception set.
  bool slot_of(Borrowed key, uint32_t& slot);
  template <class Value>
  bool judge(const Found<Value>& found, Prospects& out) const;
  template <class Value>
  bool strike(const Found<Value>& found, Candidates& candidates) const;
  template <class Value>
  void count(const Found<Value>& found, Prospects& out) const;
  bool says_something(const State& state) const {
    return keys_.slots() != 0 && !state.by_alias && !state.by_name;
  }

  KeyTable keys_;
  Vec<Candidates> demanding_;              // by key: the choices that are wrong without it
  Vec<Candidates> having_;                 // by key: the choices that have a field there
  Candidates known_ = Candidates::none();  // all but those that are too many
  Candidates counted_ = Candidates::none();
  Candidates models_ = Candidates::none();  // whose instances are made: never exact
  Tag tags_[kMostTags];
  uint32_t tag_count_ = 0;
  uint32_t choice_count_ = 0;
};

}  // namespace pydantic_core
