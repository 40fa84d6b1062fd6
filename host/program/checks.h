// host/program/checks.h: `python.wasm --checks`, what `./run.sh` shows without a script.
#pragma once

namespace host {

/// Runs the checks of checks.py in the running interpreter. 0 if each gave what it should, else 1
/// with the traceback shown.
[[nodiscard]] int run_checks();

}  // namespace host
