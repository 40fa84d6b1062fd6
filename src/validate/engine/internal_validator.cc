// validate/engine/internal_validator.cc: see internal_validator.h.
#include "validate/engine/internal_validator.h"

#include "errors/validation_error.h"

namespace pydantic_core {

bool InternalValidator::init(const char* title, const Node* node, const State& state,
                             bool hide_input, bool cause) {
  title_ = title;
  node_ = node;
  leaf_ = node->leaf();
  owner_ = borrow(state.owner);
  if (state.data != nullptr) {
    data_ = borrow(state.data->as_dict());
    if (!data_) return false;
  }
  context_ = borrow(state.context);
  field_name_ = borrow(state.field_name);
  self_instance_ = borrow(state.self_instance);
  fields_set_count_ = state.fields_set_count;
  has_fields_set_ = state.has_fields_set;
  strict_ = state.strict;
  from_attributes_ = state.from_attributes;
  extra_ = state.extra;
  input_type_ = state.input_type;
  exactness_ = state.exactness;
  cache_strings_ = state.cache_strings;
  hide_input_ = hide_input;
  cause_ = cause;
  return recursion_.copy_from(state.recursion) || (PyErr_NoMemory(), false);
}

template <class Run>
Ref InternalValidator::run(const Path* outer, Borrowed field_name, Run&& run) {
  State state(input_type_);
  // The handler may be called again while it runs, and may lose its owner meanwhile.
  Ref owner = owner_.clone(), data = data_.clone(), context = context_.clone(),
      self = self_instance_.clone();
  state.owner = owner.get();
  ValidatedFields fields(data.get());
  state.data = data ? &fields : nullptr;
  state.context = context.get();
  state.self_instance = self.get();
  state.field_name = field_name;
  state.strict = strict_;
  state.from_attributes = from_attributes_;
  state.extra = extra_;
  state.cache_strings = cache_strings_;
  state.exactness = exactness_;
  state.has_fields_set = has_fields_set_;
  state.fields_set_count = fields_set_count_;
  if (!state.recursion.copy_from(recursion_)) return PyErr_NoMemory(), Ref();
  state.path = outer;
  Ref out;
  const Outcome outcome = run(state, out);
  exactness_ = state.exactness;
  has_fields_set_ = state.has_fields_set;
  fields_set_count_ = state.fields_set_count;
  if (outcome == Outcome::ok) return out;
  Ref title = py::str(title_);
  if (title) raise_outcome(outcome, state, title.get(), InputType::python, hide_input_, cause_);
  return {};
}

Ref InternalValidator::validate(Borrowed input, Borrowed outer_location) {
  Ref field_name = field_name_.clone();
  Path outer;
  outer.set_object(outer_location);
  return run(outer_location != nullptr ? &outer : nullptr, field_name.get(),
             [&](State& state, Ref& out) { return node_->validate(PyInput{input}, state, out); });
}

template <class Input>
Ref InternalValidator::validate_item(Input input, int64_t index) {
  if constexpr (std::is_same_v<Input, PyInput>) {
    if (leaf_.takes(input.object)) return borrow(input.object);
  }
  Ref field_name = field_name_.clone();
  Path outer;
  outer.set_index(index);
  return run(&outer, field_name.get(),
             [&](State& state, Ref& out) { return node_->validate(input, state, out); });
}

template Ref InternalValidator::validate_item(PyInput, int64_t);
template Ref InternalValidator::validate_item(JsonInput, int64_t);

Ref InternalValidator::assign(const Assignment& assignment, Borrowed outer_location) {
  Path outer;
  outer.set_object(outer_location);
  return run(outer_location != nullptr ? &outer : nullptr, assignment.field_name,
             [&](State& state, Ref& out) { return node_->assign(assignment, state, out); });
}

void raise_outcome(Outcome outcome, State& state, Borrowed title, InputType input_type,
                   bool hide_input, bool cause) {
  switch (outcome) {
    case Outcome::invalid:
      return raise_validation_error(state.errors, title, input_type, hide_input, cause);
    case Outcome::omit:
      return raise_omit_error();
    case Outcome::use_default:
      return raise_use_default_error();
    case Outcome::raised:
    case Outcome::ok:
      return;
  }
}

}  // namespace pydantic_core
