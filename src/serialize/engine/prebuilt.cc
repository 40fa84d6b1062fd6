// serialize/engine/prebuilt.cc: models and dataclasses that have a complete serializer of their own
// lend it to schemas that contain them, instead of being built again.
#include "serialize/engine/handle.h"
#include "serialize/engine/polymorphic.h"

namespace pydantic_core {
namespace {

class PrebuiltSerializer : public PolymorphicSerializer<PrebuiltSerializer> {
 public:
  static constexpr Spelling kOwnSpelling{"Prebuilt", "PrebuiltSerializer"};
  Ref own_to_python(Borrowed value, SerState& state) const {
    return node_->to_python_by_schema(value, state);
  }
  bool own_to_json(Borrowed value, SerState& state, JsonText& out) const {
    return node_->to_json_by_schema(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return node_->json_key_by_schema(key, state);
  }
  void name(Text& out) const { node_->name(out); }
  void describe_own(Describer& out) const {
    out.field_object("schema_serializer", serializer_.get());
  }
  bool retry_with_lax(LaxSearch& search) const { return node_->retry_with_lax(search); }
  PyTypeObject* own_type() const { return node_->own_type(); }
  SerLeaf leaf() const { return SerLeaf::whole(node_->leaf().may_be_whole()); }
  bool whole(Borrowed value, Whole& to) const { return node_->write_whole(value, to); }
  template <class F>
  void each_ref(F&& f) {
    PolymorphicSerializer::each_ref(f);
    f(serializer_);
  }
  [[nodiscard]] bool init(const Schema& schema, SerBuilder& builder, Ref serializer) {
    node_ = as_schema_serializer(serializer.get())->root;
    serializer_ = std::move(serializer);
    if (!read_class(schema)) return false;
    join(builder);
    return true;
  }

 private:
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
  if (serializer->root->is_wrap_function()) return true;
  auto* node = builder.make<PrebuiltSerializer>();
  if (node == nullptr || !node->init(schema, builder, std::move(object))) return false;
  out = node;
  return true;
}

}  // namespace pydantic_core
