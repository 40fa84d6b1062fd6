// validators/fields.cc: see fields.h.
#include "validators/fields.h"

#include "input/string_cache.h"

namespace pydantic_core {

bool FieldTable::init(SchemaDict config) {
  return config.get(names.loc_by_alias, loc_by_alias_) && config.get(names.validate_by_alias, by_alias_) &&
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
  if (!dict.get(names.validation_alias, alias) || !dict.get(names.frozen, field.frozen)) return false;
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

void describe_py(Describer& out, const char* field, Borrowed object) { out.field_object(field, object); }

void describe_path(Describer& out, const LookupPath& path) {
  Text key;
  py::append_lossy(key, path.key.get());
  out.open("LookupPath");
  out.field("first_item");
  out.open("PathItemString");
  out.field_text("key", key.view());
  describe_py(out, "py_key", path.key.get());
  out.close();
  out.field("rest");
  out.open_list();
  for (Py_ssize_t i = 0; path.rest && i < PyTuple_GET_SIZE(path.rest.get()); ++i) {
    Borrowed step = PyTuple_GET_ITEM(path.rest.get(), i);
    out.element();
    if (PyUnicode_Check(step)) {
      Text text;
      py::append_lossy(text, step);
      out.open_tuple("S");
      out.open("PathItemString");
      out.field_text("key", text.view());
      describe_py(out, "py_key", step);
      out.close();
    } else {
      const long long index = PyLong_AsLongLong(step);
      PyErr_Clear();
      out.open_tuple(index < 0 ? "Neg" : "Pos");
      out.out() << (index < 0 ? -index : index);
    }
    out.close_tuple();
  }
  out.close_list();
  out.close();
}

void describe_paths(Describer& out, LookupPaths paths, bool plain) {
  const auto count = paths.end() - paths.begin();
  if (plain && count == 1) {
    out.open_tuple("Simple");
    describe_path(out, *paths.begin());
    out.close_tuple();
  } else if (plain && count == 2) {
    out.open("Choice");
    out.field("path1");
    describe_path(out, paths.begin()[0]);
    out.field("path2");
    describe_path(out, paths.begin()[1]);
    out.close();
  } else {
    out.open_tuple("PathChoices");
    out.open_list();
    for (const LookupPath& path : paths) {
      out.element();
      describe_path(out, path);
    }
    out.close_list();
    out.close_tuple();
  }
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
  } parts[] = {{names.extras_schema, "extras_schema can only be used if extra_behavior=allow", values},
               {names.extras_keys_schema, "extras_keys_schema can only be used if extra_behavior=allow", keys}};
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
  describe_inner(out, "extras_validator", values);
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
