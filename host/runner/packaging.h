// host/runner/packaging.h: what differs between the two builds of the runner, dist/run and the one
// of the package pydantic-wasm.

#pragma once

namespace runner {

/// The command that starts this runner, for messages.
extern const char* const kCommand;

/// Whether this is the runner of the package. It comes with a compiled module beside each program
/// that starts from a snapshot, and with Python code around it.
extern const bool kIsPackage;

}  // namespace runner
