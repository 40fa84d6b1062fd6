// serialize/kinds/containers/dict.cc: dict.
#include "serialize/kinds/containers/pairs.h"

namespace pydantic_core {
namespace {

struct DictKind {
  static constexpr Spelling kSpelling{"Dict", "DictSerializer"};
  static constexpr const char* kName = "dict";
  static constexpr bool kIsDict = true;
  static constexpr bool kHasOwnOrder = false;
  static int accepts(Borrowed value) { return PyDict_Check(value); }
  static Ref make(Ref dict) { return dict; }
};

}  // namespace

const SerNode* build_dict_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<PairsSerializer<DictKind>>(schema, builder);
}

}  // namespace pydantic_core
