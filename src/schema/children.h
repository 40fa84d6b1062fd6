// schema/children.h: the core schemas inside a core schema, as children.def says for each type.
#pragma once

#include "base/vec.h"
#include "schema/schema.h"

namespace pydantic_core {

/// What `schema`, a dict, has under `name`; KeyError where it has nothing. False with an exception
/// set.
[[nodiscard]] bool required_item(Borrowed schema, Borrowed name, Ref& out);

/// Adds the objects that `schema`, a dict of that `type`, has in the places of schemas. False with
/// an exception set: KeyError if one is missing, TypeError if there is something else in the place
/// of a container of schemas, what containers of the user's raise, or MemoryError.
[[nodiscard]] bool add_children(Borrowed schema, Borrowed type, Vec<Ref>& out);
/// Adds what `schema`, a dict, has under `name`, if it has that.
[[nodiscard]] bool add_child(Borrowed schema, Borrowed name, Vec<Ref>& out);

}  // namespace pydantic_core
