// validate/kinds/records/fields.h: named fields with a schema each, shared by models, typed dicts,
// dataclasses and named tuples. extra_fields.h is about input that is no field.
#pragma once

#include <algorithm>

#include "base/bitset.h"
#include "base/edition.h"
#include "py/layout/blank_dict.h"
#include "validate/engine/build.h"
#include "validate/engine/child.h"
#include "validate/engine/item_walk.h"
#include "validate/engine/lookup_owner.h"
#include "validate/input/record.h"
#include "validate/kinds/records/fields_dict.h"

namespace pydantic_core {

struct Field {
  Ref name;  ///< interned str
  Child child;
  Lookup lookup;
  bool frozen = false;     ///< models and dataclasses: cannot be assigned
  bool required = true;    ///< typed dicts: missing is an error
  bool kw_only = true;     ///< dataclasses: cannot be given by position
  bool init = true;        ///< dataclasses: can be given at all
  bool init_only = false;  ///< dataclasses: goes to __post_init__, and is not kept

  template <class F>
  void each_ref(F&& f) {
    f(name);
    lookup.each_ref(f);
  }
};

/// In what the fields of the kinds of records differ.
struct FieldRules {
  const char* shown_as = "Field";    ///< in repr()
  char quote = '"';                  ///< around a field's name in errors of its schema
  bool are_arguments = false;        ///< of __init__: given by position or by name, or not at all
  bool can_be_absent = false;        ///< no value, no default and no error
  bool can_be_frozen = false;        ///< cannot be assigned to
  bool skips_unreadable = false;     ///< one that cannot be read is neither there nor missing
  bool asks_for_default = false;     ///< PydanticUseDefault from a field stands for its default
  bool defaults_know_field = false;  ///< validators of a default learn the field's name
  bool allows_extra_names = false;   ///< extra input may have the name of a field
  bool extras_come_once = false;     ///< of extra input under one key the last counts
  bool shows_lookup = false;         ///< repr() shows the keys of all fields together
};

/// The key that an incomplete input ends with: what stands under it may have been cut off.
struct LastKey {
  Ref text;                            ///< str, or something that is no key of a field
  uint32_t slot = KeyTable::kMissing;  ///< which key of the fields it is

  bool is(const LookupPath& path) const { return path.slot == slot; }
  bool is(Borrowed name) const {
    return text && PyUnicode_Check(text.get()) && PyUnicode_Compare(text.get(), name) == 0;
  }
  bool is(std::string_view key) const {
    return text && PyUnicode_Check(text.get()) && py::equals(text.get(), key);
  }
};

/// What a walk over the fields found beside their values.
struct FieldsFound {
  BitSet used;     ///< slots of keys that some field took; noted where extra keys are asked for
  BitSet missing;  ///< fields whose value did not come from the input
  uint32_t used_count = 0;
  uint32_t given_count = 0;
  bool has_error = false;  ///< what State::has_field_error was in the end

  void not_given(uint32_t index) {
    missing.add(index);
    --given_count;
  }
};

/// One walk over a record: what is asked of it, and what it finds beside the values.
struct RecordWalk {
  explicit RecordWalk(State& state) : items(state) {}

  ItemWalk items;
  bool wants_extra = false;  ///< keys that no field took will be asked for
  LastKey last;              ///< of an incomplete input
  FieldsFound found;
};

/// The fields in the order in which they are validated, and how they are found in input.
class FieldTable : public LookupOwner {
 public:
  /// `rules` must be a constant.
  explicit FieldTable(const FieldRules& rules) : rules_(rules) {}
  /// Reads config settings that concern all fields, and makes room for `count` of them.
  [[nodiscard]] bool init(SchemaDict config, Py_ssize_t count);
  /// Adds a field from its own dict ("schema", "validation_alias"). The caller fills in what only
  /// its kind of record has; the field stays where it is until the next one. nullptr with an
  /// exception set.
  [[nodiscard]] Field* add(Borrowed name, SchemaDict own, const Schema& schema, Builder& builder);
  /// To be called after the last add; with a dict whose keys are the fields' names, where their
  /// values become a dict.
  [[nodiscard]] bool finish();
  [[nodiscard]] bool finish(Borrowed fields);

  const Field* begin() const { return fields_.begin(); }
  const Field* end() const { return fields_.end(); }
  uint32_t size() const { return fields_.size(); }
  const Field& operator[](uint32_t i) const { return fields_[i]; }
  const KeyTable& keys() const { return keys_; }
  /// The field with that name, or nullptr.
  const Field* find(Borrowed name) const;

  /// Validates the fields of a model or typed dict one after the other, and makes `out` of those
  /// that have a value. It does not make `out` if a field is wrong and extra keys are not wanted,
  /// as nobody uses it then. Errors are collected; only an outcome that ends everything is
  /// returned.
  template <class Input>
  Outcome validate(Input input, typename RecordOf<Input>::Type& record, RecordWalk& walk,
                   FieldsDict& out) const;

  /// Whether `stream` may be called: no key is the beginning of a path, or shared by two fields.
  bool can_stream() const { return can_stream_; }
  /// The same as validate for the object that comes next in a text (streaming.h), whose other keys
  /// are ignored, or end the attempt where they are forbidden. `found` gets what is missing.
  Outcome stream(json::Stream& in, State& state, Extra extra, FieldsFound& found,
                 FieldsDict& out) const;

  /// Whether extra input under that key, which no field took, is dropped: a value under a field's
  /// name would take the place of the field's own.
  bool drops_extra(uint32_t slot) const;
  const FieldRules& rules() const { return rules_; }
  /// Whether the nodes of all fields are quiet (quiet.h).
  bool is_quiet(QuietSearch& search) const {
    search.note_record();
    return std::all_of(fields_.begin(), fields_.end(),
                       [&](const Field& field) { return search.is_quiet(field.child.node); });
  }
  /// For dicts of all fields.
  const py::BlankDict& blank() const { return blank_; }
  void describe_settings(Describer& out) const;
  void describe_fields(Describer& out) const;
  template <class F>
  void each_ref(F&& f) {
    for (Field& field : fields_) field.each_ref(f);
  }

 private:
  static constexpr uint32_t kNoField = UINT32_MAX;

  [[nodiscard]] bool note_owners();
  [[nodiscard]] bool find_owners();
  uint32_t field_at(uint32_t slot, bool by_alias, bool by_name) const;
  uint32_t likely_slot(uint32_t index, bool by_alias, bool by_name) const;
  Outcome stream_defaults(State& state, Ref* values, FieldsFound& found) const;

  Vec<Field> fields_;
  py::BlankDict blank_;
  KeyTable keys_;
  Vec<uint32_t> owners_;  // by slot of keys_: its field; empty: slot i belongs to field i
  bool can_stream_ = false;
  const FieldRules& rules_;
};

/// A copy of `dict` without `field_name`: the other fields, which alone the validators of an
/// assigned field see. Empty with an exception set.
Ref other_fields(Borrowed dict, Borrowed field_name);
/// The error for an assignment to what is no field.
Outcome fail_no_field(const Assignment& assignment, State& state);

}  // namespace pydantic_core
