// validate/kinds/containers/counter.cc: collections.Counter, which is written in Python: making one
// is not quiet.
#include "py/collections.h"
#include "validate/kinds/containers/pairs.h"

namespace pydantic_core {
namespace {

struct CounterKind {
  static constexpr MappingKind kKind = MappingKind::counter;
  static constexpr const char* kName = "counter";
  static constexpr const char* kMessage = "Counter";
  static constexpr Spelling kSpelling{"Counter", "CounterValidator"};
  static constexpr bool kIsQuiet = false;
  static constexpr bool kStopsAtMost = true;
  static Ref make(Ref dict) { return py::make_counter(dict.get()); }
};

}  // namespace

const Node* build_counter(const Schema& schema, Builder& builder) {
  return build_kind<PairsNode<CounterKind>>(schema, builder);
}

}  // namespace pydantic_core
