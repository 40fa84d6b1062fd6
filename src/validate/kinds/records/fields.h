// validate/kinds/records/fields.h: named fields with a schema each, and what happens to input that
// is no field: shared by models, typed dicts and dataclasses.
#pragma once

#include <algorithm>

#include "base/bitset.h"
#include "base/edition.h"
#include "py/layout/blank_dict.h"
#include "validate/engine/build.h"
#include "validate/engine/child.h"
#include "validate/input/record.h"

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

/// Whose the fields are; decides the details in which they differ.
enum class FieldOwner : uint8_t { model, typed_dict, dataclass, named_tuple };

/// The key that an incomplete input ends with: what stands under it may have been cut off.
struct LastKey {
  PartialMode mode = PartialMode::off;  ///< how what stands under it is validated
  Ref text;                             ///< str, or something that is no key of a field
  uint32_t slot = KeyTable::kMissing;   ///< which key of the fields it is

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
  BitSet used;     ///< slots of keys that some field took; noted only for who asks for extra keys
  BitSet missing;  ///< fields whose value did not come from the input
  uint32_t used_count = 0;
  uint32_t given_count = 0;
  bool has_error = false;  ///< what State::has_field_error was in the end

  void not_given(uint32_t index) {
    missing.add(index);
    --given_count;
  }
};

/// The fields in the order in which they are validated, and how they are found in input.
class FieldTable {
 public:
  explicit FieldTable(FieldOwner owner) : owner_(owner) {}
  /// Reads config settings that concern all fields, and makes room for `count` of them.
  [[nodiscard]] bool init(SchemaDict config, Py_ssize_t count);
  /// Adds a field from its own dict ("schema", "validation_alias"). The caller fills in what only
  /// its kind of record has; the field stays where it is until the next one. nullptr with an
  /// exception set.
  [[nodiscard]] Field* add(Borrowed name, Borrowed field_dict, const Schema& schema,
                           Builder& builder);
  /// To be called after the last add; with the dict that the fields came from, where their values
  /// become a dict.
  [[nodiscard]] bool finish();
  [[nodiscard]] bool finish(Borrowed fields);

  const Field* begin() const { return fields_.begin(); }
  const Field* end() const { return fields_.end(); }
  uint32_t size() const { return fields_.size(); }
  const Field& operator[](uint32_t i) const { return fields_[i]; }
  const KeyTable& keys() const { return keys_; }
  /// The field with that name, or nullptr.
  const Field* find(Borrowed name) const;

  /// Validates the fields of a model or typed dict one after the other, and makes `dict` of those
  /// that have a value; not where a field is wrong and nobody asks for extra keys, for then nothing
  /// comes of it. Errors are collected: only outcomes that end everything return, and those of
  /// single fields lie above the errors from before. `notes_used`: extra keys will be asked for.
  /// `last`: of an incomplete input, else nullptr.
  template <class Input>
  Outcome validate(Input input, typename RecordOf<Input>::Type& record, State& state,
                   bool notes_used, const LastKey* last, FieldsFound& found, Ref& dict) const;

  /// Whether `stream` may be called: no key is the beginning of a path, or shared by two fields.
  bool can_stream() const { return can_stream_; }
  /// The same as validate for the object that comes next in a text (streaming.h), whose other keys
  /// are ignored, or end the attempt where they are forbidden. `found` gets what is missing.
  Outcome stream(json::Stream& in, State& state, Extra extra, FieldsFound& found, Ref& dict) const;

  /// Whether keys are looked for by alias and by name: in a call, and in one that says nothing of
  /// it.
  bool by_alias(const State& state) const { return state.by_alias.value_or(by_alias()); }
  bool by_name(const State& state) const { return state.by_name.value_or(by_name()); }
  bool by_alias() const { return by_alias_.value_or(true); }
  bool by_name() const { return by_name_.value_or(false); }
  /// Whether extra input under that key, which no field took, is dropped: a value under a field's
  /// name would take the place of the field's own.
  bool drops_extra(uint32_t slot) const;
  FieldOwner owner() const { return owner_; }
  /// Sets a path frame for an error about the value found under `path`, or about the field itself.
  void set_path(Path& frame, const Field& field, const LookupPath* path) const {
    if (path != nullptr && loc_by_alias_) [[likely]] {
      path->set_frame(frame);
    } else {
      frame.set_object(field.name.get());
    }
  }
  /// Whether those of all fields are (quiet.h).
  bool is_quiet(QuietSearch& search) const {
    search.note_record();
    return std::all_of(fields_.begin(), fields_.end(),
                       [&](const Field& field) { return search.is_quiet(field.child.node); });
  }
  /// For dicts of all fields.
  const py::BlankDict& blank() const { return blank_; }
  bool loc_by_alias() const { return loc_by_alias_; }
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
  bool wants_default(Outcome outcome) const {
    return kModelFieldsUseDefaults && outcome == Outcome::use_default &&
           owner_ == FieldOwner::model;
  }
  Outcome stream_defaults(State& state, Ref* values, FieldsFound& found) const;

  Vec<Field> fields_;
  py::BlankDict blank_;
  KeyTable keys_;
  Vec<uint32_t> owners_;  // which field each slot of keys_ belongs to; empty: that of its number
  std::optional<bool> by_alias_;
  std::optional<bool> by_name_;
  bool loc_by_alias_ = true;
  bool can_stream_ = false;
  FieldOwner owner_;
};

/// A copy of `dict` without `field_name`: the other fields, which alone the validators of an
/// assigned field see. Empty with an exception set.
Ref other_fields(Borrowed dict, Borrowed field_name);

/// What a schema does with input that belongs to no field.
struct ExtraFields {
  Extra behavior = Extra::ignore;
  const Node* values = nullptr;
  const Node* keys = nullptr;
  ErrorType forbidden = ErrorType::extra_forbidden;

  /// Reads the behavior and the schema of the values.
  [[nodiscard]] bool init(const Schema& schema, Builder& builder);
  /// Reads the schema of the keys, which only models may have; after init.
  [[nodiscard]] bool init_keys(const Schema& schema, Builder& builder);
  void describe(Describer& out) const;
  bool is_quiet(QuietSearch& search) const {
    return search.is_quiet_or_none(values) && search.is_quiet_or_none(keys);
  }
  Extra behavior_in(const State& state) const { return state.extra.value_or(behavior); }

  /// Walks the pairs of `record` whose keys are not in `used` (slots of the keys of `fields`):
  /// forbids them, ignores them, or validates them into `extra` (a dict), calling added(key) for
  /// each. Errors are collected: `invalid` means that the walk itself failed, and that its error,
  /// now the only one after the first `mark`, stands alone. `last`: of an incomplete input.
  template <class Record, class Added>
  Outcome collect(Record& record, const FieldTable& fields, const BitSet& used, Extra mode,
                  State& state, uint32_t mark, const LastKey* last, Borrowed extra,
                  Added&& added) const {
    const auto take_pair = [&](auto key, auto value, bool) -> Outcome {
      PathScope path(state);
      set_key(path.frame, key);
      std::string_view text;
      const KeyText known = key_text(key, text);
      if (known == KeyText::raised) return Outcome::raised;
      if (known == KeyText::not_text) return keep_going(state.fail(ErrorType::invalid_key, key));
      if (known == KeyText::not_unicode) {
        state.path = path.frame.outer;
        return state.fail(ErrorType::string_unicode, key);
      }
      const uint32_t slot = fields.keys().find(text, KeyTable::kMissing);
      if (slot != KeyTable::kMissing && used.has(slot)) return Outcome::ok;
      if (mode == Extra::forbid) return keep_going(state.fail(forbidden, value));
      if (mode == Extra::ignore || fields.drops_extra(slot)) return Outcome::ok;
      Ref new_key, new_value;
      if (keys != nullptr) {
        const Outcome outcome = keys->validate(key, state, new_key);
        if (outcome == Outcome::ok) {
          if (!check_is_str(new_key.get())) return Outcome::raised;
        } else if (outcome != Outcome::invalid || !kExtraKeysStandAlone) {
          return keep_going(outcome);
        }
      } else {
        new_key = key_object(key, state);
        if (!new_key) return Outcome::raised;
      }
      if (values != nullptr) {
        const uint32_t before = state.errors.size();
        const bool is_last = last != nullptr && last->is(text);
        if (last != nullptr) state.allow_partial = is_last ? last->mode : PartialMode::off;
        if (const Outcome outcome = values->validate(value, state, new_value);
            outcome != Outcome::ok) {
          if (outcome == Outcome::invalid && is_last) state.errors.truncate(before);
          return keep_going(outcome);
        }
      } else {
        new_value = value.to_object(state.cache_strings);
        if (!new_value) return Outcome::raised;
      }
      if (!new_key) return Outcome::ok;  // it was wrong
      if (PyDict_SetItem(extra, new_key.get(), new_value.get()) < 0) return Outcome::raised;
      return added(new_key.get()) ? Outcome::ok : Outcome::raised;
    };
    const bool once = kModelExtrasFollowFields && fields.owner() == FieldOwner::model &&
                      (mode == Extra::forbid || values != nullptr || keys != nullptr);
    const Outcome walked =
        once ? record.for_each_key(state, take_pair) : record.for_each_pair(state, take_pair);
    if (walked == Outcome::invalid) {
      state.errors.keep_last(mark);
    } else if (walked != Outcome::ok) {
      state.errors.truncate(mark);
    }
    return walked;
  }

  /// What a key is as text: `not_text` is an error at the key, `not_unicode` ends the walk.
  enum class KeyText : uint8_t { ok, not_text, not_unicode, raised };

  static KeyText key_text(PyInput key, std::string_view& text);
  static KeyText key_text(StringInput key, std::string_view& text) {
    const KeyText answer = key_text(PyInput{key.object}, text);
    return answer == KeyText::not_text ? KeyText::not_unicode : answer;
  }
  static KeyText key_text(JsonInput key, std::string_view& text) {
    text = key.value.as_string();
    return KeyText::ok;
  }
  /// A key that is text, as the key of a new dict. Empty: exception set.
  static Ref key_object(PyInput key);
  static Ref key_object(PyInput key, const State&) { return key_object(key); }
  static Ref key_object(StringInput key, const State&) { return borrow(key.object); }
  static Ref key_object(JsonInput key, const State& state);

 private:
  bool init_part(const Schema& schema, Builder& builder, Borrowed name, const char* error,
                 const Node*& out) const;
  /// TypeError for a key that a validator made no str.
  static bool check_is_str(Borrowed key);

  /// An error does not end the walk.
  static Outcome keep_going(Outcome outcome) {
    return outcome == Outcome::invalid ? Outcome::ok : outcome;
  }
};

}  // namespace pydantic_core
