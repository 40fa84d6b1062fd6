// serialize/kinds/records/dataclass.cc: dataclass and dataclass-args. The fields are attributes,
// which may be anywhere (slots, properties, the instance's dict): each is asked for.
#include "py/get.h"
#include "py/sync.h"
#include "serialize/engine/polymorphic.h"
#include "serialize/infer/infer.h"
#include "serialize/kinds/records/fields.h"

namespace pydantic_core {
namespace {

class DataclassSerializer : public PolymorphicSerializer<DataclassSerializer> {
 public:
  static constexpr Spelling kOwnSpelling{"Dataclass", "DataclassSerializer"};
  Ref own_to_python(Borrowed value, SerState& state) const {
    const int allowed = allows(value, state.check);
    if (allowed <= 0) return allowed < 0 ? Ref() : fall_back(value, state);
    Scoped<Borrowed> model(state.model, value);
    if (const FieldsSerializer* fields = fields_node())
      return fields->values_to_python({.object = value, .attributes = &fields_}, state);
    const Ref dict = read(value);
    return dict ? inner_->to_python(dict.get(), state) : Ref();
  }
  bool own_to_json(Borrowed value, SerState& state, JsonText& out) const {
    const int allowed = allows(value, state.check);
    if (allowed <= 0) return allowed == 0 && fall_back(value, state, out);
    Scoped<Borrowed> model(state.model, value);
    if (const FieldsSerializer* fields = fields_node()) {
      return fields->values_to_json({.object = value, .attributes = &fields_}, state, out);
    }
    const Ref dict = read(value);
    return dict && inner_->to_json(dict.get(), state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    const int allowed = allows(key, state.check);
    if (allowed < 0) return {};
    return allowed ? infer_json_key_as(ObType::dataclass, key, state) : fall_back_key(key, state);
  }
  void name(Text& out) const { py::append_lossy(out, name_.get()); }
  void describe_own(Describer& out) const {
    out.field_object("class", class_.get());
    describe_node(out, "serializer", inner_);
    out.field_list("fields", fields_, [&](const Ref& field) { out.object(field.get()); });
    describe_name(out, this);
  }
  template <class F>
  void each_ref(F&& f) {
    PolymorphicSerializer::each_ref(f);
    for (Ref& name : fields_) f(name);
  }
  bool retry_with_lax(LaxSearch&) const { return true; }
  PyTypeObject* own_type() const { return type(); }

  bool init(const Schema& schema, SerBuilder& builder) {
    // Like models, dataclasses do not inherit the config around them.
    Ref config, list;
    if (!schema.dict.get_dict(names.config, config) || !read_class(schema)) return false;
    inner_ = builder.build_inner(schema, names.schema, SchemaDict(config.get()));
    if (inner_ == nullptr || !schema.dict.require_list(names.fields, list)) return false;
    for (const Ref& item : py::ListItems(list.get())) {
      if (!PyUnicode_Check(item.get())) return conversion_error(item.get(), "PyString");
      Ref name = item.clone();
      if (PyUnicode_CheckExact(name.get()) && !py::intern(name)) return false;
      if (!fields_.push(std::move(name))) return py::no_memory();
    }
    name_ = steal(PyObject_GetAttr(class_.get(), names.dunder_name));
    if (!name_) return false;
    if (!PyUnicode_Check(name_.get())) return conversion_error(name_.get(), "PyString");
    join(builder);
    return true;
  }

 private:
  /// Whether `value` is to be serialized as this dataclass: 1 or 0; -1 with an exception set.
  int allows(Borrowed value, SerCheck check) const {
    if (as_object(Py_TYPE(value)) == class_.get()) return 1;
    if (check == SerCheck::strict) return 0;
    if (check == SerCheck::lax) return PyObject_IsInstance(value, class_.get());
    Ref fields;
    return py::get_attribute(value, names.dataclass_fields, fields);
  }

  /// The fields as a dict, for functions around them. Empty with an exception set.
  Ref read(Borrowed value) const {
    Ref dict = steal(PyDict_New());
    for (const Ref& field : fields_) {
      const Ref attribute = dict ? steal(PyObject_GetAttr(value, field.get())) : Ref();
      if (!attribute || PyDict_SetItem(dict.get(), field.get(), attribute.get()) < 0) return {};
    }
    return dict;
  }

  const FieldsSerializer* fields_node() const {
    return inner_->is(SerKind::fields) ? static_cast<const FieldsSerializer*>(inner_) : nullptr;
  }

  Ref name_;  // str
  const SerNode* inner_ = nullptr;
  Vec<Ref> fields_;  // names, interned
};

}  // namespace

const SerNode* build_dataclass_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<DataclassSerializer>(schema, builder);
}

const SerNode* build_dataclass_args_serializer(const Schema& schema, SerBuilder& builder) {
  Ref list;
  Extra extra = Extra::ignore;
  auto* node = builder.make<FieldsSerializer>();
  if (node == nullptr || !schema.dict.require_list(names.fields, list) ||
      !read_extra(schema, extra))
    return nullptr;
  const FieldsMode mode = extra == Extra::allow ? FieldsMode::typed_dict_allow : FieldsMode::simple;
  const auto count = static_cast<size_t>(PyList_GET_SIZE(list.get()));
  if (!node->init(schema, builder, mode, false, count)) return nullptr;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list.get()); ++i) {
    const Ref field = py::list_item(list.get(), i);
    if (!PyDict_Check(field.get())) return conversion_error(field.get(), "PyDict");
    const SchemaDict parts(field.get());
    bool init_only = false;
    Ref name;
    if (!parts.require_text(names.name, name) || !parts.get(names.init_only, init_only))
      return nullptr;
    if (init_only) continue;
    // Errors name the field by its place.
    const Ref label = steal(PyLong_FromSsize_t(i));
    if (!label || !node->add(name.get(), field.get(), schema.config, builder, true, label.get()))
      return nullptr;
  }
  return node->finish(schema, builder, nullptr) ? node : nullptr;
}

}  // namespace pydantic_core
