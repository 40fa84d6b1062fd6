// serialize/engine/prebuilt.cc: models and dataclasses that have a complete serializer of their own
// lend it to schemas that contain them, instead of being built again.
#include "serialize/engine/handle.h"

namespace pydantic_core {
namespace {

class PrebuiltSerializer : public KindSerializer<PrebuiltSerializer> {
 public:
  static constexpr Spelling kSpelling{"Prebuilt", "PrebuiltSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    return node_->to_python_by_schema(value, state);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    return node_->to_json_by_schema(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return node_->json_key_by_schema(key, state);
  }
  void name(Text& out) const { node_->name(out); }
  void describe(Describer& out) const { out.field_object("schema_serializer", serializer_.get()); }
  bool retry_with_lax(LaxSearch& search) const { return node_->retry_with_lax(search); }
  PyTypeObject* own_type() const { return node_->own_type(); }
  template <class F>
  void each_ref(F&& f) {
    f(serializer_);
  }

  Ref serializer_;  // the SchemaSerializer that owns node_
  const SerNode* node_ = nullptr;
};

}  // namespace

bool find_prebuilt_serializer(const Schema& schema, ClassKind kind, SerBuilder& builder,
                              const SerNode*& out) {
  Ref object;
  if (!get_prebuilt(schema.dict, kind, names.pydantic_serializer, object)) return forgive();
  const SchemaSerializer* serializer = object ? as_schema_serializer(object.get()) : nullptr;
  if (serializer == nullptr) return true;
  // A function around the class's own serializer may depend on where it stands: that is built anew.
  if (serializer->root->is(SerKind::function_wrap) || serializer->root->is(SerKind::field_wrap))
    return true;
  auto* node = builder.make<PrebuiltSerializer>();
  if (node == nullptr) return false;
  node->node_ = serializer->root;
  node->serializer_ = std::move(object);
  out = node;
  return true;
}

}  // namespace pydantic_core
