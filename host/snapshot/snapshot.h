// host/snapshot/snapshot.h: the snapshot that `dist/python.wasm` is: a started interpreter in its
// memory.
#pragma once

namespace host {

/// Whether the snapshot is being made: clocks then stand still and random numbers are always the
/// same, so that the same sources make the same bytes.
extern bool baking;

/// Whether this program came out of a snapshot: the interpreter is up.
extern bool baked;

/// Process time is counted from here.
void start_clock();

/// Whether a run with these arguments and this environment can go on from the snapshot. It cannot
/// where an option or a variable would have changed how the interpreter started.
[[nodiscard]] bool snapshot_fits(int argc, char** argv);

/// Gives the started interpreter its arguments, environment and streams. False with an exception
/// set.
[[nodiscard]] bool resume(int argc, char** argv);

/// Makes the program's memory what it was before it ever ran, and runs it from its beginning.
[[noreturn]] void start_anew();

}  // namespace host
