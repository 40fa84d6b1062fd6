// validators/choice_filter.h: which choices of a union a mapping cannot be, found without
// validating them.
//
// A model or typed dict takes no mapping without the keys of its required fields, nor one whose
// literal field holds another text than it expects. The filter knows both of all choices: the keys
// of the input are looked up once, in one table for all choices, and each key that is missing, and
// each text that is not expected, strikes out choices by a mask.
//
// What is struck out would have come to nothing but errors: the only other ends of a quiet schema
// (quiet.h) are want of memory and recursion without end. So whoever needs no errors need not try
// it; and who does need them, because no other choice fits, tries them all.
//
// Fields tell something when they are found by one plain key. Which key that is depends on the
// settings of the call; the filter is made for calls that say nothing of it.
#pragma once

#include "input/json_input.h"
#include "input/py_input.h"
#include "input/state.h"
#include "schema/lookup.h"
#include "validators/literal_lookup.h"

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

class ChoiceFilter {
 public:
  /// Looks at the next choice. False with an exception set.
  [[nodiscard]] bool add(const Node* choice);
  /// Strikes out of `candidates` what the input cannot be; nothing where it is no mapping. Python
  /// input must be plain. False with an exception set.
  [[nodiscard]] bool narrow(PyInput input, const State& state, Candidates& candidates) const;
  [[nodiscard]] bool narrow(JsonInput input, const State& state, Candidates& candidates) const;
  [[nodiscard]] bool narrow(StringInput, const State&, Candidates&) const { return true; }

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

  bool add_fields(const FieldTable& fields, uint32_t choice);
  bool add_literal(uint32_t slot, const LiteralLookup& literal, uint32_t choice);
  /// The slot of a key, or kMissing where there are too many. False with an exception set.
  bool slot_of(Borrowed key, uint32_t& slot);
  template <class Value>
  bool strike(const Found<Value>& found, Candidates& candidates) const;
  bool says_something(const State& state) const {
    return keys_.slots() != 0 && !state.by_alias && !state.by_name;
  }

  KeyTable keys_;
  Vec<Candidates> demanding_;  // by key: the choices that are wrong without it
  Tag tags_[kMostTags];
  uint32_t tag_count_ = 0;
  uint32_t choice_count_ = 0;
};

}  // namespace pydantic_core
