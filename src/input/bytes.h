// input/bytes.h: inputs read as bytes.
#pragma once

#include "input/scalars.h"
#include "schema/modes.h"

namespace pydantic_core {

/// Becomes bytes (an instance of a subclass stays one). `mode` says how text stands for bytes.
Outcome read_bytes(PyInput input, State& state, bool strict, BytesMode mode, Ref& out);
Outcome read_bytes(JsonInput input, State& state, bool strict, BytesMode mode, Ref& out);
Outcome read_bytes(StringInput input, State& state, bool strict, BytesMode mode, Ref& out);

}  // namespace pydantic_core
