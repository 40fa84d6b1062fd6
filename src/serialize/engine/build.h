// serialize/engine/build.h: from core schema to serializer nodes.
#pragma once

#include "schema/prebuilt.h"
#include "serialize/engine/node.h"

namespace pydantic_core {

using SerializerGraph = Graph<SerNode>;

/// What building carries along.
class SerBuilder {
 public:
  explicit SerBuilder(SerializerGraph& graph) : graph(graph) {}

  /// A new node of class K to be filled in; nullptr with MemoryError set.
  template <class K>
  K* make() {
    return graph.make<K>();
  }
  /// The node for a nested schema (any object that should be a schema dict); nullptr with an
  /// exception set. A model or dataclass class that already has its own serializer lends that one.
  const SerNode* build(Borrowed schema, SchemaDict config) { return build(schema, config, true); }
  /// The same for the schema itself, which must not be served by the class's own serializer.
  const SerNode* build_root(Borrowed schema, SchemaDict config) {
    return build(schema, config, false);
  }
  /// The node for the schema under `name` of `schema`, which must be there.
  const SerNode* build_inner(const Schema& schema, Borrowed name) {
    return build_inner(schema, name, schema.config);
  }
  const SerNode* build_inner(const Schema& schema, Borrowed name, SchemaDict config);
  /// The same, or the node that serializes by type when there is none.
  const SerNode* build_optional(const Schema& schema, Borrowed name);

  SerializerGraph& graph;
  /// How many of the user's functions the nodes so far call.
  uint32_t functions = 0;

 private:
  const SerNode* build(Borrowed schema, SchemaDict config, bool use_prebuilt);
};

/// The node that serializes by type: one for all.
const SerNode* any_serializer();

/// One function a kind; each returns nullptr with an exception set when the schema is wrong.
#define KIND(type, name, ...) \
  const SerNode* build_##name##_serializer(const Schema& schema, SerBuilder& builder);
#include "serialize/engine/kinds.def"
#undef KIND

/// The nodes of `serialization` schemas that need the schema around them too: `schema` is that one.
const SerNode* build_plain_function(const Schema& schema, SerBuilder& builder);
const SerNode* build_wrap_function(const Schema& schema, SerBuilder& builder);

/// A node that forwards to the serializer of the schema's class, where that has a usable one of its
/// own; `out` stays as it is where not. False with MemoryError set.
[[nodiscard]] bool find_prebuilt_serializer(const Schema& schema, ClassKind kind,
                                            SerBuilder& builder, const SerNode*& out);

}  // namespace pydantic_core
