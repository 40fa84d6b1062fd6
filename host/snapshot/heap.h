// host/snapshot/heap.h: what the snapshot needs from malloc.
#pragma once

namespace host {

/// The end of the memory that malloc may use at first; null: the end of all memory. Set before
/// malloc is first called.
extern char* heap_limit;

/// Gives that stretch of memory to malloc.
void give_memory(char* begin, char* end);

/// Marks all free blocks as used for ever, so that malloc takes fresh memory from now on.
void seal_heap();

/// Resets malloc to its initial state.
void forget_heap();

}  // namespace host
