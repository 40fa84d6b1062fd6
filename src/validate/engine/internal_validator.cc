// validate/engine/internal_validator.cc: see internal_validator.h.
#include "validate/engine/internal_validator.h"

#include "base/edition.h"
#include "errors/validation_error.h"

namespace pydantic_core {

bool InternalValidator::init(const char* title, const Node* node, const State& state,
                             bool hide_input, bool cause) {
  title_ = title;
  node_ = node;
  leaf_ = node->leaf();
  settings_ = state.settings();
  // Upstream forgets these on the way.
  settings_.allow_partial = PartialMode::off;
  if (!kHandlersKeepLookupModes) {
    settings_.by_alias.reset();
    settings_.by_name.reset();
  }
  objects_ = own(state.objects());
  match_ = state.match();
  if (state.data != nullptr) {
    data_ = borrow(state.data->as_dict());
    if (!data_) return false;
  }
  hide_input_ = hide_input;
  cause_ = cause;
  return recursion_.copy_from(state.recursion) || py::no_memory();
}

template <class Run>
Ref InternalValidator::run(const Path* outer, Borrowed field_name, Run&& run) {
  State state(settings_.input_type);
  state.settings() = settings_;
  // The handler may be called again while it runs, and may lose its objects meanwhile.
  const CallObjects<Ref> objects = own(lend(objects_));
  const Ref data = data_.clone();
  state.objects() = lend(objects);
  if (field_name != nullptr) state.field_name = field_name;
  ValidatedFields fields(data.get());
  if (data) state.data = &fields;
  state.match() = match_;
  if (!state.recursion.copy_from(recursion_)) return py::no_memory();
  state.path = outer;
  Ref out;
  const Outcome outcome = run(state, out);
  match_ = state.match();
  if (outcome == Outcome::ok) return out;
  Ref title = py::str(title_);
  if (title) raise_outcome(outcome, state, title.get(), InputType::python, hide_input_, cause_);
  return {};
}

Ref InternalValidator::validate(Borrowed input, Borrowed outer_location) {
  Path outer;
  outer.set_object(outer_location);
  return run(outer_location != nullptr ? &outer : nullptr, nullptr,
             [&](State& state, Ref& out) { return node_->validate(PyInput{input}, state, out); });
}

template <class Input>
Ref InternalValidator::validate_item(Input input, int64_t index) {
  if constexpr (std::is_same_v<Input, PyInput>) {
    if (leaf_.takes(input.object)) return borrow(input.object);
  }
  Path outer;
  outer.set_index(index);
  return run(&outer, nullptr,
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
