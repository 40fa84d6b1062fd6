// serialize/kinds/records/computed_fields.cc: see computed_fields.h.
#include "serialize/kinds/records/computed_fields.h"

#include "py/call.h"
#include "py/error.h"
#include "py/missing.h"
#include "py/sync.h"
#include "serialize/engine/sequence.h"

namespace pydantic_core {
namespace {

/// Whether a name without UTF-8 is refused before the return schema is built. Else it is refused
/// after that.
constexpr bool kNamesComeFirst = by_edition({false, true});

}  // namespace

int asks_exclusion(const Ref& exclude_if, Borrowed value) {
  if (!exclude_if) return 0;
  const Ref answer = py::call(exclude_if.get(), value);
  if (!answer) return -1;
  if (PyBool_Check(answer.get())) return answer.get() == Py_True;
  conversion_error(answer.get(), "PyBool");
  return -1;
}

bool ComputedFields::read(Borrowed schema, SchemaDict config, SerBuilder& builder, Field& field) {
  if (!PyDict_Check(schema)) return conversion_error(schema, "PyDict");
  const Schema parts{SchemaDict(schema), config};
  Ref name, alias;
  if (!parts.dict.require_str(names.property_name, name)) return false;
  if (kNamesComeFirst && !check_text(name.get())) return false;
  Ref returned;
  if (!parts.dict.require_dict(names.return_schema, returned)) return false;
  field.node = builder.build(returned.get(), config);
  if (field.node == nullptr) {
    Ref error = py::take_exception();  // which a name without UTF-8 would replace
    Text prefix;
    prefix << "Computed field `";
    py::append_lossy(prefix, name.get());
    py::restore_exception(std::move(error));
    return wrap_schema_error(prefix << "`:\n  ");
  }
  return parts.dict.get_str(names.alias, alias) &&
         (!kComputedFieldsAskExclusion ||
          parts.dict.get(names.serialization_exclude_if, field.exclude_if)) &&
         field.name.set(name.get(), alias.get(), builder.graph.arena());
}

bool ComputedFields::init(const Schema& schema, SerBuilder& builder) {
  Ref list;
  if (!schema.config.get(names.serialize_by_alias, by_alias_) ||
      !schema.dict.get(names.computed_fields, list)) {
    return false;
  }
  if (!list) return true;
  if (!PyList_Check(list.get())) return conversion_error(list.get(), "PyList");
  given_ = true;
  for (const Ref& item : py::ListItems(list.get())) {
    Field field;
    if (!read(item.get(), schema.config, builder, field)) return false;
    if (!fields_.push(std::move(field))) return py::no_memory();
  }
  return true;
}

template <class Work>
bool ComputedFields::each(Borrowed model, SerState& state, Work&& work) const {
  if (state.round_trip || state.exclude_computed_fields) return true;
  for (const Field& field : fields_) {
    Borrowed name = field.name.name();
    NextFilter next;
    const Filtered filtered = state.filtered() ? kNoFilter.key(name, state, next) : Filtered::take;
    if (filtered == Filtered::raised) return false;
    if (filtered == Filtered::skip) continue;
    const Ref value = steal(PyObject_GetAttr(model, name));
    if (!value) return false;
    if (state.exclude_none && value.get() == Py_None) continue;
    if (value.get() == missing_sentinel()) continue;
    if (const int left_out = asks_exclusion(field.exclude_if, value.get()); left_out != 0) {
      if (left_out < 0) return false;
      continue;
    }
    Scoped<Borrowed> field_name(state.field_name, name);
    ScopedFilter scope(state, next.include.get(), next.exclude.get());
    if (!work(field, value.get())) return false;
  }
  return true;
}

bool ComputedFields::to_python(Borrowed model, Borrowed dict, SerState& state) const {
  const bool by_alias = state.use_alias(by_alias_);
  return each(model, state, [&](const Field& field, Borrowed value) {
    const Ref made = field.node->to_python(value, state);
    return made && PyDict_SetItem(dict, field.name.python(by_alias), made.get()) == 0;
  });
}

bool ComputedFields::to_json(Borrowed model, JsonItems& items, SerState& state,
                             JsonText& out) const {
  const bool by_alias = state.use_alias(by_alias_);
  return each(model, state, [&](const Field& field, Borrowed value) {
    field.name.write(items, out, by_alias);
    return field.node->to_json(value, state, out);
  });
}

void ComputedFields::describe(Describer& out) const {
  out.field("computed_fields");
  if (!given_) {
    out.out() << "None";
    return;
  }
  out.open_tuple("Some");
  out.open_tuple("ComputedFields");
  out.list(fields_, [&](const Field& field) {
    Borrowed alias = field.name.python(true);
    out.open("ComputedField");
    out.field_text("property_name", field.name.name());
    if (!kSerializersShowTables) out.field_object("property_name_py", field.name.name());
    describe_node(out, "serializer", field.node);
    out.field_text("alias", alias);
    if (!kSerializersShowTables) out.field_object("alias_py", alias);
    out.field("serialize_by_alias", by_alias_);
    if (kComputedFieldsAskExclusion)
      out.field_object("serialization_exclude_if", field.exclude_if.get(), true);
    out.close();
  });
  out.close_tuple();
  out.close_tuple();
}

}  // namespace pydantic_core
