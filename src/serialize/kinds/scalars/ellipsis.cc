// serialize/kinds/scalars/ellipsis.cc: `...`, which JSON does not have.
#include "errors/serialization_errors.h"
#include "serialize/engine/build.h"

namespace pydantic_core {
namespace {

class EllipsisSerializer : public KindSerializer<EllipsisSerializer> {
 public:
  static constexpr Spelling kSpelling{"Ellipsis", "EllipsisSerializer"};
  Ref to_python(Borrowed value, SerState&) const {
    if (value == Py_Ellipsis) return borrow(value);
    return raise_unexpected(unexpected_message(Text() << "Expected 'Ellipsis' object"));
  }
  bool to_json(Borrowed, SerState& state, JsonText&) const {
    state.error_is_final = true;
    return raise_serialization_error(
        Text() << "Error serializing to JSON: 'Ellipsis' can't be serialized to JSON");
  }
  Ref json_key(Borrowed key, SerState& state) const { return not_a_key(key, state, "ellipsis"); }
  void name(Text& out) const { out << "ellipsis"; }
};

constexpr EllipsisSerializer kEllipsis;

}  // namespace

const SerNode* build_ellipsis_serializer(const Schema&, SerBuilder&) { return &kEllipsis; }

}  // namespace pydantic_core
