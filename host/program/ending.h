// host/program/ending.h: how a run ends.

#pragma once

namespace host {

/// Writes out what Python's and C's streams hold, before an end of the program without Python's. At
/// most once; nothing where Python's code cannot run. Keeps an exception that is set.
void flush_before_crash();

}  // namespace host
