// host/program/interpreter.h: starting the interpreter that python.wasm embeds.
#pragma once

#include <Python.h>

namespace host {

/// Starts it as `python` would with these arguments. `hash_seed` may be null. The snapshot is made
/// with 0, as its strings have hashes: hashes are then not random.
PyStatus start_interpreter(int argc, char** argv, const unsigned long* hash_seed);

/// The configuration of the running interpreter, which can be changed before the script runs.
PyConfig* running_config();

}  // namespace host
