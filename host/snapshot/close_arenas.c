// host/snapshot/close_arenas.c: the end of what Python's allocator hands out in the snapshot.
//
// Free blocks lie scattered over its pages. A run that took them would write to a new page with
// nearly every object that it makes, and the first time that a page is written to, the system copies
// it. So they are given up: a run begins with fresh memory, in which its objects lie closely.

#define Py_BUILD_CORE 1
#include <Python.h>

#include "pycore_interp.h"
#include "pycore_obmalloc.h"

void host_close_arenas(void) {
  PyGC_Collect();  // empties the free lists, whose objects are as scattered
  struct _obmalloc_state* state = PyInterpreterState_Get()->obmalloc;
  while (state->mgmt.usable_arenas != NULL) PyObject_Malloc(SMALL_REQUEST_THRESHOLD);
  for (int size = 0; size < NB_SMALL_SIZE_CLASSES; ++size) {
    // A list that is empty leads back to itself.
    struct pool_header** list = &state->pools.used[2 * size];
    while (list[0]->nextpool != list[0]) PyObject_Malloc((size + 1) * ALIGNMENT);
  }
}
