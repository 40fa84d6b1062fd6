// serialize/engine/own_serializer.h: the serializer that a value's class has: its
// __pydantic_serializer__.
#pragma once

#include "serialize/engine/handle.h"
#include "serialize/output/texts.h"

namespace pydantic_core {

/// Looks for it: 1, and `own` is a SchemaSerializer; 0: the value has no such attribute; -1 with an
/// exception set. Runs Python code: pydantic puts a stand-in there while a class is incomplete,
/// which is asked to rebuild().
int find_own_serializer(Borrowed value, Ref& own);

/// call(root node) below the config of the SchemaSerializer `own`.
template <class Result, class Call>
Result call_own_serializer(Borrowed own, SerState& state, Call&& call) {
  const SchemaSerializer& serializer = *as_schema_serializer(own);
  const uint32_t noted = state.warnings.size();
  Scoped<SerConfig> config(state.config, serializer.config);
  Scoped<Borrowed> owner(state.owner, own);
  Result result = call(serializer.root);
  if (!kOwnSerializersWarn) state.warnings.truncate(noted);
  return result;
}

/// Both for a value that inference has seen to have one.
template <class Result, class Call>
Result with_own_serializer(Borrowed value, SerState& state, Call&& call) {
  Ref own;
  const int found = find_own_serializer(value, own);
  if (found > 0) return call_own_serializer<Result>(own.get(), state, call);
  if (found == 0) raise_unknown_type(value);
  return Result();
}

}  // namespace pydantic_core
