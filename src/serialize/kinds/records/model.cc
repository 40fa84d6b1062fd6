// serialize/kinds/records/model.cc: model and model-fields.
//
// A model serializes the fields in its __dict__, with those extras that it keeps apart. Anything
// with a __dict__ will do (upstream's way with duck typing) unless a union wants to know whether it
// is this class. Instances of the very class are nearly all there is: for those the dict is taken
// without asking for the attribute, or the values that they have in themselves.
#include "py/get.h"
#include "py/layout/class_attributes.h"
#include "py/layout/inline_values.h"
#include "py/layout/member.h"
#include "serialize/engine/polymorphic.h"
#include "serialize/infer/infer.h"
#include "serialize/kinds/records/fields.h"

namespace pydantic_core {
namespace {

/// Whether attributes of the instances are read in the ordinary way, which nothing overrides.
bool has_plain_getattribute(PyTypeObject* type) {
  const Ref found = py::find_in_mro(type, names.dunder_getattribute);
  const Ref usual = py::find_in_mro(&PyBaseObject_Type, names.dunder_getattribute);
  return found.get() == usual.get();
}

/// Whether instances of the class have a slot for that attribute.
bool is_slot(PyTypeObject* type, Borrowed name) {
  py::Member member;
  member.init(type, name);
  return static_cast<bool>(member);
}

/// Those pairs of a dict of fields that are in `fields_set`. Empty with an exception set.
Ref without_unset(Borrowed dict, Borrowed fields_set) {
  Ref set_only = steal(PyDict_New());
  if (!set_only) return {};
  Py_ssize_t at = 0;
  Ref key, value;
  while (py::dict_next(dict, at, key, value)) {
    const int is_set = PySet_Contains(fields_set, key.get());
    if (is_set < 0 || (is_set > 0 && PyDict_SetItem(set_only.get(), key.get(), value.get()) < 0))
      return {};
  }
  return set_only;
}

/// The dict, or where it has fields that are not in `fields_set` a copy, in which those are
/// MISSING. Empty with an exception set.
Ref with_unset_missing(Ref dict, Borrowed fields_set) {
  Ref masked;
  Py_ssize_t at = 0;
  Ref key, value;
  while (py::dict_next(dict.get(), at, key, value)) {
    const int is_set = PySet_Contains(fields_set, key.get());
    if (is_set < 0) return {};
    if (is_set > 0) continue;
    Borrowed missing = import_missing_sentinel();
    if (missing == nullptr) return {};
    if (!masked && !(masked = steal(PyDict_Copy(dict.get())))) return {};
    if (PyDict_SetItem(masked.get(), key.get(), missing) < 0) return {};
  }
  return masked ? std::move(masked) : std::move(dict);
}

class ModelSerializer : public PolymorphicSerializer<ModelSerializer> {
 public:
  static constexpr Spelling kOwnSpelling{"Model", "ModelSerializer"};

  Ref own_to_python(Borrowed value, SerState& state) const {
    return serialize<Ref>(
        value, state, [&] { return fall_back(value, state); },
        [&](const SerNode* node, Borrowed inner) {
          return node->to_python_by_schema(inner, state);
        },
        [&](const RecordValues& values) { return fields().values_to_python(values, state); });
  }
  bool own_to_json(Borrowed value, SerState& state, JsonText& out) const {
    return serialize<bool>(
        value, state, [&] { return fall_back(value, state, out); },
        [&](const SerNode* node, Borrowed inner) {
          return node->to_json_by_schema(inner, state, out);
        },
        [&](const RecordValues& values) { return fields().values_to_json(values, state, out); });
  }
  Ref json_key(Borrowed key, SerState& state) const {
    Ref dict;
    const int allowed = allows(key, state.check, dict);
    if (allowed < 0) return {};
    return allowed ? infer_json_key_as(ObType::pydantic_serializable, key, state)
                   : fall_back_key(key, state);
  }
  void name(Text& out) const { py::append_lossy(out, name_.get()); }
  void describe_own(Describer& out) const {
    out.field_object("class", class_.get());
    describe_node(out, "serializer", inner_);
    out.field("has_extra", has_extra_);
    out.field("root_model", root_model_);
    describe_name(out, this);
  }
  bool retry_with_lax(LaxSearch&) const { return true; }
  PyTypeObject* own_type() const { return type(); }
  SerLeaf leaf() const { return ordinary_ ? inner_->leaf() : SerLeaf(); }
  bool whole(Borrowed value, Whole& to) const {
    if (!ordinary_ || !Py_IS_TYPE(value, type())) return false;
    if (inline_ && py::has_values(value)) [[likely]]
      return fields().write_whole({.object = value, .places = places()}, to);
    Borrowed const dict = py::peek_dict(value);
    return dict != nullptr && fields().write_whole({.dict = dict, .places = places()}, to);
  }
  bool init(const Schema& schema, SerBuilder& builder) {
    // Models do not inherit the config around them.
    Ref config;
    if (!schema.dict.get_dict(names.config, config) || !read_class(schema)) return false;
    const Schema own{schema.dict, SchemaDict(config.get())};
    inner_ = builder.build_inner(own, names.schema);
    if (inner_ == nullptr || !schema.dict.get(names.root_model, root_model_)) return false;
    Extra extra = Extra::ignore;
    if (!read_extra(own, extra)) return false;
    has_extra_ = extra == Extra::allow;
    name_ = py::class_name(type());
    if (!name_) return false;
    if (!PyUnicode_Check(name_.get())) return conversion_error(name_.get(), "PyString");
    const py::DictAttribute dict = py::find_dict_attribute(type());
    plain_dict_ = dict.set != nullptr && has_plain_getattribute(type());
    dict_pointer_ = plain_dict_ && dict.is_pointer;
    inline_ = dict_pointer_ && py::may_have_values(type()) &&
              is_slot(type(), names.pydantic_fields_set) && is_slot(type(), names.pydantic_extra);
    direct_ =
        inner_->is(SerKind::fields) && (fields().mode() == FieldsMode::model_extra) == has_extra_;
    if (inline_ && direct_) fields().find_places(type(), places_);
    ordinary_ = direct_ && dict_pointer_ && !has_extra_ && !root_model_;
    join(builder);
    return true;
  }

 private:
  const FieldsSerializer& fields() const { return *static_cast<const FieldsSerializer*>(inner_); }

  const py::InlinePlaces* places() const { return places_ ? &places_ : nullptr; }

  /// Whether `value` is to be serialized as this model: 1 or 0; -1 with an exception set. `dict`
  /// may be filled on the way.
  int allows(Borrowed value, SerCheck check, Ref& dict) const {
    if (Py_IS_TYPE(value, type()) && plain_dict_) [[likely]]
      return 1;
    if (check == SerCheck::strict) return Py_IS_TYPE(value, type());
    if (check == SerCheck::lax) return PyObject_IsInstance(value, class_.get());
    return py::get_attribute(value, names.dunder_dict, dict);
  }

  /// The instance's dict, if allows() did not find it already. False with an exception set.
  bool read_dict(Borrowed value, Ref& dict) const {
    if (!dict && dict_pointer_ && Py_IS_TYPE(value, type())) [[likely]]
      dict = borrow(py::peek_dict(value));
    if (!dict) {
      dict = steal(Py_IS_TYPE(value, type()) && plain_dict_
                       ? PyObject_GenericGetDict(value, nullptr)
                       : PyObject_GetAttr(value, names.dunder_dict));
    }
    return dict && (PyDict_Check(dict.get()) || conversion_error(dict.get(), "PyDict"));
  }

  static bool read_fields_set(Borrowed value, Ref& out) {
    out = steal(PyObject_GetAttr(value, names.pydantic_fields_set));
    return out && (PySet_Check(out.get()) || conversion_error(out.get(), "PySet"));
  }

  /// `missing()` for values of other types; `direct` with the values of the fields, when they can
  /// be handed over as they are; else `call` with the inner node and what it is given.
  template <class Result, class Missing, class Call, class Direct>
  Result serialize(Borrowed value, SerState& state, Missing&& missing, Call&& call,
                   Direct&& direct) const {
    if (ordinary_ && Py_IS_TYPE(value, type()) && !state.exclude_unset) [[likely]] {
      Scoped<Borrowed> model(state.model, value);
      if (inline_ && py::has_values(value)) [[likely]]
        return direct(RecordValues{.object = value, .places = places()});
      // Held, for the instance may get another one meanwhile; nullptr before its first use.
      if (const Ref dict = borrow(py::peek_dict(value)))
        return direct(RecordValues{.dict = dict.get(), .places = places()});
    }
    if (root_model_) return serialize_root<Result>(value, state, missing, call);
    Ref dict, extra, fields_set;
    const int allowed = allows(value, state.check, dict);
    if (allowed <= 0) return allowed < 0 ? Result() : missing();
    const bool in_place = direct_ && inline_ && Py_IS_TYPE(value, type()) && py::has_values(value);
    if (!in_place && !read_dict(value, dict)) return Result();
    if (state.exclude_unset && !read_fields_set(value, fields_set)) return Result();
    if (has_extra_) {
      extra = steal(PyObject_GetAttr(value, names.pydantic_extra));
      if (!extra) return Result();
    }
    Scoped<Borrowed> model(state.model, value);
    const bool extra_fits = !has_extra_ || extra.get() == Py_None || PyDict_Check(extra.get());
    if (direct_ && extra_fits) [[likely]] {
      return direct(RecordValues{.dict = dict.get(),
                                 .extra = extra.get() == Py_None ? nullptr : extra.get(),
                                 .fields_set = fields_set.get(),
                                 .object = value,
                                 .places = places()});
    }
    if (!read_dict(value, dict)) return Result();
    const Ref inner = inner_value(std::move(dict), extra.get(), fields_set.get());
    return inner ? call(inner_, inner.get()) : Result();
  }

  template <class Result, class Missing, class Call>
  Result serialize_root(Borrowed value, SerState& state, Missing&& missing, Call&& call) const {
    const bool exact = Py_IS_TYPE(value, type());
    const int allowed = exact ? 1
                        : state.check == SerCheck::strict
                            ? 0
                            : PyObject_IsInstance(value, class_.get());
    if (allowed <= 0) return allowed < 0 ? Result() : missing();
    const Ref root = steal(PyObject_GetAttr(value, names.root));
    if (!root) return Result();
    Scoped<Borrowed> field_name(state.field_name, names.root);
    Scoped<Borrowed> model(state.model, value);
    const bool as_any = state.serialize_as_any && !inner_->is_field_function();
    return call(as_any ? any_serializer() : inner_, root.get());
  }

  /// What an inner node of any kind is given: the dict, or (dict, extras).
  Ref inner_value(Ref dict, Borrowed extra, Borrowed fields_set) const {
    if (fields_set != nullptr) {
      dict = kUnsetFieldsAreMissing ? with_unset_missing(std::move(dict), fields_set)
                                    : without_unset(dict.get(), fields_set);
      if (!dict) return {};
    }
    return has_extra_ ? steal(PyTuple_Pack(2, dict.get(), extra)) : std::move(dict);
  }

  Ref name_;
  const SerNode* inner_ = nullptr;
  bool has_extra_ = false;
  bool root_model_ = false;
  bool plain_dict_ = false;
  bool dict_pointer_ = false;  // plain_dict_, and nothing but a pointer in the instance
  py::InlinePlaces places_;    // of the fields, where inline_ and direct_
  // dict_pointer_, and values may lie in the instance; nothing that is asked before them runs code.
  bool inline_ = false;
  bool direct_ = false;    // inner_ is a FieldsSerializer that takes what this model has
  bool ordinary_ = false;  // direct_, and the dict is all that it takes, and lies at hand
};

}  // namespace

const SerNode* build_model_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<ModelSerializer>(schema, builder);
}

const SerNode* build_model_fields_serializer(const Schema& schema, SerBuilder& builder) {
  auto* node = builder.make<FieldsSerializer>();
  Extra extra = Extra::ignore;
  Ref fields;
  if (node == nullptr || !read_extra(schema, extra) ||
      !schema.dict.require_dict(names.fields, fields))
    return nullptr;
  const FieldsMode mode = extra == Extra::allow ? FieldsMode::model_extra : FieldsMode::simple;
  const auto count = static_cast<size_t>(PyDict_GET_SIZE(fields.get()));
  return node->init(schema, builder, mode, true, count) &&
                 node->add_all(fields.get(), schema.config, builder, {}) &&
                 node->finish(schema, builder, fields.get())
             ? node
             : nullptr;
}

}  // namespace pydantic_core
