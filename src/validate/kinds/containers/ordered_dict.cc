// validate/kinds/containers/ordered_dict.cc: collections.OrderedDict.
#include "py/collections.h"
#include "validate/kinds/containers/pairs.h"

namespace pydantic_core {
namespace {

struct OrderedDictKind {
  static constexpr MappingKind kKind = MappingKind::ordered_dict;
  static constexpr const char* kName = "ordered-dict";
  static constexpr const char* kMessage = "OrderedDict";
  static constexpr Spelling kSpelling{"OrderedDict", "OrderedDictValidator"};
  static constexpr bool kIsQuiet = true;
  static constexpr bool kStopsAtMost = true;
  static Ref make(Ref dict) { return py::make_ordered_dict(dict.get()); }
};

}  // namespace

const Node* build_ordered_dict(const Schema& schema, Builder& builder) {
  return build_kind<PairsNode<OrderedDictKind>>(schema, builder);
}

}  // namespace pydantic_core
