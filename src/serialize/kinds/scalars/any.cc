// serialize/kinds/scalars/any.cc: serializes by the value's type.
#include "serialize/engine/build.h"

namespace pydantic_core {
namespace {

class AnySerializer : public KindSerializer<AnySerializer, SerKind::any> {
 public:
  static constexpr Spelling kSpelling{"Any", "AnySerializer"};
  static SerLeaf leaf() { return SerLeaf::by_type(); }
  Ref to_python(Borrowed value, SerState& state) const { return infer_to_python(value, state); }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    return infer_to_json(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const { return infer_json_key(key, state); }
  void name(Text& out) const { out << "any"; }
};

constexpr AnySerializer kAny;

}  // namespace

const SerNode* any_serializer() { return &kAny; }
const SerNode* build_any_serializer(const Schema&, SerBuilder&) { return &kAny; }

}  // namespace pydantic_core
