// serialize/kinds/containers/ordered_dict.cc: collections.OrderedDict.
#include "py/collections.h"
#include "serialize/kinds/containers/pairs.h"

namespace pydantic_core {
namespace {

struct OrderedDictKind {
  static constexpr Spelling kSpelling{"OrderedDict", "OrderedDictSerializer"};
  static constexpr const char* kName = "ordered-dict";
  static constexpr bool kIsDict = false;
  static constexpr bool kHasOwnOrder = true;
  static int accepts(Borrowed value) { return py::is_ordered_dict(value); }
  static Ref make(Ref dict) { return py::make_ordered_dict(dict.get()); }
};

}  // namespace

const SerNode* build_ordered_dict_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<PairsSerializer<OrderedDictKind>>(schema, builder);
}

}  // namespace pydantic_core
