// serialize/kinds/containers/counter.cc: collections.Counter.
#include "py/collections.h"
#include "serialize/kinds/containers/pairs.h"

namespace pydantic_core {
namespace {

struct CounterKind {
  static constexpr Spelling kSpelling{"Counter", "CounterSerializer"};
  static constexpr const char* kName = "counter";
  static constexpr bool kIsDict = false;
  static constexpr bool kHasOwnOrder = false;
  static int accepts(Borrowed value) { return py::is_counter(value); }
  static Ref make(Ref dict) { return py::make_counter(dict.get()); }
};

}  // namespace

const SerNode* build_counter_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<PairsSerializer<CounterKind>>(schema, builder);
}

}  // namespace pydantic_core
