// serialize/engine/iterator.h: SerializationIterator, which serializes what a generator yields, one
// item at a time.
#pragma once

#include "serialize/engine/filter.h"
#include "serialize/engine/node.h"

namespace pydantic_core {

/// Makes the class; it is not an attribute of the module. False with an exception set.
[[nodiscard]] bool init_serialization_iterator(PyObject* module);

/// Serializes the items of `iterator` with `node` as they are asked for. `node` and `filter` live
/// as long as state.owner, or for ever. Empty with an exception set.
Ref make_serialization_iterator(Borrowed iterator, const SerNode* node, const SchemaFilter& filter,
                                const SerState& state);

}  // namespace pydantic_core
