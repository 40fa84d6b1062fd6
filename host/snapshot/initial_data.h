// host/snapshot/initial_data.h: the program's data as they were before the snapshot was made.
#pragma once

namespace host {

/// Before anything has run: keeps a copy of all of the program's data, in memory that malloc does
/// not know.
void keep_data();

/// When the snapshot is complete: keeps only what has changed, and lets malloc have the rest.
void keep_changes();

/// Puts the data back and empties all other memory but the stack. What is called next must not
/// expect anything to be initialised.
void restore_data();

}  // namespace host
