// py/gc.h: one list of references a class serves both traverse and clear.
//
// A class that owns references has `template <class F> void each_ref(F&& f)` and calls f(ref) for
// every Ref it owns (and forwards to members that have one themselves). Visit and Clear are the two
// callers.
#pragma once

#include "base/vec.h"
#include "py/ref.h"

namespace pydantic_core::py {

/// Reports each reference to the collector; `result` is the first non-zero answer.
struct Visit {
  visitproc visit;
  void* arg;
  int result = 0;
  void operator()(const Ref& ref) {
    if (result == 0 && ref) result = visit(ref.get(), arg);
  }
};

/// Drops each reference.
struct Clear {
  void operator()(Ref& ref) { ref.reset(); }
};

}  // namespace pydantic_core::py
