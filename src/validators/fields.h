// validators/fields.h: named fields with a schema each, and what happens to input that is no field:
// shared by models, typed dicts and dataclasses.
#pragma once

#include "base/bitset.h"
#include "input/record.h"
#include "validators/build.h"

namespace pydantic_core {

struct Field {
  Ref name;  ///< interned str
  const Node* node = nullptr;
  Lookup lookup;
  bool frozen = false;

  template <class F>
  void each_ref(F&& f) {
    f(name);
    lookup.each_ref(f);
  }
};

/// The fields in the order in which they are validated, and how they are found in input.
class FieldTable {
 public:
  /// Reads config settings that concern all fields.
  [[nodiscard]] bool init(SchemaDict config);
  /// Adds a field from its own dict ("schema", "validation_alias", "frozen").
  [[nodiscard]] bool add(Borrowed name, Borrowed field_dict, const Schema& schema,
                         Builder& builder);
  /// To be called after the last add.
  [[nodiscard]] bool finish();

  const Field* begin() const { return fields_.begin(); }
  const Field* end() const { return fields_.end(); }
  uint32_t size() const { return fields_.size(); }
  const Field& operator[](uint32_t i) const { return fields_[i]; }
  const KeyTable& keys() const { return keys_; }
  /// The field with that name, or nullptr.
  const Field* find(Borrowed name) const;

  bool by_alias(const State& state) const {
    return state.by_alias.value_or(by_alias_.value_or(true));
  }
  bool by_name(const State& state) const {
    return state.by_name.value_or(by_name_.value_or(false));
  }
  /// Sets a path frame for an error about the value found under `path`, or about the field itself.
  void set_path(Path& frame, const Field& field, const LookupPath* path) const {
    if (path != nullptr && loc_by_alias_) {
      frame.set_items(path->loc.get());
    } else {
      frame.set_object(field.name.get());
    }
  }
  bool loc_by_alias() const { return loc_by_alias_; }
  void describe_settings(Describer& out) const;
  void describe_fields(Describer& out) const;
  template <class F>
  void each_ref(F&& f) {
    for (Field& field : fields_) field.each_ref(f);
  }

 private:
  Vec<Field> fields_;
  KeyTable keys_;
  std::optional<bool> by_alias_;
  std::optional<bool> by_name_;
  bool loc_by_alias_ = true;
};

/// What a schema does with input that belongs to no field.
struct ExtraFields {
  Extra behavior = Extra::ignore;
  const Node* values = nullptr;
  const Node* keys = nullptr;

  [[nodiscard]] bool init(const Schema& schema, Builder& builder);
  void describe(Describer& out) const;
  Extra behavior_in(const State& state) const { return state.extra.value_or(behavior); }

  /// Walks the pairs of `record` whose keys are not in `used` (slots of `keys_of_fields`): forbids
  /// them, or validates them into `extra` (a dict), calling added(key) for each. Errors are
  /// collected; only outcomes that end everything return.
  template <class Record, class Added>
  Outcome collect(Record& record, const KeyTable& keys_of_fields, const BitSet& used, Extra mode,
                  State& state, Borrowed extra, Added&& added) const {
    return record.for_each_pair(state, [&](auto key, auto value, bool) -> Outcome {
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
      const uint32_t slot = keys_of_fields.find(text, KeyTable::kMissing);
      if (slot != KeyTable::kMissing && used.has(slot)) return Outcome::ok;
      if (mode == Extra::forbid) return keep_going(state.fail(ErrorType::extra_forbidden, value));
      Ref new_key, new_value;
      if (keys != nullptr) {
        if (const Outcome outcome = keys->validate(key, state, new_key); outcome != Outcome::ok)
          return keep_going(outcome);
        if (!PyUnicode_Check(new_key.get()))
          return conversion_error(new_key.get(), "PyString"), Outcome::raised;
      } else {
        new_key = key_object(key, state);
        if (!new_key) return Outcome::raised;
      }
      if (values != nullptr) {
        if (const Outcome outcome = values->validate(value, state, new_value);
            outcome != Outcome::ok)
          return keep_going(outcome);
      } else {
        new_value = value.to_object();
        if (!new_value) return Outcome::raised;
      }
      if (PyDict_SetItem(extra, new_key.get(), new_value.get()) < 0) return Outcome::raised;
      return added(new_key.get()) ? Outcome::ok : Outcome::raised;
    });
  }

 private:
  enum class KeyText : uint8_t { ok, not_text, not_unicode, raised };

  static KeyText key_text(PyInput key, std::string_view& text);
  static KeyText key_text(StringInput key, std::string_view& text) {
    return key_text(PyInput{key.object}, text);
  }
  static KeyText key_text(JsonInput key, std::string_view& text) {
    text = key.value.as_string();
    return KeyText::ok;
  }
  static Ref key_object(PyInput key, State& state);
  static Ref key_object(StringInput key, State&) { return borrow(key.object); }
  static Ref key_object(JsonInput key, State& state);
  /// An error does not end the walk.
  static Outcome keep_going(Outcome outcome) {
    return outcome == Outcome::invalid ? Outcome::ok : outcome;
  }
};

}  // namespace pydantic_core
