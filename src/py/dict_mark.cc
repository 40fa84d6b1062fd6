// py/dict_mark.cc: see dict_mark.h.
#include "py/dict_mark.h"

#include <atomic>

#include "py/sync.h"

namespace pydantic_core::py {
namespace {

constinit std::atomic<uint64_t> changes{1};  // of all dicts that are watched

int note_change(PyDict_WatchEvent event, PyObject*, PyObject*, PyObject*) {
  // What is gone has nobody left who could ask.
  if (event != PyDict_EVENT_DEALLOCATED) changes.fetch_add(1);
  return 0;
}

/// The number by which CPython knows us; -1: it has none left. Without the GIL, two threads that
/// come first may take two.
int watcher() {
  static constexpr int kNotAsked = -2;
  static constinit std::atomic<int> known{kNotAsked};
  int id = known.load();
  if (id != kNotAsked) [[likely]]
    return id;
  id = PyDict_AddWatcher(&note_change);
  if (id < 0) PyErr_Clear();  // RuntimeError
  known.store(id);
  return id;
}

}  // namespace

uint64_t dict_mark(Borrowed dict) {
  if (const uint64_t version = dict_version(dict)) return version;
  const int id = watcher();
  if (id < 0) return 0;
  uint64_t mark = 0;
  // A change is announced and made under the lock: what is counted here has been made.
  PC_LOCK(dict);
  if (PyDict_Watch(id, dict) == 0) mark = changes.load();
  PC_UNLOCK();
  if (mark == 0) PyErr_Clear();  // never: the number is ours
  return mark;
}

}  // namespace pydantic_core::py
