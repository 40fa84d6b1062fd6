// serialize/kinds/records/fields_build.cc: reading the schemas of fields, and showing them in
// repr().
#include <algorithm>

#include "schema/parts.h"
#include "serialize/engine/filter.h"
#include "serialize/kinds/records/fields.h"

namespace pydantic_core {

bool FieldsSerializer::init(const Schema& schema, SerBuilder& builder, FieldsMode mode,
                            bool with_extras_schema, size_t count) {
  mode_ = mode;
  if (!find_missing_sentinel()) return false;
  if (!fields_.reserve_exactly(count)) return py::no_memory();
  Ref extras;
  if (count >= kIndexFrom && !(index_ = steal(PyDict_New()))) return false;
  if (with_extras_schema && !schema.dict.get(names.extras_schema, extras)) return false;
  if (extras) {
    if (mode == FieldsMode::simple) return refuse_without_extras(names.extras_schema);
    extras_ = builder.build(extras.get(), schema.config);
    if (extras_ == nullptr) return false;
  }
  return schema.config.get(names.serialize_by_alias, by_alias_);
}

bool FieldsSerializer::add(Borrowed name, Borrowed field_schema, SchemaDict config,
                           SerBuilder& builder, bool required, Borrowed label) {
  const SchemaDict own(field_schema);
  const uint32_t place = fields_.size();
  SerField* const added = fields_.add();
  if (added == nullptr) return py::no_memory();
  SerField& field = *added;
  field.required = required;
  bool excluded = false;
  Ref alias, inner;
  const auto read_rest = [&] {
    return own.get_text(names.serialization_alias, alias) &&
           own.get(names.serialization_exclude_if, field.exclude_if);
  };
  // Errors are about the first that upstream reads, which it does in another order where it has a
  // list of fields.
  const bool in_list = label != name;
  if (!own.get(names.serialization_exclude, excluded)) return false;
  if (!excluded) {
    if ((!in_list && !read_rest()) || !own.require_dict(names.schema, inner)) return false;
    field.child = SerChild(builder.build(inner.get(), config));
    if (field.child.node == nullptr) {
      // str() may run the collector, which drops a pending exception.
      Ref error = py::take_exception();
      Text prefix;
      prefix << "Field `";
      if (!py::append_str(prefix, label)) return false;
      py::restore_exception(std::move(error));
      return wrap_schema_error(prefix << "`:\n  ");
    }
    if (in_list && !read_rest()) return false;
  }
  const Ref key = in_list ? kept_name(name) : borrow(name);
  if (!key || (alias && !(alias = kept_name(alias.get()))) ||
      !field.name.set(key.get(), alias.get(), builder.graph.arena()))
    return false;
  field.direct = field.child.node != nullptr && !field.exclude_if;
  if (!field.direct) field.child.leaf = {};
  aliases_ = aliases_ || alias;
  if (index_) {
    const Ref index = steal(PyLong_FromLong(static_cast<long>(place)));
    if (!index || PyDict_SetItem(index_.get(), field.name.name(), index.get()) < 0) return false;
  }
  required_ += required;
  return true;
}

bool FieldsSerializer::add_all(Borrowed fields, SchemaDict config, SerBuilder& builder,
                               std::optional<bool> total) {
  Py_ssize_t at = 0;
  for (Ref name, field; py::dict_next(fields, at, name, field);) {
    if (!check_text(name.get())) return false;
    if (!PyDict_Check(field.get())) return conversion_error(field.get(), "PyDict");
    bool required = total.value_or(true);
    if (total && !SchemaDict(field.get()).get(names.required, required)) return false;
    if (!add(name.get(), field.get(), config, builder, required, name.get())) return false;
  }
  return true;
}

bool FieldsSerializer::finish(const Schema& schema, SerBuilder& builder, Borrowed like) {
  const bool needs_walk = std::any_of(fields_.begin(), fields_.end(), [](const SerField& field) {
    return field.exclude_if || !field.name.is_exact();
  });
  if (like != nullptr && !needs_walk && mode_ != FieldsMode::typed_dict_allow &&
      !blank_.init(like, fields_.size(), [&](uint32_t i) { return fields_[i].name.name(); }))
    return false;
  return computed_.init(schema, builder) && find_whole();
}

/// Sets whole_: whether a record consists of its fields only, and their keys are plain strs, no two
/// of which are equal (a dict would keep one of equal keys). False with an exception set.
bool FieldsSerializer::find_whole() {
  whole_ = mode_ == FieldsMode::simple && computed_.empty() &&
           std::all_of(fields_.begin(), fields_.end(), [](const SerField& field) {
             return field.direct && field.child.leaf.may_be_whole() && field.name.is_exact() &&
                    PyUnicode_CheckExact(field.name.python(true));
           });
  if (!whole_ || !aliases_) return true;
  const Ref shown = steal(PySet_New(nullptr));
  if (!shown) return false;
  for (const SerField& field : fields_) {
    if (PySet_Add(shown.get(), field.name.python(true)) < 0) return false;
  }
  whole_ = static_cast<size_t>(PySet_GET_SIZE(shown.get())) == fields_.size();
  return true;
}

void FieldsSerializer::describe_field(Describer& out, const SerField& field) const {
  out.open("SerField");
  if (kSerializersShowTables) {
    out.field_text("key", field.name.name());
  } else {
    out.field_object("key_py", field.name.name());
  }
  Borrowed alias = field.name.alias();
  out.field("alias");
  out.optional(alias != nullptr, [&] { out.quoted(alias); });
  if (!kSerializersShowTables) out.field_object("alias_py", alias, true);
  describe_inner(out, "serializer", field.child.node);
  out.field("required", field.required);
  out.field("serialize_by_alias", by_alias_);
  out.field_object("serialization_exclude_if", field.exclude_if.get(), true);
  out.close();
}

void FieldsSerializer::describe_by_name(Describer& out) const {
  out.open_set();
  for (const SerField& field : fields_) {
    out.element();
    out.quoted(field.name.name());
    out.out() << ": ";
    describe_field(out, field);
  }
  out.close_set();
}

/// A list of the fields, and where the field of a name is in it.
void FieldsSerializer::describe_table(Describer& out) const {
  out.open("SerFields");
  out.field_list("fields", fields_, [&](const SerField& field) { describe_field(out, field); });
  out.field("by_name");
  out.open_set();
  for (uint32_t i = 0; i < fields_.size(); ++i) {
    out.element();
    out.quoted(fields_[i].name.name());
    out.out() << ": " << i;
  }
  out.close_set();
  out.close();
}

void FieldsSerializer::describe(Describer& out) const {
  constexpr const char* kModes[] = {"SimpleDict", "ModelExtra", "TypedDictAllow"};
  out.field("fields");
  if (kSerializersShowTables) {
    describe_table(out);
  } else {
    describe_by_name(out);
  }
  computed_.describe(out);
  out.field_word("mode", kModes[static_cast<int>(mode_)]);
  describe_inner(out, "extra_serializer", extras_);
  kNoFilter.describe(out, "filter");
  out.field("required_fields");
  out.out() << required_;
}

}  // namespace pydantic_core
