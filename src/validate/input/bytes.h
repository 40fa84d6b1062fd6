// validate/input/bytes.h: inputs read as bytes.
#pragma once

#include "schema/modes.h"
#include "validate/input/scalars.h"

namespace pydantic_core {

/// Becomes bytes (an instance of a subclass stays one). `mode` says how text stands for bytes.
Outcome read_bytes(PyInput input, State& state, bool strict, BytesMode mode, Ref& out);
Outcome read_bytes(JsonInput input, State& state, bool strict, BytesMode mode, Ref& out);
Outcome read_bytes(StringInput input, State& state, bool strict, BytesMode mode, Ref& out);

}  // namespace pydantic_core
