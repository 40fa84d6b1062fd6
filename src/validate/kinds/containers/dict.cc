// validate/kinds/containers/dict.cc: dicts.
#include "base/edition.h"
#include "validate/kinds/containers/pairs.h"

namespace pydantic_core {
namespace {

struct DictKind {
  static constexpr MappingKind kKind = MappingKind::dict;
  static constexpr const char* kName = "dict";
  static constexpr const char* kMessage = "Dictionary";
  static constexpr Spelling kSpelling{"Dict", "DictValidator"};
  static constexpr bool kIsQuiet = true;
  static constexpr bool kStopsAtMost = kDictsStopAtMost;
  static Ref make(Ref dict) { return dict; }
};

}  // namespace

const Node* build_dict(const Schema& schema, Builder& builder) {
  return build_kind<PairsNode<DictKind>>(schema, builder);
}

}  // namespace pydantic_core
