// host/snapshot/snapshot.h: the snapshot that `dist/python.wasm` is: a started interpreter in its
// memory.
#pragma once

namespace host {

/// Whether the snapshot is being made. Clocks then show a constant time and random numbers are
/// constant, so that the same sources give the same bytes.
extern bool baking;

/// Whether this program was resumed from a snapshot: the interpreter is already started.
extern bool baked;

/// Sets the zero of process time.
void start_clock();

/// Whether a run with these arguments and this environment can resume the snapshot. It cannot if an
/// option or a variable changes how the interpreter starts.
[[nodiscard]] bool snapshot_fits(int argc, char** argv);

/// Gives the started interpreter its arguments, environment and streams. False with an exception
/// set.
[[nodiscard]] bool resume(int argc, char** argv);

/// Restores the memory of the program to its initial state, and runs the program from its
/// beginning.
[[noreturn]] void start_anew();

}  // namespace host
