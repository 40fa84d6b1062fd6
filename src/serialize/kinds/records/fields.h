// serialize/kinds/records/fields.h: the fields of models, dataclasses and typed dicts.
//
// Values come in the order of the object's own dict, which is that of the fields nearly always: the
// next field is tried first, by comparing the interned names' addresses. Names are kept as JSON
// keys too, ready to be copied.
//
// One walk goes over the pairs of a record (record_pairs.h): what becomes of a pair is decided by
// the settings of the call, the field and the value (decide), and a sink takes what is to be
// written. Leaves go into JSON in runs (leaf.h). Short ways lead past the walk for a dict of all
// fields in their order (fields_in_order.cc).
//
// Serializing a value may run the user's code, which may change the record: all that comes out is
// what was there before that code first runs.
#pragma once

#include "py/layout/blank_dict.h"
#include "py/missing.h"
#include "py/ref_array.h"
#include "serialize/engine/build.h"
#include "serialize/engine/child.h"
#include "serialize/kinds/records/computed_fields.h"
#include "serialize/kinds/records/field_name.h"
#include "serialize/kinds/records/record_pairs.h"

namespace pydantic_core {

struct FieldsJsonSink;

struct SerField {
  FieldName name;
  SerChild child;  ///< without a node: never serialized; no leaf where exclude_if is asked
  bool required = true;
  bool direct = false;  ///< has a node, and no exclude_if
  Ref exclude_if;       ///< callable, or empty

  template <class F>
  void each_ref(F&& f) {
    name.each_ref(f), f(exclude_if);
  }
};

/// Where the values of fields come from.
enum class FieldsMode : uint8_t {
  simple,            ///< one dict
  model_extra,       ///< a model's dict and that of its extras
  typed_dict_allow,  ///< one dict with extras among the fields
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
    computed_.each_ref(f);
  }

  /// The fields of state.model.
  Ref values_to_python(const RecordValues& values, SerState& state) const;
  bool values_to_json(const RecordValues& values, SerState& state, JsonText& out) const;

  /// Whether there is any record that can be written whole.
  SerLeaf leaf() const { return SerLeaf::whole(whole_); }
  /// Writes a record that has all fields in their order and nothing else, as SerNode's own does.
  [[nodiscard]] bool write_whole(const RecordValues& values, Whole& to) const;

  FieldsMode mode() const { return mode_; }
  /// Finds the places of the fields in instances of a class.
  void find_places(PyTypeObject* cls, py::InlinePlaces& places) const {
    places.find(cls, fields_.size(), [&](uint32_t i) { return fields_[i].name.name(); });
  }

  // --- building ---
  /// First: reads the schema of extras (where the kind has one) and serialize_by_alias, and makes
  /// room for `count` fields. False with an exception set.
  [[nodiscard]] bool init(const Schema& schema, SerBuilder& builder, FieldsMode mode,
                          bool with_extras_schema, size_t count);
  /// Adds one field as its schema says; `name` must have UTF-8. False with an exception set:
  /// `label` names the field in it, by its place where the fields are in a list, else by `name`.
  [[nodiscard]] bool add(Borrowed name, Borrowed field_schema, SchemaDict config,
                         SerBuilder& builder, bool required, Borrowed label);
  /// Adds those of a dict, name by name. `total`: whether those are required that do not say so
  /// themselves, as fields of a typed dict do; else all are. False with an exception set.
  [[nodiscard]] bool add_all(Borrowed fields, SchemaDict config, SerBuilder& builder,
                             std::optional<bool> total);
  /// Last: reads the computed fields. `like`: a dict whose keys are the fields', where the values
  /// of objects are in one; else nullptr. False with an exception set.
  [[nodiscard]] bool finish(const Schema& schema, SerBuilder& builder, Borrowed like);

 private:
  /// What becomes of a pair.
  enum class Verdict : uint8_t { write, skip, unknown, raised };
  struct Walk;

  template <class Sink>
  bool each_field(const RecordValues& values, uint32_t written, SerState& state, Sink& sink) const;
  template <class Sink>
  bool run(Walk& walk, bool in_runs, SerState& state, Sink& sink) const;
  Verdict decide(Walk& walk, SerState& state) const;
  Verdict decide_filtered(Walk& walk, SerState& state) const;
  Verdict decide_found(Walk& walk, SerState& state) const;
  Verdict filter(Walk& walk, SerState& state) const;
  Verdict look_up(Walk& walk, SerState& state) const;
  static Verdict ask_field(Walk& walk, SerState& state);
  Verdict refuse_unknown(Borrowed key, SerState& state) const;
  const SerNode* extras_node(const SerState& state, bool by_schema) const;
  template <class Sink>
  bool each_extra(Borrowed extra, SerState& state, Sink& sink) const;

  /// Whether a record has all fields, in their order, and nothing else.
  enum class InOrder : uint8_t { no, yes, raised };
  struct AllValues;
  bool write_in_order(const RecordValues& values, SerState& state, FieldsJsonSink& sink,
                      uint32_t& written) const;
  template <class View>
  InOrder write_leaves(View view, FieldsJsonSink& sink, uint32_t& written,
                       py::RefArray& rest) const;
  InOrder take_in_order(const RecordValues& values, const SerState& state, AllValues& out) const;
  template <class View>
  InOrder take_all(View view, const SerState& state, AllValues& out) const;
  InOrder make_in_order(const RecordValues& values, SerState& state, Ref& out) const;
  /// The dict of the fields alone. Empty with an exception set.
  Ref fields_to_python(const RecordValues& values, bool by_alias, SerState& state) const;
  /// The field of that name; nullptr when there is none (or with an exception set). `next` is the
  /// one to try first.
  const SerField* find(Borrowed key, uint32_t& next) const;
  bool expects(Borrowed key, uint32_t next) const {
    return next < fields_.size() && fields_[next].name.name() == key;
  }
  bool find_whole();
  const SerField* find_anywhere(Borrowed key, uint32_t& next) const;
  /// Splits what to_python and to_json get: false, without an exception, when it is something else.
  bool split(Borrowed value, RecordValues& values) const;
  bool check_count(uint32_t used, SerState& state) const;
  void describe_field(Describer& out, const SerField& field) const;
  void describe_by_name(Describer& out) const;
  void describe_table(Describer& out) const;

  Vec<SerField> fields_;
  FieldsMode mode_ = FieldsMode::simple;
  bool aliases_ = false;  // some field has an alias
  bool whole_ = false;    // a record may be written whole
  std::optional<bool> by_alias_;
  uint32_t required_ = 0;
  const SerNode* extras_ = nullptr;
  ComputedFields computed_;
  py::BlankDict blank_;  // for dicts of all fields; empty where the user is asked about one
  Ref index_;            // dict: name → index into fields_; empty when they are few

  static constexpr size_t kIndexFrom = 32;
};

/// state.model; nullptr with an exception set when fields are serialized outside of any.
Borrowed current_model(SerState& state);

}  // namespace pydantic_core
