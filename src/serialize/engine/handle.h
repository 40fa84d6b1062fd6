// serialize/engine/handle.h: what a SchemaSerializer object holds, as the nodes see it.
#pragma once

#include <atomic>

#include "py/object.h"
#include "serialize/engine/build.h"

namespace pydantic_core {

struct SchemaSerializer {
  SerializerGraph graph;
  const SerNode* root = nullptr;
  SerConfig config;
  Ref schema;         ///< dict, for pickling
  Ref schema_config;  ///< dict or None
  /// The size of the last JSON made, reserved for the next.
  std::atomic<size_t> expected_json_size{1024};
};

/// The class that Python sees; set by init_schema_serializer.
extern constinit PyTypeObject* schema_serializer_type;

/// What `object` holds when it is a SchemaSerializer, else nullptr.
inline SchemaSerializer* as_schema_serializer(Borrowed object) {
  return Py_IS_TYPE(object, schema_serializer_type) ? &py::value_of<SchemaSerializer>(object)
                                                    : nullptr;
}

/// Serializes `value` by its own __pydantic_serializer__: call(root node) below that serializer's
/// config. What is noted there as unexpected is forgotten, as upstream does. Calls nothing, with an
/// exception set, when there is none.
template <class Result, class Call>
Result with_own_serializer(Borrowed value, SerState& state, Call&& call) {
  const Ref object = steal(PyObject_GetAttr(value, names.pydantic_serializer));
  if (!object) return Result();
  const SchemaSerializer* serializer = as_schema_serializer(object.get());
  if (serializer == nullptr) {
    conversion_error(object.get(), "SchemaSerializer");
    return Result();
  }
  const uint32_t noted = state.warnings.size();
  Scoped<SerConfig> config(state.config, serializer->config);
  Scoped<Borrowed> owner(state.owner, object.get());
  Result result = call(serializer->root);
  state.warnings.truncate(noted);
  return result;
}

}  // namespace pydantic_core
