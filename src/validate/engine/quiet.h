// validate/engine/quiet.h: validation that has no observable effect except its result.
//
// A union tries its choices, and mostly finds that all but one are wrong. It could find that out
// faster without validating them one after the other. Or it could try them without making errors,
// and validate again if the errors turn out to be needed. Both are allowed only if nobody can see
// the difference. Nobody can see it if two things hold:
//
//   - The schema is quiet: no node that can be reached from it runs code of the user's on plain
//     input, or gives another result when it runs again. These are therefore not quiet: functions,
//     default factories, classes with an __init__ or __new__ of their own, with a __del__ or with a
//     metaclass that answers isinstance(), root models and dataclasses that hold what they are made
//     of in another way than usual, enums with a _missing_, what hashes anything but text,
//     numbers and keys of plain input, the clock, and Decimal, which leaves flags behind. Classes
//     and defaults can change; what counts is how they are when their union is first used.
//   - The input is plain: of JSON, or nothing but exact dicts, lists, tuples, strs, numbers, bytes
//     and None. No method of theirs is anybody's but CPython's own, and whatever the nodes make of
//     plain input before it is valid is of such types, too, or of ours.
//
// Text that is streamed (streaming.h) asks for less: code that would run can still be refused on
// the way, and nothing runs again that says something else then. See QuietSearch::Use.
//
// What else could tell: memory that runs out (at any place, as always); a dict that another thread
// changes meanwhile (each run gives an answer that is right for what it saw); settings of the call
// that a choice leaves behind for later ones (a model turns partial mode off: a union in partial
// mode has no trial); the recursion guard, which never forgets what it refused as too deep (a union
// far down has none either, and plain input is shallow).
#pragma once

#include "base/pointer_set.h"
#include "validate/engine/node.h"
#include "validate/input/state.h"
#include "validate/input/string_input.h"

namespace pydantic_core {

/// The search for a node that is not quiet, among all that can be reached from one.
class QuietSearch {
 public:
  /// What for: trials of a union, or streaming text (streaming.h), whose attempt a node may still
  /// end when code would have to run (State::spoil), and which never runs again.
  enum class Use : uint8_t { trial, text };

  /// More than `most_records` records end the search, as something that is not quiet does.
  explicit QuietSearch(Use use = Use::trial, uint32_t most_records = UINT32_MAX)
      : most_records_(most_records), use_(use) {}
  bool is_for_text() const { return use_ == Use::text; }
  bool is_quiet(const Node* node) {
    return records_ <= most_records_ && node->ops->is_quiet(node, *this);
  }
  /// The same for what may be no node.
  bool is_quiet_or_none(const Node* node) { return node == nullptr || is_quiet(node); }
  /// The same for a definition, of which a recursive schema has more than one reference. One that
  /// lies too deep within others is not looked at, and not quiet.
  bool is_quiet(const Definition<Node>* definition);
  /// For nodes that count the fields that were set (State::fields_set_count).
  void note_record() { ++records_; }
  /// So many of them were met; more where the search came to a definition once more.
  uint32_t records() const { return records_; }

 private:
  static constexpr uint32_t kMostDepth = 1000;

  PointerSet seen_;     // definitions
  uint32_t depth_ = 0;  // of definitions, each within the one before
  uint32_t records_ = 0;
  uint32_t most_records_;
  Use use_;
};

/// Whether isinstance(value, cls) of a plain value runs no code of the user's: the metaclass leaves
/// it to type, or is pydantic's, which asks the value for an attribute that it does not have.
/// Forgets exceptions; MemoryError stays set.
[[nodiscard]] bool is_asked_quietly(Borrowed cls);

/// Whether all of `object` is of exact types of CPython's; false as well for what is large or deep.
[[nodiscard]] bool is_plain(Borrowed object);

/// Whether no code of the user's can be run by a quiet schema on that input.
inline bool is_plain_input(PyInput input, const State& state) {
  return !state.recursion.is_deep() && is_plain(input.object);
}
inline bool is_plain_input(JsonInput, const State&) { return true; }
inline bool is_plain_input(StringInput input, const State& state) {
  return !state.recursion.is_deep() && is_plain(input.object);
}

}  // namespace pydantic_core
