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

}  // namespace pydantic_core
