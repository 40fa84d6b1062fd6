// host/snapshot/heap.h: what the snapshot has to say to malloc.
#pragma once

namespace host {

/// Where the first memory that malloc takes ends, if not where all memory does. Set before malloc
/// is first called.
extern char* heap_limit;

/// Lets malloc have that stretch of memory.
void give_memory(char* begin, char* end);

/// Gives up what is free: all that malloc hands out from now on lies elsewhere.
void seal_heap();

/// Makes malloc start over, as if nothing had ever been allocated.
void forget_heap();

}  // namespace host
