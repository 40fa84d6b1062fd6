// validate/kinds/records/model_fields.cc: see model_fields.h. The loop over the fields is in
// field_walk.cc.
#include "validate/kinds/records/model_fields.h"

#include "py/get.h"

namespace pydantic_core {

Ref ModelFieldsNode::names_of(const FieldsFound& found) const {
  Ref set = steal(PySet_New(nullptr));
  for (uint32_t i = 0; set && i < fields_.size(); ++i) {
    if (!found.missing.has(i) && PySet_Add(set.get(), fields_[i].name.get()) < 0) set.reset();
  }
  return set;
}

Outcome ModelFieldsNode::stream_parts(json::Stream& in, State& state, ModelParts& out) const {
  FieldsFound found;
  PC_TRY(fields_.stream(in, state, extra_.behavior_in(state), found, out.fields));
  out.fields_set = fields_set(found);
  out.extra = borrow(Py_None);
  return out.fields_set ? Outcome::ok : Outcome::raised;
}

template <class Input>
Outcome ModelFieldsNode::validate_parts(Input input, State& state, ModelParts& out) const {
  state.allow_partial = PartialMode::off;
  const Extra extra_mode = extra_.behavior_in(state);
  if (kChecksLookupModesFirst &&
      !check_lookup_modes(fields_.by_alias(state), fields_.by_name(state)))
    return Outcome::raised;
  typename RecordOf<Input>::Type record;
  PC_TRY(record.open(input, state, state.strict_or(strict_),
                     state.from_attributes.value_or(from_attributes_), fields_.keys(),
                     ErrorType::model_type, model_name_.get()));
  RecordWalk walk(state);
  walk.wants_extra = extra_mode != Extra::ignore && !record.is_attributes();
  PC_TRY(fields_.validate(input, record, walk, out.fields));
  if (!walk.wants_extra && walk.items.any_wrong()) return Outcome::invalid;

  const FieldsFound& found = walk.found;
  out.fields_set = fields_set(found);
  if (!out.fields_set) return Outcome::raised;

  out.extra = extra_mode == Extra::allow ? steal(PyDict_New()) : borrow(Py_None);
  if (!out.extra) return Outcome::raised;
  if (walk.wants_extra &&
      (record.kChecksAll || record.may_have_extra(fields_.keys(), found.used, found.used_count))) {
    if (!out.fields.need()) return Outcome::raised;
    ValidatedFields fields(out.fields.dict.get());
    const Scoped data(state.data, kModelExtrasFollowFields ? &fields : state.data);
    const Scoped has_field_error(
        state.has_field_error, kModelExtrasFollowFields ? found.has_error : state.has_field_error);
    PC_TRY(extra_.collect(record, fields_, walk, extra_mode, out.extra.get(),
                          [&](Borrowed key) { return PySet_Add(out.fields_set.get(), key) == 0; }));
  }
  if (walk.items.any_wrong()) return Outcome::invalid;
  state.add_fields_set(found.given_count);
  return Outcome::ok;
}

template Outcome ModelFieldsNode::validate_parts(PyInput, State&, ModelParts&) const;
template Outcome ModelFieldsNode::validate_parts(JsonInput, State&, ModelParts&) const;
template Outcome ModelFieldsNode::validate_parts(StringInput, State&, ModelParts&) const;

namespace {

Outcome pack(const ModelParts& parts, Ref& out) {
  out = steal(PyTuple_Pack(3, parts.fields.dict.get(), parts.extra.get(), parts.fields_set.get()));
  return out ? Outcome::ok : Outcome::raised;
}

}  // namespace

template <class Input>
Outcome ModelFieldsNode::validate(Input input, State& state, Ref& out) const {
  ModelParts parts;
  PC_TRY(validate_parts(input, state, parts));
  return pack(parts, out);
}

/// Validates the new value and puts it into `dict`.
Outcome ModelFieldsNode::assign_value(const Assignment& assignment, Borrowed dict, Extra extra,
                                      State& state) const {
  const Field* field = fields_.find(assignment.field_name);
  if (field == nullptr && extra != Extra::allow) return fail_no_field(assignment, state);
  PathScope path(state);
  path.frame.set_name(assignment.field_name);
  const PyInput input{assignment.value};
  Ref value;
  if (field != nullptr) {
    if (field->frozen) {
      path.frame.set_object(field->name.get());
      return state.fail(ErrorType::frozen_field, input);
    }
    Scoped field_name(state.field_name, static_cast<Borrowed>(field->name.get()));
    PC_TRY(field->child.node->validate(input, state, value));
  } else {
    PC_TRY(extra_.validate_value(input, state, value));
  }
  return PyDict_SetItem(dict, assignment.field_name, value.get()) == 0 ? Outcome::ok
                                                                       : Outcome::raised;
}

Outcome ModelFieldsNode::assign(const Assignment& assignment, State& state, Ref& out) const {
  Borrowed dict = assignment.object;
  if (!PyDict_Check(dict)) return conversion_error(dict, "PyDict");
  const Extra extra = extra_.behavior_in(state);
  const Ref data = other_fields(dict, assignment.field_name);
  if (!data) return Outcome::raised;
  {
    ValidatedFields others(data.get());
    Scoped scoped_data(state.data, &others);
    PC_TRY(assign_value(assignment, dict, extra, state));
  }
  ModelParts parts;
  parts.fields.dict = borrow(dict);
  parts.extra = borrow(Py_None);
  if (extra == Extra::allow) {
    // What belongs to no field goes back to the extra values.
    Ref own = steal(PyDict_New());
    parts.extra = steal(PyDict_Copy(dict));
    if (!own || !parts.extra) return Outcome::raised;
    for (const Field& field : fields_) {
      const Ref key = kept_name(field.name.get());
      Ref value;
      if (!key || py::get_item(dict, key.get(), value) < 0) return Outcome::raised;
      if (value && (PyDict_SetItem(own.get(), key.get(), value.get()) < 0 ||
                    PyDict_DelItem(parts.extra.get(), key.get()) < 0))
        return Outcome::raised;
    }
    parts.fields.dict = std::move(own);
  }
  parts.fields_set = steal(PySet_New(nullptr));
  const Ref name = steal(PyUnicode_FromObject(assignment.field_name));  // never of a subclass
  if (!parts.fields_set || !name || PySet_Add(parts.fields_set.get(), name.get()) < 0)
    return Outcome::raised;
  return pack(parts, out);
}

void ModelFieldsNode::describe(Describer& out) const {
  Text model_name;
  py::append_lossy(model_name, model_name_.get());
  fields_.describe_fields(out);
  out.field_text("model_name", model_name);
  extra_.describe(out);
  describe_inner(out, "extras_keys_validator", extra_.keys);
  out.field("strict", strict_);
  out.field("from_attributes", from_attributes_);
  fields_.describe_settings(out);
}

bool ModelFieldsNode::init(const Schema& schema, Builder& builder) {
  if (!schema.get_or_config(names.strict, strict_) ||
      !schema.get_or_config(names.from_attributes, from_attributes_) ||
      !extra_.init(schema, builder) || !extra_.init_keys(schema, builder) ||
      !schema.dict.get_text(names.model_name, model_name_)) {
    return false;
  }
  if (!model_name_) model_name_ = borrow(names.default_model_name);
  Ref fields;
  if (!schema.dict.require_dict(names.fields, fields) ||
      !fields_.init(schema.config, PyDict_GET_SIZE(fields.get())))
    return false;
  Py_ssize_t at = 0;
  for (Ref name, dict; py::dict_next(fields.get(), at, name, dict);) {
    SchemaDict own;
    if (!own.open(dict.get())) return false;
    Field* field = fields_.add(name.get(), own, schema, builder);
    if (field == nullptr || !own.get(names.frozen, field->frozen)) return false;
  }
  return fields_.finish(fields.get()) &&
         all_names_.init(fields_.size(), [&](uint32_t i) { return fields_[i].name.get(); });
}

const Node* build_model_fields(const Schema& schema, Builder& builder) {
  return build_kind<ModelFieldsNode>(schema, builder);
}

}  // namespace pydantic_core
