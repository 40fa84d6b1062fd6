// host/snapshot/initial_data.h: the initial data of the program, from before the snapshot was made.
#pragma once

namespace host {

/// Copies all data of the program into memory that malloc does not use. Called before anything else
/// has run.
void keep_data();

/// Keeps only the original bytes of what has changed, and gives the rest of the copy to malloc.
/// Called when the snapshot is complete.
void keep_changes();

/// Restores the data, and clears all other memory but the stack. Afterwards nothing is initialised,
/// not even the libc.
void restore_data();

}  // namespace host
