// validators/fields.cc: see fields.h.
#include "validators/fields.h"

#include "input/string_cache.h"
#include "schema/describe_lookup.h"

namespace pydantic_core {

bool FieldTable::init(SchemaDict config) {
  return config.get(names.loc_by_alias, loc_by_alias_) &&
         config.get(names.validate_by_alias, by_alias_) &&
         config.get(names.validate_by_name, by_name_);
}

bool FieldTable::add(Borrowed name, Borrowed field_dict, const Schema& schema, Builder& builder) {
  if (!PyDict_Check(field_dict)) return conversion_error(field_dict, "PyDict");
  if (!PyUnicode_Check(name)) return conversion_error(name, "PyString");
  const SchemaDict dict(field_dict);
  Field field;
  field.name = borrow(name);
  if (PyUnicode_CheckExact(name)) PyUnicode_InternInPlace(&field.name.slot());
  Ref inner, alias;
  if (!dict.require(names.schema, inner)) return false;
  field.node = builder.build(inner.get(), schema.config);
  if (field.node == nullptr) {
    Text prefix;
    prefix << "Field \"";
    py::append_lossy(prefix, name);
    return wrap_schema_error((prefix << "\":\n  ").view());
  }
  if (!dict.get(names.validation_alias, alias) || !dict.get(names.frozen, field.frozen))
    return false;
  if (!field.lookup.init(field.name.get(), alias.get())) return false;
  return fields_.push(std::move(field)) || (PyErr_NoMemory(), false);
}

bool FieldTable::finish() {
  for (Field& field : fields_) {
    if (!keys_.add(field.lookup)) return false;
  }
  return keys_.finish();
}

const Field* FieldTable::find(Borrowed name) const {
  for (const Field& field : fields_) {
    if (field.name.get() == name) return &field;
  }
  for (const Field& field : fields_) {
    if (PyUnicode_Compare(field.name.get(), name) == 0) return &field;
  }
  return nullptr;
}

namespace {

void describe_py(Describer& out, const char* field, Borrowed object) {
  out.field_object(field, object);
}

void describe_lookup(Describer& out, const Lookup& lookup) {
  const bool aliased = lookup.alias_count() != 0;
  const bool plain = !aliased || lookup.alias_is_plain();
  out.field("lookup_key_collection");
  out.open("LookupKeyCollection");
  out.field("by_name");
  describe_paths(out, lookup.select(false, true), true);
  for (const bool by_name : {false, true}) {
    out.field(by_name ? "by_alias_then_name" : "by_alias");
    if (!aliased) {
      out.out() << "None";
      continue;
    }
    out.open_tuple("Some");
    describe_paths(out, lookup.select(true, by_name), plain);
    out.close_tuple();
  }
  out.close();
}

}  // namespace

void FieldTable::describe_fields(Describer& out) const {
  out.field("fields");
  out.open_list();
  for (const Field& field : fields_) {
    Text name;
    py::append_lossy(name, field.name.get());
    out.element();
    out.open("Field");
    out.field_text("name", name.view());
    describe_lookup(out, field.lookup);
    describe_py(out, "name_py", field.name.get());
    out.field("validator");
    out.leave_unnamed();
    field.node->describe(out);
    out.field("frozen", field.frozen);
    out.close();
  }
  out.close_list();
}

void FieldTable::describe_settings(Describer& out) const {
  out.field("loc_by_alias", loc_by_alias_);
  out.field("validate_by_alias", by_alias_);
  out.field("validate_by_name", by_name_);
}

bool ExtraFields::init(const Schema& schema, Builder& builder) {
  if (!read_extra(schema, behavior)) return false;
  const struct {
    Borrowed name;
    const char* error;
    const Node*& node;
  } parts[] = {
      {names.extras_schema, "extras_schema can only be used if extra_behavior=allow", values},
      {names.extras_keys_schema, "extras_keys_schema can only be used if extra_behavior=allow",
       keys}};
  for (const auto& part : parts) {
    Ref inner;
    if (!schema.dict.get(part.name, inner)) return false;
    if (!inner) continue;
    if (behavior != Extra::allow) return schema_error(part.error);
    part.node = builder.build(inner.get(), schema.config);
    if (part.node == nullptr) return false;
  }
  return true;
}

void ExtraFields::describe(Describer& out) const {
  constexpr const char* kWords[] = {"Allow", "Forbid", "Ignore"};
  out.field_word("extra_behavior", kWords[static_cast<int>(behavior)]);
  if (values != nullptr) out.leave_unnamed();
  describe_inner(out, "extras_validator", values);
  if (keys != nullptr) out.leave_unnamed();
  describe_inner(out, "extras_keys_validator", keys);
}

ExtraFields::KeyText ExtraFields::key_text(PyInput key, std::string_view& text) {
  if (!PyUnicode_Check(key.object)) return KeyText::not_text;
  if (py::utf8(key.object, text)) return KeyText::ok;
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return KeyText::raised;
  PyErr_Clear();
  return KeyText::not_unicode;
}

Ref ExtraFields::key_object(PyInput key, State& state) {
  Ref text;
  if (read_str(key, state, true, false, text) != Outcome::ok) return {};
  return text;
}

Ref ExtraFields::key_object(JsonInput key, State& state) {
  return cached_str(key.value, state.cache_strings != CacheStrings::none);
}

}  // namespace pydantic_core
