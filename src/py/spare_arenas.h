// py/spare_arenas.h: keeps some of the memory that CPython would give back to the system.
//
// CPython takes the memory of small objects from the system in arenas of 1 MiB, and gives an arena
// back as soon as nothing in it is in use. A large result fills some arenas, and dropping it
// empties them. A program that validates one large input after the other thus gives back the same
// arenas each time, and gets new ones, of which the system clears and hands out every page at its
// first use. For 1,000 orders that took a quarter of the time of a call, and a third of the fastest
// ones.
//
// So the first arenas that are given back are kept and are the next ones that CPython gets. They
// are few: no more than kMost MiB stay for each copy of the module. The functions that CPython
// calls for an arena are a setting of the process, made for being replaced
// (PyObject_SetArenaAllocator): those that were set before still do the work, and those that others
// set later can use these.
#pragma once

namespace pydantic_core::py {

/// Starts keeping arenas, at the first import. Nothing is kept where arenas are not used
/// (PYTHONMALLOC=malloc, without the GIL) or would not reach the system (WASI).
void keep_spare_arenas();

}  // namespace pydantic_core::py
