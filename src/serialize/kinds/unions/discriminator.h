// serialize/kinds/unions/discriminator.h: how a tagged union finds out which of its choices a value
// is.
#pragma once

#include "schema/describe.h"
#include "schema/lookup.h"

namespace pydantic_core {

class Discriminator {
 public:
  /// A callable, or a key or paths to look for. False with an exception set.
  [[nodiscard]] bool init(Borrowed discriminator);
  /// The tag: what the function says, or what is under the key of a dict or the attribute of an
  /// object. Empty when there is none, for whatever reason. False with MemoryError set.
  [[nodiscard]] bool tag_of(Borrowed value, Ref& tag) const;
  void describe(Describer& out) const;

  template <class F>
  void each_ref(F&& f) {
    f(function_);
    lookup_.each_ref(f);
  }

 private:
  Ref function_;
  Lookup lookup_;
};

}  // namespace pydantic_core
