// serializers/fields.h: the fields of models, dataclasses and typed dicts.
//
// Values come in the order of the object's own dict, which is that of the fields nearly always: the
// next field is tried first, by comparing the interned names' addresses. Names are kept as JSON
// keys too, ready to be copied.
//
// A field's function may change the model while it is serialized. A dict of all fields in their
// order becomes Python objects from a copy of its values, which costs nothing: most of them are the
// result. Otherwise, where such functions are (snapshot_), the pairs are copied beforehand;
// elsewhere the dict is walked as it is, and only what Python code could take away meanwhile is
// held.
#pragma once

#include "py/blank_dict.h"
#include "py/pairs.h"
#include "py/ref_array.h"
#include "serializers/build.h"
#include "serializers/child.h"
#include "serializers/computed_fields.h"
#include "serializers/field_name.h"

namespace pydantic_core {

struct SerField {
  FieldName name;
  SerChild child;  ///< without a node: never serialized
  bool required = true;
  bool direct = false;  ///< has a node, and no exclude_if
  Ref exclude_if;       ///< callable, or empty

  template <class F>
  void each_ref(F&& f) {
    f(exclude_if);
  }
};

/// Where the values of fields come from.
enum class FieldsMode : uint8_t {
  simple,            ///< one dict
  model_extra,       ///< a model's dict and that of its extras
  typed_dict_allow,  ///< one dict with extras among the fields
};

/// The values of the fields of one object: its dict, or some of its attributes.
struct RecordValues {
  Borrowed dict = nullptr;        ///< nullptr: see attributes
  Borrowed extra = nullptr;       ///< dict of a model's extras, or nullptr
  Borrowed fields_set = nullptr;  ///< set: other fields are left out; nullptr: none is
  Borrowed object = nullptr;
  const Vec<Ref>* attributes = nullptr;  ///< names; each is asked for when its turn comes
};

class FieldsSerializer : public KindSerializer<FieldsSerializer, SerKind::fields> {
 public:
  static constexpr Spelling kSpelling{"Fields", "GeneralFieldsSerializer"};

  // A dict, or with model_extra a tuple (dict, dict or None).
  Ref to_python(Borrowed value, SerState& state) const;
  bool to_json(Borrowed value, SerState& state, JsonText& out) const;
  Ref json_key(Borrowed key, SerState& state) const { return not_a_key(key, state, "fields"); }
  void name(Text& out) const { out << "general-fields"; }
  void describe(Describer& out) const;
  template <class F>
  void each_ref(F&& f) {
    for (SerField& field : fields_) field.each_ref(f);
  }

  /// The fields of state.model.
  Ref values_to_python(const RecordValues& values, SerState& state) const;
  bool values_to_json(const RecordValues& values, SerState& state, JsonText& out) const;

  FieldsMode mode() const { return mode_; }

  // --- building ---
  /// First: reads the schema of extras (where the kind has one) and serialize_by_alias, and makes
  /// room for `count` fields. False with
  /// an exception set.
  [[nodiscard]] bool init(const Schema& schema, SerBuilder& builder, FieldsMode mode,
                          bool with_extras_schema, size_t count);
  /// Adds one field as its schema says. False with an exception set: `label` names the field in it.
  [[nodiscard]] bool add(Borrowed name, Borrowed field_schema, SchemaDict config,
                         SerBuilder& builder, bool required, Borrowed label);
  /// Last: reads the computed fields. `like`: a dict whose keys are the fields', where the values
  /// of objects are in one; else nullptr. False with an exception set.
  [[nodiscard]] bool finish(const Schema& schema, SerBuilder& builder, Borrowed like);

 private:
  struct JsonSink;
  struct NewDictSink;
  struct CopiedDictSink;

  bool take_all(Borrowed dict, py::RefArray& out) const;
  Ref all_to_python(py::RefArray& values, SerState& state) const;
  /// The dict of the fields alone. Empty with an exception set.
  Ref fields_to_python(const RecordValues& values, bool by_alias, SerState& state) const;
  template <class Sink>
  bool each_field(const RecordValues& values, SerState& state, Sink& sink) const;
  template <class Sink>
  bool each_live(Borrowed dict, SerState& state, Sink& sink) const;
  template <class Sink>
  bool each_pair_of(const Pairs& pairs, Borrowed fields_set, SerState& state, Sink& sink) const;
  template <class Sink>
  bool each_attribute(const RecordValues& values, SerState& state, Sink& sink) const;
  template <class Sink>
  bool any_field(Borrowed key, Borrowed value, Borrowed fields_set, uint32_t& next, SerState& state,
                 Sink& sink) const;
  template <class Sink>
  bool write_field(Borrowed key, Borrowed value, uint32_t& next, SerState& state, Sink& sink) const;
  template <class Sink>
  bool each_extra(Borrowed extra, SerState& state, Sink& sink) const;
  /// The field of that name; nullptr when there is none (or with an exception set). `next` is the
  /// one to try first.
  const SerField* find(Borrowed key, uint32_t& next) const;
  const SerField* find_anywhere(Borrowed key, uint32_t& next) const;
  /// Splits what to_python and to_json get: false, without an exception, when it is something else.
  bool split(Borrowed value, RecordValues& values) const;
  bool check_count(uint32_t used, SerState& state) const;

  Vec<SerField> fields_;
  FieldsMode mode_ = FieldsMode::simple;
  bool snapshot_ = false;  // some field calls the user's functions
  bool aliases_ = false;   // some field has an alias
  std::optional<bool> by_alias_;
  uint32_t required_ = 0;
  const SerNode* extras_ = nullptr;
  ComputedFields computed_;
  py::BlankDict blank_;  // for dicts of all fields; empty where some field is not always one
  Ref index_;            // dict: name → index into fields_; empty when they are few

  static constexpr size_t kIndexFrom = 32;
};

/// state.model; nullptr with an exception set when fields are serialized outside of any.
Borrowed current_model(SerState& state);

}  // namespace pydantic_core
