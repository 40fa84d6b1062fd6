// validate/kinds/records/extra_fields.cc: see extra_fields.h.
#include "validate/kinds/records/extra_fields.h"

#include "base/edition.h"
#include "schema/parts.h"

namespace pydantic_core {

bool ExtraFields::init_part(const Schema& schema, Builder& builder, Borrowed name,
                            const Node*& out) const {
  Ref inner;
  if (!schema.dict.get(name, inner)) return false;
  if (!inner) return true;
  if (behavior != Extra::allow) return refuse_without_extras(name);
  out = builder.build(inner.get(), schema.config);
  return out != nullptr;
}

bool ExtraFields::init(const Schema& schema, Builder& builder) {
  return read_extra(schema, behavior) && init_part(schema, builder, names.extras_schema, values);
}

bool ExtraFields::init_keys(const Schema& schema, Builder& builder) {
  return init_part(schema, builder, names.extras_keys_schema, keys);
}

void ExtraFields::describe(Describer& out) const {
  out.field_word("extra_behavior", word_of(behavior));
  describe_inner(out, "extras_validator", values);
}

bool ExtraFields::check_is_str(Borrowed key) {
  if (PyUnicode_Check(key)) return true;
  if (!kExtraKeysStandAlone) return conversion_error(key, "PyString");
  const Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(key)), names.dunder_qualname));
  if (name) PyErr_Format(PyExc_TypeError, "Extra keys must be strings, got `%S`", name.get());
  return false;
}

}  // namespace pydantic_core
