// serialize/engine/build.h: from core schema to serializer nodes.
#pragma once

#include "schema/prebuilt.h"
#include "serialize/engine/node.h"

namespace pydantic_core {

using SerializerGraph = Graph<SerNode>;

/// What building carries along.
class SerBuilder {
 public:
  /// `use_prebuilt`: the own serializer of a class may stand for its schema.
  SerBuilder(SerializerGraph& graph, bool use_prebuilt)
      : graph(graph), use_prebuilt_(use_prebuilt) {}

  /// A new node of class K to be filled in; nullptr with MemoryError set.
  template <class K>
  K* make() {
    return graph.make<K>();
  }
  /// The node for a nested schema (any object that should be a schema dict); nullptr with an
  /// exception set. A model or dataclass class that already has its own serializer lends that one.
  const SerNode* build(Borrowed schema, SchemaDict config) { return build(schema, config, true); }
  /// The same for the schema itself, for which the class's own serializer may not always stand.
  const SerNode* build_root(Borrowed schema, SchemaDict config) {
    return build(schema, config, kPrebuiltIsAnArgument);
  }
  /// The node for the schema under `name` of `schema`, which must be there.
  const SerNode* build_inner(const Schema& schema, Borrowed name) {
    return build_inner(schema, name, schema.config);
  }
  const SerNode* build_inner(const Schema& schema, Borrowed name, SchemaDict config);
  /// The same, or the node that serializes by type when there is none.
  const SerNode* build_optional(const Schema& schema, Borrowed name);

  SerializerGraph& graph;
  /// Where the node of a model or dataclass that has just been built keeps whether its config asks
  /// for polymorphic_serialization, for the builder to fill in; nullptr once that is done.
  bool* polymorphic_flag = nullptr;

 private:
  const SerNode* build(Borrowed schema, SchemaDict config, bool may_be_prebuilt);
  const SerNode* build_override(const Schema& schema, Borrowed override, bool& by_type);
  const SerNode* let_subclasses(const Schema& schema, const SerNode* node);

  const bool use_prebuilt_;
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

/// A node that lets instances of subclasses of the schema's class go to their own serializers, in
/// front of one that does not. nullptr with an exception set.
const SerNode* build_trampoline(const Schema& schema, SerBuilder& builder, const SerNode* inner);

/// A node that forwards to the serializer of the schema's class, where that has a usable one of its
/// own; `out` stays as it is where not. False with MemoryError set.
[[nodiscard]] bool find_prebuilt_serializer(const Schema& schema, ClassKind kind,
                                            SerBuilder& builder, const SerNode*& out);

}  // namespace pydantic_core
