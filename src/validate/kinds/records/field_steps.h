// validate/kinds/records/field_steps.h: what the walks over named fields have in common.
//
// A walk says where the value of a field comes from and what becomes of one that is wrong: models
// and typed dicts have one (field_walk.cc), dataclasses another, over arguments
// (dataclass_args.cc). Which names a field is looked for under, which keys count as used, where the
// values go and what a field without one gets is the same for both.
#pragma once

#include "validate/kinds/records/field_values.h"

namespace pydantic_core {

class FieldSteps {
 protected:
  /// The values go to `out`, what else is found to `walk`, which is filled in already.
  FieldSteps(const FieldTable& fields, RecordWalk& walk, FieldsDict& out)
      : fields_(fields),
        rules_(fields.rules()),
        state_(walk.items.state()),
        walk_(walk),
        found_(walk.found),
        by_alias_(fields.by_alias(state_)),
        by_name_(fields.by_name(state_)),
        outer_field_name_(state_.field_name),
        values_(fields, out) {}

  /// Makes room for what is found; before the first field. False with an exception set.
  [[nodiscard]] bool init() {
    if (!values_.init()) return false;
    return !walk_.wants_extra || found_.used.init(fields_.keys().slots()) || py::no_memory();
  }
  /// False with an exception set where fields are looked for under no name at all.
  [[nodiscard]] bool check_modes() const { return check_lookup_modes(by_alias_, by_name_); }

  /// Takes the value of the field where it comes next and a leaf takes it. True: `value` is empty
  /// where making it failed, with an exception set.
  template <class Record>
  [[gnu::always_inline]] bool take_leaf(Record& record, const Field& field, Ref& value) {
    if (!field.child.leaf) return false;
    const LookupPath& path = field.lookup.first(by_alias_, by_name_);
    if (!record.take(path, field.child.leaf, state_, value)) return false;
    note_used(path);
    return true;
  }
  void note_used(const LookupPath& path) {
    if (walk_.wants_extra) found_.used_count += found_.used.add(path.slot);
  }

  /// Takes the default of a field that has no value; `frame` gets to say where. ok, and `value`
  /// stays empty: there is no default, or what is wrong about it was collected.
  template <class Input>
  Outcome take_default(const Field& field, LookupPaths paths, Input input, Path& frame,
                       Ref& value) {
    frame.set_object(field.name.get());
    state_.field_name =
        rules_.defaults_know_field ? static_cast<Borrowed>(field.name.get()) : outer_field_name_;
    const uint32_t before = state_.errors.size();
    const Outcome outcome = field.child.node->default_value(state_, value);
    if (outcome != Outcome::ok) {
      if (outcome == Outcome::invalid) state_.has_field_error = true;
      return leave_out(outcome, before, false, value);
    }
    if (value) return Outcome::ok;
    if (kMissingFieldsAreErrors) state_.has_field_error = true;
    if (!field.required) return Outcome::ok;
    fields_.set_missing_path(frame, field.name, paths);
    return go_on(state_.fail(ErrorType::missing, input));
  }
  /// Drops what there is of the value, as nobody may see it, and leaves the field out.
  Outcome leave_out(Outcome outcome, uint32_t before, bool is_last, Ref& value) {
    value.reset();
    return walk_.items.leave_out(outcome, before, is_last);
  }

  uint32_t index_of(const Field* field) const {
    return static_cast<uint32_t>(field - fields_.begin());
  }

  const FieldTable& fields_;
  const FieldRules& rules_;
  State& state_;
  RecordWalk& walk_;
  FieldsFound& found_;
  const bool by_alias_;
  const bool by_name_;
  const Borrowed outer_field_name_;
  FieldValues values_;
};

}  // namespace pydantic_core
