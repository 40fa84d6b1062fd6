// serialize/kinds/wrappers/inner.cc: schemas that matter to validation alone: their values are
// serialized as a schema inside says.
#include "py/sync.h"
#include "serialize/engine/build.h"

namespace pydantic_core {

/// function-before, -after and -wrap, custom-error: the output of a function is taken for what the
/// schema inside it promises, unless the user says otherwise with a `serialization`.
const SerNode* build_inner_serializer(const Schema& schema, SerBuilder& builder) {
  return builder.build_inner(schema, names.schema);
}

const SerNode* build_chain_serializer(const Schema& schema, SerBuilder& builder) {
  Ref steps;
  if (!schema.dict.require_list(names.steps, steps)) return nullptr;
  const Py_ssize_t count = PyList_GET_SIZE(steps.get());
  if (count == 0) return schema_error("One or more steps are required for a chain serializer");
  const Ref last = py::list_item(steps.get(), count - 1);
  return builder.build(last.get(), schema.config);
}

const SerNode* build_call_serializer(const Schema& schema, SerBuilder& builder) {
  return builder.build_optional(schema, names.return_schema);
}

const SerNode* build_lax_or_strict_serializer(const Schema& schema, SerBuilder& builder) {
  return builder.build_inner(schema, names.strict_schema);
}

const SerNode* build_arguments_serializer(const Schema&, SerBuilder&) {
  return schema_error("`arguments` validators require a custom serializer");
}

}  // namespace pydantic_core
