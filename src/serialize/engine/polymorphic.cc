// serialize/engine/polymorphic.cc: see polymorphic.h.
#include "serialize/engine/polymorphic.h"

namespace pydantic_core {
namespace {

/// Stands in front of a node that serializes a class and does not handle subclasses itself.
template <SerKind kKindOf>
class TrampolineSerializer : public PolymorphicSerializer<TrampolineSerializer<kKindOf>, kKindOf> {
 public:
  static constexpr Spelling kSpelling{"PolymorphismTrampoline", "PolymorphismTrampoline"};
  Ref own_to_python(Borrowed value, SerState& state) const {
    return inner_->to_python_by_schema(value, state);
  }
  bool own_to_json(Borrowed value, SerState& state, JsonText& out) const {
    return inner_->to_json_by_schema(value, state, out);
  }
  // Keys of JSON objects never go to other serializers.
  Ref json_key(Borrowed key, SerState& state) const { return inner_->json_key(key, state); }
  void name(Text& out) const { inner_->name(out); }
  void describe_own(Describer&) const {}
  void describe_inside(Describer& out) const { inner_->describe(out); }
  bool retry_with_lax(LaxSearch& search) const { return inner_->retry_with_lax(search); }
  PyTypeObject* own_type() const { return inner_->own_type(); }
  [[nodiscard]] bool init(const Schema& schema, SerBuilder& builder, const SerNode* inner) {
    inner_ = inner;
    if (!this->read_class(schema)) return false;
    this->join(builder);
    return true;
  }

 private:
  const SerNode* inner_ = nullptr;
};

template <SerKind kKindOf>
const SerNode* build(const Schema& schema, SerBuilder& builder, const SerNode* inner) {
  auto* node = builder.make<TrampolineSerializer<kKindOf>>();
  return node != nullptr && node->init(schema, builder, inner) ? node : nullptr;
}

}  // namespace

const SerNode* build_trampoline(const Schema& schema, SerBuilder& builder, const SerNode* inner) {
  // is_wrap_function() is about the node that serializes the class.
  return inner->is_wrap_function() ? build<SerKind::function_wrap>(schema, builder, inner)
                                   : build<SerKind::other>(schema, builder, inner);
}

int find_subclass_serializer(Borrowed value, Borrowed cls, const SerState& state, Ref& own) {
  const int is_instance = PyObject_IsInstance(value, cls);
  if (is_instance <= 0) return is_instance;
  const int found = find_own_serializer(value, own);
  if (found <= 0 || state.handed_over != value) return found;
  raise_depth_exceeded();
  return -1;
}

}  // namespace pydantic_core
