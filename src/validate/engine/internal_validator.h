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

  Exactness exactness() const { return exactness_; }
  bool has_fields_set() const { return has_fields_set_; }
  size_t fields_set_count() const { return fields_set_count_; }
  void describe(Describer& out) const { node_->describe(out); }
  /// Whether it was initialised.
  explicit operator bool() const { return node_ != nullptr; }

  template <class F>
  void each_ref(F&& f) {
    f(owner_);
    f(data_);
    f(context_);
    f(field_name_);
    f(self_instance_);
  }

 private:
  template <class Run>
  Ref run(const Path* outer, Borrowed field_name, Run&& run);

  const char* title_ = "";
  const Node* node_ = nullptr;
  Leaf leaf_;  // of the node
  Ref owner_;
  Ref data_;
  Ref context_;
  Ref field_name_;
  Ref self_instance_;
  RecursionGuard recursion_;
  size_t fields_set_count_ = 0;
  std::optional<bool> strict_;
  std::optional<bool> from_attributes_;
  std::optional<Extra> extra_;
  InputType input_type_ = InputType::python;
  Exactness exactness_ = Exactness::unknown;
  CacheStrings cache_strings_ = CacheStrings::all;
  bool has_fields_set_ = false;
  bool hide_input_ = false;
  bool cause_ = false;
};

/// Raises what an outcome other than ok means: ValidationError from the state's errors, or
/// SchemaError for a signal that nothing consumed. An exception that is set stays.
void raise_outcome(Outcome outcome, State& state, Borrowed title, InputType input_type,
                   bool hide_input, bool cause);

}  // namespace pydantic_core
