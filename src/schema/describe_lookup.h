// schema/describe_lookup.h: look-up paths in repr().
#pragma once

#include "schema/describe.h"
#include "schema/lookup.h"

namespace pydantic_core {

/// `paths` as upstream's LookupKey shows itself; `plain`: none of them was written as a list of
/// steps.
void describe_paths(Describer& out, LookupPaths paths, bool plain);
/// A field of a description that holds all the ways to look a named value up.
void describe_lookup(Describer& out, const Lookup& lookup);

}  // namespace pydantic_core
