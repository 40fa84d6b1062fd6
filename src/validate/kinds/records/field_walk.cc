// validate/kinds/records/field_walk.cc: the walk over the fields of models and typed dicts.
//
// This is the hot loop of most validation. Most fields are leaves whose value is there: they are
// taken without a call, and as long as nothing else came, nothing else is set up. Others go through
// validate_field(), and what is wrong, absent or unreadable through a step of its own.
#include "validate/kinds/records/field_steps.h"

namespace pydantic_core {
namespace {

template <class Input>
class FieldWalk : FieldSteps {
 public:
  using Record = typename RecordOf<Input>::Type;

  FieldWalk(const FieldTable& fields, Input input, Record& record, RecordWalk& walk,
            FieldsDict& out)
      : FieldSteps(fields, walk, out), input_(input), record_(record) {}

  Outcome run() {
    if ((kChecksLookupModesFirst || fields_.size() != 0) && !check_modes()) return Outcome::raised;
    if (!init()) return Outcome::raised;
    if (!found_.missing.init(fields_.size())) return py::no_memory();
    found_.given_count = fields_.size();
    record_.resume();
    const Field* field = fields_.begin();
    const Field* const end = fields_.end();
    Ref* value = values_.begin();
    if (!walk_.items.is_partial()) {
      for (; field != end && take_leaf(record_, *field, *value); ++field, ++value) {
        if (!*value) return Outcome::raised;
      }
    }
    values_.added_all(index_of(field));
    if (field != end) {
      PC_TRY(walk_from(field));
      if (!walk_.wants_extra && found_.given_count != fields_.size() && walk_.items.any_wrong())
        return Outcome::ok;
    }
    return values_.finish() ? Outcome::ok : Outcome::raised;
  }

 private:
  /// Validates the field and those after it.
  Outcome walk_from(const Field* field) {
    const Scoped data(state_.data, static_cast<ValidatedFields*>(&values_));
    const Scoped field_name(state_.field_name, outer_field_name_);
    const Scoped has_field_error(state_.has_field_error, false);
    PathScope path(state_);
    const bool takes_leaves = !walk_.items.is_partial();
    Ref* value = values_.begin() + index_of(field);
    for (const Field* const end = fields_.end(); field != end; ++field, ++value) {
      if (takes_leaves && take_leaf(record_, *field, *value)) {
        if (!*value || !values_.added(*value)) return Outcome::raised;
        if (!values_.is_shared()) [[likely]]
          continue;
      } else {
        PC_TRY(validate_field(*field, path.frame, *value));
      }
      record_.resume();
    }
    found_.has_error = state_.has_field_error;
    return Outcome::ok;
  }

  Outcome validate_field(const Field& field, Path& frame, Ref& value) {
    const LookupPaths paths = field.lookup.select(by_alias_, by_name_);
    const uint32_t before = state_.errors.size();
    Found<Input> found;
    if (!record_.next(*paths.begin(), found)) [[unlikely]] {
      frame.set_own_name(field.name.get());
      if (const Outcome read = record_.find(paths, state_, found); read != Outcome::ok)
        return leave_unread(field, read, before, found.path);
      if (found.path == nullptr) return use_default(field, paths, before, frame, value);
    }
    const LookupPath& path = *found.path;
    const bool is_last = walk_.items.is_partial() && walk_.last.is(path);
    note_used(path);
    walk_.items.enter(is_last);
    fields_.set_found_path(frame, field.name, path);
    state_.field_name = field.name.get();
    const Outcome outcome = field.child.node->validate(found.value, state_, value);
    if (outcome == Outcome::ok) [[likely]]
      return values_.added(value) ? Outcome::ok : Outcome::raised;
    if (kModelFieldsUseDefaults && rules_.asks_for_default && outcome == Outcome::use_default)
      return use_default(field, paths, before, frame, value);
    not_given(field);
    state_.has_field_error = true;
    return leave_out(outcome, before, is_last && !field.required, value);
  }

  void not_given(const Field& field) { found_.not_given(index_of(&field)); }

  /// A field whose value could not be read.
  Outcome leave_unread(const Field& field, Outcome outcome, uint32_t before,
                       const LookupPath* path) {
    if (outcome != Outcome::invalid) return outcome;
    not_given(field);
    if (kUnreadableModelFieldsUseKeys && !rules_.skips_unreadable && path != nullptr)
      note_used(*path);
    const bool is_last = walk_.items.is_partial() && walk_.last.is(field.name.get());
    if (rules_.skips_unreadable && (kSkipsUnreadableLastField || !is_last))
      state_.errors.truncate(before);
    return Outcome::ok;
  }

  /// A field that has no value, or asks for its default.
  Outcome use_default(const Field& field, LookupPaths paths, uint32_t before, Path& frame,
                      Ref& value) {
    not_given(field);
    state_.errors.truncate(before);
    PC_TRY(take_default(field, paths, input_, frame, value));
    return !value || values_.added(value) ? Outcome::ok : Outcome::raised;
  }

  Input input_;
  Record& record_;
};

}  // namespace

template <class Input>
Outcome FieldTable::validate(Input input, typename RecordOf<Input>::Type& record, RecordWalk& walk,
                             FieldsDict& out) const {
  return FieldWalk<Input>(*this, input, record, walk, out).run();
}

template Outcome FieldTable::validate(PyInput, PyRecord&, RecordWalk&, FieldsDict&) const;
template Outcome FieldTable::validate(JsonInput, JsonRecord&, RecordWalk&, FieldsDict&) const;
template Outcome FieldTable::validate(StringInput, StringRecord&, RecordWalk&, FieldsDict&) const;

}  // namespace pydantic_core
