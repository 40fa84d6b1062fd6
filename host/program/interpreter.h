// host/program/interpreter.h: starting the interpreter that python.wasm embeds.
#pragma once

#include <Python.h>

namespace host {

/// Starts it as `python` would with these arguments. `hash_seed` is for the snapshot, whose strings
/// have their hashes already: with 0 hashes do not depend on chance.
PyStatus start_interpreter(int argc, char** argv, const unsigned long* hash_seed);

/// What the running interpreter was configured with, to be changed before the script runs.
PyConfig* running_config();

}  // namespace host
