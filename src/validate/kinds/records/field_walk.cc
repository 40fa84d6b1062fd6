// validate/kinds/records/field_walk.cc: the walk over the fields of models and typed dicts.
//
// This is the hot loop of most validation. Most fields are leaves whose value is there: the loop
// takes those itself. Others go through validate_field(), and what is wrong, absent or unreadable
// through a step of its own.
#include "validate/kinds/records/field_values.h"

namespace pydantic_core {
namespace {

template <class Input>
class FieldWalk {
 public:
  using Record = typename RecordOf<Input>::Type;

  FieldWalk(const FieldTable& fields, Input input, Record& record, RecordWalk& walk)
      : fields_(fields),
        rules_(fields.rules()),
        input_(input),
        record_(record),
        state_(walk.items.state()),
        walk_(walk),
        found_(walk.found),
        outer_field_name_(state_.field_name),
        values_(fields),
        path_(state_) {}

  Outcome run(Ref& dict) {
    const bool by_alias = fields_.by_alias(state_);
    const bool by_name = fields_.by_name(state_);
    if ((kChecksLookupModesFirst || fields_.size() != 0) && !check_lookup_modes(by_alias, by_name))
      return Outcome::raised;
    if (!values_.init()) return Outcome::raised;
    if ((walk_.wants_extra && !found_.used.init(fields_.keys().slots())) ||
        !found_.missing.init(fields_.size()))
      return py::no_memory();
    found_.given_count = fields_.size();

    const Scoped data(state_.data, static_cast<ValidatedFields*>(&values_));
    const Scoped field_name(state_.field_name, outer_field_name_);
    const Scoped has_field_error(state_.has_field_error, false);
    const bool takes_leaves = !walk_.items.is_partial();
    Ref* value = values_.begin();
    for (const Field& field : fields_) {
      const LookupPath& path = field.lookup.first(by_alias, by_name);
      if (field.child.leaf && takes_leaves && record_.take(path, field.child.leaf, state_, *value))
          [[likely]] {
        note_used(path);
        if (!*value || !values_.added(*value)) return Outcome::raised;
      } else {
        PC_TRY(validate_field(field, field.lookup.select(by_alias, by_name), *value));
      }
      ++value;
    }
    found_.has_error = state_.has_field_error;
    if (!walk_.wants_extra && found_.given_count != fields_.size() && walk_.items.any_wrong())
      return Outcome::ok;
    dict = values_.take_dict();
    return dict ? Outcome::ok : Outcome::raised;
  }

 private:
  Outcome validate_field(const Field& field, LookupPaths paths, Ref& value) {
    path_.frame.set_own_name(field.name.get());
    const uint32_t before = state_.errors.size();
    if (const Outcome read = record_.find(paths, state_, entry_); read != Outcome::ok)
      return leave_unread(field, read, before);
    if (entry_.path == nullptr) return use_default(field, paths, before, value);
    const LookupPath& path = *entry_.path;
    const bool is_last = walk_.items.is_partial() && walk_.last.is(path);
    note_used(path);
    walk_.items.enter(is_last);
    fields_.set_found_path(path_.frame, field.name, path);
    state_.field_name = field.name.get();
    const Outcome outcome = field.child.node->validate(entry_.value, state_, value);
    if (outcome == Outcome::ok) [[likely]]
      return values_.added(value) ? Outcome::ok : Outcome::raised;
    if (kModelFieldsUseDefaults && rules_.asks_for_default && outcome == Outcome::use_default)
      return use_default(field, paths, before, value);
    not_given(field);
    state_.has_field_error = true;
    return leave_out(outcome, before, is_last && !field.required, value);
  }

  void note_used(const LookupPath& path) {
    if (walk_.wants_extra) found_.used_count += found_.used.add(path.slot);
  }

  void not_given(const Field& field) {
    found_.not_given(static_cast<uint32_t>(&field - fields_.begin()));
  }

  /// A field whose value could not be read.
  Outcome leave_unread(const Field& field, Outcome outcome, uint32_t before) {
    if (outcome != Outcome::invalid) return outcome;
    not_given(field);
    if (kUnreadableModelFieldsUseKeys && !rules_.skips_unreadable && entry_.path != nullptr)
      note_used(*entry_.path);
    const bool is_last = walk_.items.is_partial() && walk_.last.is(field.name.get());
    if (rules_.skips_unreadable && (kSkipsUnreadableLastField || !is_last))
      state_.errors.truncate(before);
    return Outcome::ok;
  }

  /// A field that has no value, or asks for its default.
  Outcome use_default(const Field& field, LookupPaths paths, uint32_t before, Ref& value) {
    not_given(field);
    state_.errors.truncate(before);
    path_.frame.set_object(field.name.get());
    state_.field_name =
        rules_.defaults_know_field ? static_cast<Borrowed>(field.name.get()) : outer_field_name_;
    const Outcome outcome = field.child.node->default_value(state_, value);
    if (outcome == Outcome::ok && value) return values_.added(value) ? outcome : Outcome::raised;
    if (outcome == Outcome::ok) {
      if (kMissingFieldsAreErrors) state_.has_field_error = true;
      if (!field.required) return Outcome::ok;
      fields_.set_missing_path(path_.frame, field.name, paths);
      return go_on(state_.fail(ErrorType::missing, input_));
    }
    if (outcome == Outcome::invalid) state_.has_field_error = true;
    return leave_out(outcome, before, false, value);
  }

  /// What is left of the value is nothing that others may see.
  Outcome leave_out(Outcome outcome, uint32_t before, bool is_last, Ref& value) {
    value.reset();
    return walk_.items.leave_out(outcome, before, is_last);
  }

  const FieldTable& fields_;
  const FieldRules& rules_;
  Input input_;
  Record& record_;
  State& state_;
  RecordWalk& walk_;
  FieldsFound& found_;
  const Borrowed outer_field_name_;
  FieldValues values_;
  PathScope path_;
  Found<Input> entry_;
};

}  // namespace

template <class Input>
Outcome FieldTable::validate(Input input, typename RecordOf<Input>::Type& record, RecordWalk& walk,
                             Ref& dict) const {
  return FieldWalk<Input>(*this, input, record, walk).run(dict);
}

template Outcome FieldTable::validate(PyInput, PyRecord&, RecordWalk&, Ref&) const;
template Outcome FieldTable::validate(JsonInput, JsonRecord&, RecordWalk&, Ref&) const;
template Outcome FieldTable::validate(StringInput, StringRecord&, RecordWalk&, Ref&) const;

}  // namespace pydantic_core
