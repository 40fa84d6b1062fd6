// validate/engine/internal_validator.h: a node handed out to Python code in the middle of a
// validation.
//
// Handlers of wrap functions and generators run a node again, perhaps long after the call that made
// them: they own what they need of that call's state, and keep its SchemaValidator alive.
#pragma once

#include "py/gc.h"
#include "validate/engine/node.h"

namespace pydantic_core {

class InternalValidator {
 public:
  /// Remembers `state`. `title` is that of the errors raised. False with MemoryError set.
  [[nodiscard]] bool init(const char* title, const Node* node, const State& state, bool hide_input,
                          bool cause);
  /// Validates a value; errors become a ValidationError below `outer_location` (nullptr: none).
  /// Empty: exception set.
  Ref validate(Borrowed input, Borrowed outer_location);
  /// The same for an item of a sequence.
  template <class Input>
  Ref validate_item(Input input, int64_t index);
  Ref assign(const Assignment& assignment, Borrowed outer_location);

  /// How closely what it validated last matched.
  const Match& match() const { return match_; }
  void describe(Describer& out) const { node_->describe(out); }
  /// Whether it was initialised.
  explicit operator bool() const { return node_ != nullptr; }

  template <class F>
  void each_ref(F&& f) {
    objects_.each_ref(f);
    f(data_);
  }

 private:
  /// Runs run(state, out) as the call would at this place; `field_name` nullptr: with its own.
  template <class Run>
  Ref run(const Path* outer, Borrowed field_name, Run&& run);

  const char* title_ = "";
  const Node* node_ = nullptr;
  Leaf leaf_;  // of the node
  CallSettings settings_;
  CallObjects<Ref> objects_;
  Ref data_;
  Match match_;
  RecursionGuard recursion_;
  bool hide_input_ = false;
  bool cause_ = false;
};

/// Raises what an outcome other than ok means: ValidationError from the state's errors, or
/// SchemaError for a signal that nothing consumed. An exception that is set stays.
void raise_outcome(Outcome outcome, State& state, Borrowed title, InputType input_type,
                   bool hide_input, bool cause);

}  // namespace pydantic_core
