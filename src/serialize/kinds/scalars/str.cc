// serialize/kinds/scalars/str.cc: str.
#include "serialize/engine/build.h"
#include "serialize/kinds/scalars/simple.h"

namespace pydantic_core {
namespace {

class StrSerializer : public KindSerializer<StrSerializer, SerKind::str> {
 public:
  static constexpr Spelling kSpelling{"Str", "StrSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    if (PyUnicode_CheckExact(value)) [[likely]]
      return borrow(value);
    if (!PyUnicode_Check(value)) return fall_back(value, state);
    return state.is_json() ? plain_str(value) : borrow(value);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    return PyUnicode_Check(value) ? out.string(value) : fall_back(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return PyUnicode_Check(key) ? py::lossy_str(key) : fall_back_key(key, state);
  }
  void name(Text& out) const { out << "str"; }
  SerLeaf leaf() const { return {&PyUnicode_Type, LeafForm::str}; }
  PyTypeObject* own_type() const { return &PyUnicode_Type; }
};

constexpr StrSerializer kStr;

}  // namespace

const SerNode* str_serializer() { return &kStr; }
const SerNode* build_str_serializer(const Schema&, SerBuilder&) { return &kStr; }

}  // namespace pydantic_core
