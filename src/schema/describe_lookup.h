// schema/describe_lookup.h: look-up paths in repr().
#pragma once

#include "schema/describe.h"
#include "schema/lookup.h"

namespace pydantic_core {

/// The key of a path, a str, by itself.
void describe_key(Describer& out, Borrowed key);
/// The field "discriminator" of a description: what finds the tag, a function or else the paths.
void describe_discriminator(Describer& out, Borrowed function, const Lookup& lookup);
/// A field of a description that holds all the ways to look a named value up; `optional`: there may
/// be none, which later editions show.
void describe_lookup(Describer& out, const Lookup& lookup, bool optional = false);

}  // namespace pydantic_core
