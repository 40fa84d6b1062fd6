// validate/kinds/calls/call_result.h: the arguments that a call's validation gives, while they are
// collected.
//
// Errors are collected too (item_walk.h).
#pragma once

#include "validate/kinds/containers/items.h"

namespace pydantic_core {

class CallResult {
 public:
  explicit CallResult(State& state) : items(state), state_(state), first_(state.values.size()) {}
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

  /// The pair of a tuple and a dict, or why there is none; `outcome` is that of the last step.
  Outcome finish(Outcome outcome, Ref& out) {
    PC_TRY(items.finish(outcome));
    Ref args = take_tuple(state_, first_);
    if (!args) return Outcome::raised;
    out = steal(PyTuple_Pack(2, args.get(), kwargs_.get()));
    return out ? Outcome::ok : Outcome::raised;
  }

  ItemWalk items;

 private:
  State& state_;
  Ref kwargs_;
  uint32_t first_;  // of the positional values in state.values
};

}  // namespace pydantic_core
