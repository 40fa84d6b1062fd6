// validate/kinds/calls/call_result.h: the arguments that a call's validation gives, while they are
// collected.
//
// Errors are collected too, but for those that end everything and then stand alone: upstream gives
// up at once when a default is wrong or the input itself cannot be read.
#pragma once

#include "validate/kinds/containers/items.h"
#include "validate/kinds/records/fields.h"

namespace pydantic_core {

class CallResult {
 public:
  explicit CallResult(State& state)
      : state_(state), first_(state.values.size()), mark_(state.errors.size()) {}
  CallResult(const CallResult&) = delete;
  CallResult& operator=(const CallResult&) = delete;
  ~CallResult() { state_.values.truncate(first_); }

  /// To be called first.
  Outcome init() {
    kwargs_ = steal(PyDict_New());
    return kwargs_ ? Outcome::ok : Outcome::raised;
  }
  Outcome push(Ref value) {
    return state_.values.push(std::move(value)) ? Outcome::ok : py::no_memory();
  }
  Outcome set(Borrowed key, const Ref& value) {
    return PyDict_SetItem(kwargs_.get(), key, value.get()) == 0 ? Outcome::ok : Outcome::raised;
  }
  /// Validates `input`, which holds several keyword arguments at once, to a dict of them.
  template <class Input>
  Outcome update(const Node* node, Input input) {
    Ref dict;
    PC_TRY(node->validate(input, state_, dict));
    if (!PyDict_Check(dict.get())) return conversion_error(dict.get(), "PyDict");
    return PyDict_Update(kwargs_.get(), dict.get()) == 0 ? Outcome::ok : Outcome::raised;
  }

  /// The errors so far, as a point to return to.
  uint32_t errors() const { return state_.errors.size(); }
  /// Ends everything with the errors after the first `from` ones alone.
  Outcome fail_alone(uint32_t from) {
    state_.errors.keep_from(mark_, from);
    return Outcome::invalid;
  }
  Outcome fail_alone_with_last() { return fail_alone(errors() - 1); }

  /// The pair of a tuple and a dict, or why there is none; `outcome` is that of the last step.
  Outcome finish(Outcome outcome, Ref& out) {
    if (outcome == Outcome::ok && errors() != mark_) outcome = Outcome::invalid;
    // A signal is about the whole: what was wrong before it is of no interest to who takes it.
    if (outcome == Outcome::omit || outcome == Outcome::use_default) state_.errors.truncate(mark_);
    if (outcome != Outcome::ok) return outcome;
    Ref args = take_tuple(state_, first_);
    if (!args) return Outcome::raised;
    out = steal(PyTuple_Pack(2, args.get(), kwargs_.get()));
    return out ? Outcome::ok : Outcome::raised;
  }

 private:
  State& state_;
  Ref kwargs_;
  uint32_t first_;  // of the positional values in state.values
  uint32_t mark_;   // errors before this validation
};

/// A wrong value does not end the walk.
inline Outcome go_on(Outcome outcome) {
  return outcome == Outcome::invalid ? Outcome::ok : outcome;
}

/// Calls f(key, value) for the pairs of `record` whose keys are not in `used`, with the path set to
/// the key. `invalid` out of f is collected; where it comes out of here, the walk itself failed.
template <class Record, class F>
Outcome for_each_unused(Record& record, const KeyTable& keys, const BitSet& used, State& state,
                        F&& f) {
  return record.for_each_pair(state, [&](auto key, auto value, bool) -> Outcome {
    PathScope path(state);
    set_key(path.frame, key);
    std::string_view text;
    switch (ExtraFields::key_text(key, text)) {
      case ExtraFields::KeyText::ok:
        break;
      case ExtraFields::KeyText::not_text:
        return go_on(state.fail(ErrorType::invalid_key, key));
      case ExtraFields::KeyText::not_unicode:
        state.path = path.frame.outer;
        return state.fail(ErrorType::string_unicode, key);
      case ExtraFields::KeyText::raised:
        return Outcome::raised;
    }
    const uint32_t slot = keys.find(text, KeyTable::kMissing);
    if (slot != KeyTable::kMissing && used.has(slot)) return Outcome::ok;
    return go_on(f(key, value));
  });
}

}  // namespace pydantic_core
