// serialize/kinds/wrappers/nullable.cc: None, or what the schema inside says.
#include "serialize/engine/build.h"

namespace pydantic_core {
namespace {

class NullableSerializer : public KindSerializer<NullableSerializer> {
 public:
  static constexpr Spelling kSpelling{"Nullable", "NullableSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    return value == Py_None ? borrow(value) : inner_->to_python(value, state);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (value != Py_None) return inner_->to_json(value, state, out);
    out.null();
    return true;
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return key == Py_None ? borrow(names.None) : inner_->json_key(key, state);
  }
  void name(Text& out) const { out << "nullable"; }
  void describe(Describer& out) const { describe_node(out, "serializer", inner_); }
  bool retry_with_lax(LaxSearch& search) const { return inner_->retry_with_lax(search); }
  SerLeaf leaf() const { return inner_->leaf().or_none(); }
  bool whole(Borrowed value, Whole& to) const {
    if (value != Py_None) return inner_->write_whole(value, to);
    to.out.null();
    return true;
  }

  const SerNode* inner_ = nullptr;
};

}  // namespace

const SerNode* build_nullable_serializer(const Schema& schema, SerBuilder& builder) {
  auto* node = builder.make<NullableSerializer>();
  if (node != nullptr) node->inner_ = builder.build_inner(schema, names.schema);
  return node != nullptr && node->inner_ != nullptr ? node : nullptr;
}

}  // namespace pydantic_core
