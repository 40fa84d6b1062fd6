// host/snapshot/close_arenas.c: uses up the free memory of Python's allocator in the snapshot.
//
// Free blocks are scattered over the pages of the snapshot. If a run used them, nearly every new
// object would write to another page, which the system copies at the first write. So these blocks
// are given up, and a run begins with fresh memory, in which its objects are close together.

#define Py_BUILD_CORE 1
#include <Python.h>

#include "pycore_interp.h"
#include "pycore_obmalloc.h"

void host_close_arenas(void) {
  PyGC_Collect();  // empties the free lists, whose objects are scattered, too
  struct _obmalloc_state* state = PyInterpreterState_Get()->obmalloc;
  while (state->mgmt.usable_arenas != NULL) PyObject_Malloc(SMALL_REQUEST_THRESHOLD);
  for (int size = 0; size < NB_SMALL_SIZE_CLASSES; ++size) {
    // An empty list points to itself.
    struct pool_header** list = &state->pools.used[2 * size];
    while (list[0]->nextpool != list[0]) PyObject_Malloc((size + 1) * ALIGNMENT);
  }
}
