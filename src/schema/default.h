// schema/default.h: the default that a schema gives, a value or a factory that makes one.
#pragma once

#include "schema/describe.h"
#include "schema/schema.h"

namespace pydantic_core {

struct SchemaDefault {
  Ref value;
  Ref factory;
  bool takes_data = false;  ///< the factory wants the fields that were validated before

  /// Reads it; both stay empty where there is none. False with an exception set.
  [[nodiscard]] bool init(SchemaDict schema);
  explicit operator bool() const { return value || factory; }
  void describe(Describer& out) const;

  template <class F>
  void each_ref(F&& f) {
    f(value);
    f(factory);
  }
};

}  // namespace pydantic_core
