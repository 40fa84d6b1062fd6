// schema/default.cc: see default.h.
#include "schema/default.h"

#include "schema/schema_error.h"

namespace pydantic_core {

bool SchemaDefault::init(SchemaDict schema) {
  if (!schema.get(names.default_, value) || !schema.get(names.default_factory, factory))
    return false;
  if (value && factory)
    return schema_error("'default' and 'default_factory' cannot be used together");
  return !factory || schema.get(names.default_factory_takes_data, takes_data);
}

void SchemaDefault::describe(Describer& out) const {
  out.field("default");
  if (factory) {
    out.open_tuple("DefaultFactory");
    out.object(factory.get());
    out.element();
    out.out() << (takes_data ? "true" : "false");
    out.close_tuple();
  } else if (value) {
    out.open_tuple("Default");
    out.object(value.get());
    out.close_tuple();
  } else {
    out.out() << "None";
  }
}

}  // namespace pydantic_core
