// validate/kinds/records/fields.cc: see fields.h. What building and repr() need; validating is in
// field_walk.cc.
#include "validate/kinds/records/fields.h"

#include "base/edition.h"
#include "schema/describe_keys.h"
#include "schema/describe_lookup.h"

namespace pydantic_core {

bool FieldTable::init(SchemaDict config, Py_ssize_t count) {
  if (!fields_.reserve_exactly(static_cast<size_t>(count))) return py::no_memory();
  return read_loc(config) && config.get(names.validate_by_alias, by_alias_) &&
         config.get(names.validate_by_name, by_name_);
}

Field* FieldTable::add(Borrowed name, SchemaDict own, const Schema& schema, Builder& builder) {
  if (!PyUnicode_Check(name)) return conversion_error(name, "PyString");
  std::string_view text;
  if (!py::utf8(name, text)) return nullptr;
  Field* const added = fields_.add();
  if (added == nullptr) return py::no_memory();
  Field& field = *added;
  field.name = borrow(name);
  if (PyUnicode_CheckExact(name) && !py::intern(field.name)) return nullptr;
  Ref inner, alias;
  if (!own.require(names.schema, inner)) return nullptr;
  field.child = Child(builder.build(inner.get(), schema.config));
  if (field.child.node == nullptr) {
    Text prefix;
    prefix << "Field " << rules_.quote << text << rules_.quote << ":\n  ";
    return wrap_schema_error(prefix);
  }
  if (!own.get(names.validation_alias, alias) || !field.lookup.init(field.name.get(), alias.get()))
    return nullptr;
  return added;
}

bool FieldTable::finish() {
  if (!keys_.reserve(size())) return false;
  for (Field& field : fields_) {
    if (!keys_.add(field.lookup)) return false;
  }
  return note_owners();
}

bool FieldTable::finish(Borrowed fields) {
  return finish() && blank_.init(fields, size(), [&](uint32_t i) { return fields_[i].name.get(); });
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

bool FieldTable::drops_extra(uint32_t slot) const {
  if (!kFieldNamesAreNoExtras || slot == KeyTable::kMissing || rules_.allows_extra_names)
    return false;
  return std::any_of(fields_.begin(), fields_.end(),
                     [&](const Field& field) { return field.lookup.name().slot == slot; });
}

void FieldTable::describe_fields(Describer& out) const {
  out.field_list("fields", fields_, [&](const Field& field) {
    Text name;
    py::append_lossy(name, field.name.get());
    out.open(rules_.shown_as);
    if (rules_.are_arguments) out.field("kw_only", field.kw_only);
    out.field_text("name", name);
    if (!rules_.are_arguments) describe_lookup(out, field.lookup);
    if (!kLookupsShowPathsAlone) out.field_object("name_py", field.name.get());
    if (rules_.can_be_absent) out.field("required", field.required);
    if (rules_.are_arguments) {
      out.field("init", field.init);
      out.field("init_only", field.init_only);
      describe_lookup(out, field.lookup);
    }
    describe_node(out, "validator", field.child.node);
    if (rules_.can_be_frozen) out.field("frozen", field.frozen);
    out.close();
  });
}

void FieldTable::describe_settings(Describer& out) const {
  describe_loc(out);
  if (kModelsShowLookup && rules_.shows_lookup) {
    Vec<const Lookup*> lookups;
    for (const Field& field : fields_) {
      if (!lookups.push(&field.lookup)) return out.out().fail();
    }
    describe_keys(out, lookups);
  }
  describe_modes(out);
}

Outcome fail_no_field(const Assignment& assignment, State& state) {
  PathScope path(state);
  path.frame.set_object(assignment.field_name);
  Ref name = steal(PyUnicode_FromObject(assignment.field_name));
  return name ? state.fail(ErrorType::no_such_attribute, PyInput{assignment.value}, std::move(name))
              : Outcome::raised;
}

Ref other_fields(Borrowed dict, Borrowed field_name) {
  Ref others = steal(PyDict_Copy(dict));
  if (others && PyDict_DelItem(others.get(), field_name) < 0) {
    if (!PyErr_ExceptionMatches(PyExc_KeyError)) return {};
    PyErr_Clear();
  }
  return others;
}

}  // namespace pydantic_core
