// validate/engine/build.h: from core schema to nodes.
#pragma once

#include "base/edition.h"
#include "validate/engine/quiet.h"

namespace pydantic_core {

using ValidatorGraph = Graph<Node>;

/// What building carries along.
class Builder {
 public:
  /// `use_prebuilt`: the own validator of a class may stand for its schema.
  Builder(ValidatorGraph& graph, bool use_prebuilt) : graph(graph), use_prebuilt_(use_prebuilt) {}

  /// A new node of class K to be filled in; nullptr with MemoryError set.
  template <class K>
  K* make() {
    return graph.make<K>();
  }
  /// The node for a nested schema (any object that should be a schema dict); nullptr with an
  /// exception set. A model or dataclass class that already has its own validator lends that one.
  const Node* build(Borrowed schema, SchemaDict config) { return build(schema, config, true); }
  /// The same for the schema itself, for which the class's own validator may not always stand.
  const Node* build_root(Borrowed schema, SchemaDict config) {
    return build(schema, config, kPrebuiltIsAnArgument);
  }
  /// The node for the schema under `name` of `schema`, which must be there.
  const Node* build_inner(const Schema& schema, Borrowed name) {
    return build_inner(schema, name, schema.config);
  }
  const Node* build_inner(const Schema& schema, Borrowed name, SchemaDict config);

  ValidatorGraph& graph;

 private:
  const Node* build(Borrowed schema, SchemaDict config, bool may_be_prebuilt);
  /// Names the node, which asks those inside of it for theirs. False with MemoryError set.
  [[nodiscard]] bool ask_names(const Node& node);

  const bool use_prebuilt_;
  /// Whether a node that has no name of its own yet is right inside of the one being built.
  bool is_to_ask_ = false;
  Text name_;  ///< room for ask_names()
};

/// The node for `items_schema`; nullptr when there is none or it takes anything. False with an
/// exception set.
[[nodiscard]] bool build_items(const Schema& schema, Builder& builder, const Node*& out);

/// RecursionError where validation would go on without end (definitions.cc). Always raised.
Outcome raise_too_deep(State& state);

/// One function a kind; each returns nullptr with an exception set when the schema is wrong.
#define KIND(type, name, ...) const Node* build_##name(const Schema& schema, Builder& builder);
#include "validate/engine/kinds.def"
#undef KIND

}  // namespace pydantic_core
