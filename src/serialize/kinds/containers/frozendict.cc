// serialize/kinds/containers/frozendict.cc: frozendict, a builtin since CPython 3.15.
#include "schema/parts.h"
#include "serialize/kinds/containers/pairs.h"

namespace pydantic_core {
namespace {

struct FrozenDictKind {
  static constexpr Spelling kSpelling{"FrozenDict", "FrozenDictSerializer"};
  static constexpr const char* kName = "frozendict";
  static constexpr bool kIsDict = false;
  static constexpr bool kHasOwnOrder = true;
  static int accepts(Borrowed value) { return py::is_frozendict(value); }
  static Ref make(Ref dict) { return steal(py::new_frozendict(dict.get())); }
};

}  // namespace

const SerNode* build_frozendict_serializer(const Schema& schema, SerBuilder& builder) {
  if (!check_has_frozendict()) return nullptr;
  return build_kind<PairsSerializer<FrozenDictKind>>(schema, builder);
}

}  // namespace pydantic_core
