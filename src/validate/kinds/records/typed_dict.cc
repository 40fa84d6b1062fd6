// validate/kinds/records/typed_dict.cc: dicts with known keys. Besides models' way with fields
// there are optional ones, extra values lie among the others, and an incomplete input may end
// within a field.
#include "validate/engine/streaming.h"
#include "validate/kinds/records/class_names.h"
#include "validate/kinds/records/extra_fields.h"
#include "validate/kinds/wrappers/default.h"

namespace pydantic_core {
namespace {

class TypedDictNode : public KindNode<TypedDictNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    const Extra extra_mode = extra_.behavior_in(state);
    typename RecordOf<Input>::Type record;
    PC_TRY(record.open(input, state, state.strict_or(strict_), false, fields_.keys(),
                       ErrorType::dict_type, nullptr));
    FieldsDict fields;
    RecordWalk walk(state);
    walk.wants_extra = extra_mode != Extra::ignore;
    if (walk.items.is_partial() && !read_last(record, walk.last)) return Outcome::raised;
    PC_TRY(fields_.validate(input, record, walk, fields));
    state.add_fields_set(walk.found.given_count);
    const FieldsFound& found = walk.found;
    if (walk.wants_extra &&
        (record.kChecksAll || record.may_have_extra(fields_.keys(), found.used, found.used_count)))
      PC_TRY(extra_.collect(record, fields_, walk, extra_mode, fields.dict.get(), kNothingAdded));
    if (walk.items.any_wrong()) return Outcome::invalid;
    out = std::move(fields.dict);
    return Outcome::ok;
  }
  bool is_quiet(QuietSearch& search) const {
    return fields_.is_quiet(search) && extra_.is_quiet(search);
  }
  Foresight foresee() const { return {.fields = &fields_}; }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    const Extra extra_mode = extra_.behavior_in(state);
    if (!fields_.can_stream() || extra_mode == Extra::allow)
      return validate_tree(this, in, state, out);
    FieldsFound found;
    FieldsDict fields;
    PC_TRY(fields_.stream(in, state, extra_mode, found, fields));
    out = std::move(fields.dict);
    return Outcome::ok;
  }
  void name(NameWriter& out) const {
    if (name_) {
      py::append_lossy(out.out, name_.get());
    } else {
      out.out << "typed-dict";
    }
  }
  static constexpr Spelling kSpelling{"TypedDict", "TypedDictValidator"};
  void describe(Describer& out) const {
    fields_.describe_fields(out);
    extra_.describe(out);
    out.field("strict", strict_);
    fields_.describe_settings(out);
    out.field("cls_name");
    out.optional(static_cast<bool>(name_), [&] { out.quoted(name_.get()); });
  }
  bool init(const Schema& schema, Builder& builder) {
    // A typed dict's own config is in force below it, never the one around it.
    Ref config, fields;
    if (!schema.dict.get_dict(names.config, config)) return false;
    const Schema own{schema.dict, SchemaDict(config.get())};
    bool total = true;
    if (!own.get_or_config(names.strict, strict_) ||
        !own.get_or_config(names.total, names.typed_dict_total, total) ||
        !extra_.init(own, builder) || !own.dict.require_dict(names.fields, fields) ||
        !read_name(own.dict) || !fields_.init(own.config, PyDict_GET_SIZE(fields.get()))) {
      return false;
    }
    Py_ssize_t at = 0;
    for (Ref name, field; py::dict_next(fields.get(), at, name, field);) {
      if (!add_field(name.get(), field.get(), total, own, builder)) return false;
    }
    return fields_.finish(fields.get());
  }
  template <class F>
  void each_ref(F&& f) {
    fields_.each_ref(f);
    f(name_);
  }

 private:
  /// Which key comes last, and which of the fields' keys that is, if any. False with an exception
  /// set.
  template <class Record>
  bool read_last(Record& record, LastKey& last) const {
    std::string_view key;
    if (!record.last_key(last.text)) return false;
    if (!last.text || !PyUnicode_Check(last.text.get())) return true;
    if (!py::utf8(last.text.get(), key)) return forgive();
    last.slot = fields_.keys().find(key, KeyTable::kMissing);
    return true;
  }

  bool read_name(SchemaDict schema) {
    Ref cls;
    if (!schema.get(names.cls, cls)) return false;
    const bool is_class = cls && PyType_Check(cls.get());
    return read_record_name(schema, is_class ? cls.get() : nullptr, name_);
  }

  bool add_field(Borrowed name, Borrowed dict, bool total, const Schema& schema, Builder& builder) {
    SchemaDict own;
    if (!own.open(dict)) return false;
    Field* field = fields_.add(name, own, schema, builder);
    std::optional<bool> required;
    if (field == nullptr || !own.get(names.required, required)) return false;
    field->required = required.value_or(total);
    if (!field->required) return true;
    Text message;
    message << "Field '";
    py::append_lossy(message, name);
    if (required && has_default(field->child.node))
      return schema_error(message << "': a required field cannot have a default value");
    if (omits_on_error(field->child.node))
      return schema_error(message << "': 'on_error = omit' cannot be set for required fields");
    return true;
  }

  static constexpr FieldRules kRules{
      .shown_as = "TypedDictField", .can_be_absent = true, .skips_unreadable = true};

  FieldTable fields_{kRules};
  ExtraFields extra_;
  Ref name_;  // str, or empty
  bool strict_ = false;
};

}  // namespace

const Node* build_typed_dict(const Schema& schema, Builder& builder) {
  return build_kind<TypedDictNode>(schema, builder);
}

}  // namespace pydantic_core
