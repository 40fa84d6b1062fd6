// validate/engine/item_walk.h: what becomes of wrong items, by the rules that all containers share
// (lists, tuples, sets, dicts, records, arguments).
//
// The errors of all items are collected; with fail_fast the first wrong item is the last one. An
// item that is to be omitted is left out, and so is a wrong last item of incomplete input. An error
// of the container itself (its iterator failed, it has too many items) ends the walk and is the
// only one that is reported.
#pragma once

#include "validate/engine/node.h"

namespace pydantic_core {

/// A wrong item does not end a walk: ok in place of `invalid`.
inline Outcome go_on(Outcome outcome) {
  return outcome == Outcome::invalid ? Outcome::ok : outcome;
}

/// One walk over the items of a container. Made before the first item is validated.
class ItemWalk {
 public:
  explicit ItemWalk(State& state, bool fail_fast = false)
      : state_(state),
        mark_(state.errors.size()),
        partial_(state.allow_partial),
        fail_fast_(fail_fast) {}
  ItemWalk(const ItemWalk&) = delete;
  ItemWalk& operator=(const ItemWalk&) = delete;

  State& state() const { return state_; }
  /// Whether the input may be incomplete.
  bool is_partial() const { return partial_ != PartialMode::off; }
  /// Whether some item was wrong.
  bool any_wrong() const { return state_.errors.size() != mark_; }
  /// Whether the walk was ended by fail_fast.
  bool stopped() const { return end_ == End::fail_fast; }

  /// To be called before each item. `is_last`: the input may have been cut off within it.
  [[gnu::always_inline]] void enter(bool is_last) {
    if (is_partial()) [[unlikely]]
      state_.allow_partial = is_last ? partial_ : PartialMode::off;
  }
  /// Leaves out an item, whose validation had this outcome; there were `before` errors before it.
  /// ok: the walk goes on.
  Outcome leave_out(Outcome outcome, uint32_t before, bool is_last) {
    if (outcome != Outcome::omit) return leave_wrong(outcome, before, is_last);
    state_.errors.truncate(before);
    return Outcome::ok;
  }
  /// The same where an item that is to be omitted ends the walk: what holds the container is then
  /// left out.
  Outcome leave_wrong(Outcome outcome, uint32_t before, bool is_last) {
    if (outcome == Outcome::invalid && is_last) state_.errors.truncate(before);
    return go_on(outcome);
  }
  /// `invalid` when fail_fast ends the walk here, else ok.
  Outcome check() {
    if (!fail_fast_ || !any_wrong()) return Outcome::ok;
    end_ = End::fail_fast;
    return Outcome::invalid;
  }
  /// The value of an item that is not there: `out` stays empty when there is no default. What is
  /// wrong about a default ends the walk and is all that is reported.
  Outcome take_default(const Node* node, Ref& out) {
    const uint32_t before = state_.errors.size();
    const Outcome outcome = node->default_value(state_, out);
    return outcome == Outcome::invalid ? alone(before) : outcome;
  }
  /// Ends the walk with `invalid`: the last error, or those after the first `from`, are all that is
  /// reported.
  Outcome alone() { return alone(state_.errors.size() - 1); }
  Outcome alone(uint32_t from) {
    state_.errors.keep_from(mark_, from);
    end_ = End::alone;
    return Outcome::invalid;
  }

  /// To be called after a walk that ended with this outcome, which is returned: leaves the errors
  /// that are to be reported.
  Outcome end(Outcome walked) {
    if (walked == Outcome::invalid && end_ == End::open) state_.errors.keep_last(mark_);
    if (go_on(walked) != Outcome::ok) state_.errors.truncate(mark_);
    return walked;
  }
  /// The same for the last walk: `invalid` also when some item was wrong.
  Outcome finish(Outcome walked) {
    PC_TRY(end(walked));
    return any_wrong() ? Outcome::invalid : Outcome::ok;
  }

 private:
  /// What has ended the walk: nothing so far, or the container itself; fail_fast; errors that stand
  /// alone.
  enum class End : uint8_t { open, fail_fast, alone };

  State& state_;
  const uint32_t mark_;  // errors before the first item
  const PartialMode partial_;
  const bool fail_fast_;
  End end_ = End::open;
};

}  // namespace pydantic_core
