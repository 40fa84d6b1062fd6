// host/program/checks.h: `python.wasm --checks`, what `./run.sh` shows without a script.
#pragma once

namespace host {

/// Runs the checks of checks.py in the running interpreter. Returns 0 if all passed; else prints
/// the traceback and returns 1.
[[nodiscard]] int run_checks();

}  // namespace host
