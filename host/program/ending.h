// host/program/ending.h: how a run ends.

#pragma once

namespace host {

/// Flushes the streams of Python and C before the program ends without Py_FinalizeEx. Only the
/// first call has an effect. Python's streams are left out if Python code cannot run. An exception
/// that is set stays set.
void flush_before_crash();

}  // namespace host
