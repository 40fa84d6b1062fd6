// serialize/kinds/wrappers/definitions.cc: definitions, and the references to them, through which
// schemas (and values) can recurse.
#include "py/sync.h"
#include "serialize/engine/build.h"

namespace pydantic_core {
namespace {

class DefinitionRefSerializer : public KindSerializer<DefinitionRefSerializer> {
 public:
  static constexpr Spelling kSpelling{"Recursive", "DefinitionRefSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    RecursionScope scope(state, value, definition_);
    return scope.ok() ? definition_->node->to_python_by_schema(value, state) : Ref();
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    RecursionScope scope(state, value, definition_);
    return scope.ok() && definition_->node->to_json_by_schema(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return definition_->node->json_key_by_schema(key, state);
  }
  void name(Text& out) const { out << "definition-ref"; }
  SerLeaf leaf() const { return SerLeaf::whole(true); }  // the definition may not be known yet
  bool whole(Borrowed value, Whole& to) const {
    return !to.state.recursion.refuses(value, definition_) &&
           definition_->node->write_whole(value, to);
  }
  void describe(Describer& out) const {
    out.field_text("definition", "...");
    LaxSearch search;
    out.field("retry_with_lax_check", retry_with_lax(search));
    if (search.out_of_memory) out.out().fail();
  }
  bool retry_with_lax(LaxSearch& search) const {
    for (const void* entered : search.entered) {
      if (entered == definition_) return false;
    }
    // Without memory to remember the definition, a cycle could not be detected.
    search.out_of_memory = search.out_of_memory || !search.entered.push(definition_);
    return !search.out_of_memory && definition_->node->retry_with_lax(search);
  }

  const Definition<SerNode>* definition_ = nullptr;
};

/// Builds one item of `definitions` and files it under its `ref`.
bool define(Borrowed schema, SchemaDict config, SerBuilder& builder) {
  if (!PyDict_Check(schema)) return conversion_error(schema, "PyDict");
  Ref name;
  if (!SchemaDict(schema).require_text(names.ref, name)) return false;
  const SerNode* node = builder.build(schema, config);
  return node != nullptr && builder.graph.define(name.get(), node);
}

}  // namespace

const SerNode* build_definitions_serializer(const Schema& schema, SerBuilder& builder) {
  Ref definitions;
  if (!schema.dict.require_list(names.definitions, definitions)) return nullptr;
  for (const Ref& definition : py::ListItems(definitions.get())) {
    if (!define(definition.get(), schema.config, builder)) return nullptr;
  }
  return builder.build_inner(schema, names.schema);
}

const SerNode* build_definition_ref_serializer(const Schema& schema, SerBuilder& builder) {
  Ref name;
  if (!schema.dict.require_text(names.schema_ref, name)) return nullptr;
  const Definition<SerNode>* definition = builder.graph.definition(name.get());
  auto* node = definition != nullptr ? builder.make<DefinitionRefSerializer>() : nullptr;
  if (node != nullptr) node->definition_ = definition;
  return node;
}

}  // namespace pydantic_core
