// schema/describe_keys.h: how the keys of a JSON object lead to named values, in repr().
#pragma once

#include "base/vec.h"
#include "schema/describe.h"
#include "schema/lookup.h"

namespace pydantic_core {

/// The field "lookup" of a description: which keys, and which steps into their values, lead to
/// which of the values that are looked up.
void describe_keys(Describer& out, const Vec<const Lookup*>& lookups);

}  // namespace pydantic_core
