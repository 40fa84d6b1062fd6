// schema/children.h: the core schemas inside a core schema, as children.def says for each type.
#pragma once

#include "base/vec.h"
#include "schema/schema.h"

namespace pydantic_core {

/// What `schema`, a dict, has under `name`; KeyError where it has nothing. False with an exception
/// set.
[[nodiscard]] bool required_item(Borrowed schema, Borrowed name, Ref& out);

/// Adds what `schema`, a dict of that `type`, holds as schemas, whatever these are. False with an
/// exception set: where one is missing, TypeError where what should hold some is no container,
/// what the user's containers raise, or MemoryError.
[[nodiscard]] bool add_children(Borrowed schema, Borrowed type, Vec<Ref>& out);
/// Adds what `schema`, a dict, has under `name`, if it has that.
[[nodiscard]] bool add_child(Borrowed schema, Borrowed name, Vec<Ref>& out);

}  // namespace pydantic_core
