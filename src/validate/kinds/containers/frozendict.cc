// validate/kinds/containers/frozendict.cc: frozendict, a builtin since CPython 3.15.
#include "schema/parts.h"
#include "validate/kinds/containers/pairs.h"

namespace pydantic_core {
namespace {

struct FrozenDictKind {
  static constexpr MappingKind kKind = MappingKind::frozendict;
  static constexpr const char* kName = "frozendict";
  static constexpr const char* kMessage = "Frozendict";
  static constexpr Spelling kSpelling{"FrozenDict", "FrozenDictValidator"};
  static constexpr bool kIsQuiet = true;
  static constexpr bool kStopsAtMost = true;
  static Ref make(Ref dict) { return steal(py::new_frozendict(dict.get())); }
};

}  // namespace

const Node* build_frozendict(const Schema& schema, Builder& builder) {
  if (!check_has_frozendict()) return nullptr;
  return build_kind<PairsNode<FrozenDictKind>>(schema, builder);
}

}  // namespace pydantic_core
