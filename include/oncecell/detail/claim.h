// How one thread becomes the initialiser of a cell and the others wait for it.
//
// Not used once a cell is full. A thread that asks for a missing value finds one of four cases:
//   - nobody initialises the cell: the caller claims it;
//   - the caller itself does, further up its stack: an error, as it would wait for itself;
//   - another thread does, and that thread waits (over any number of cells) for the caller: an
//     error, as all of them would wait for ever;
//   - another thread does: the caller detaches from the interpreter, sleeps until that attempt
//     ends, and looks again.
// A build without threads has only the first two cases.
#pragma once

#include <Python.h>

#include "import_locks.h"
#include "registry.h"

namespace oncecell::detail {

enum class Look { mine, full, reentered, circle, finalizing, no_memory, interrupted, wait };

/// Examines `waiter.cell`. Takes the claim, or adds the waiter to the registry.
ONCECELL_LOCAL inline Look look(Waiter& waiter) noexcept {
  Locked locked;
  CellState& cell = *waiter.cell;
  if (cell.value.load(std::memory_order_relaxed) != nullptr) return Look::full;
  if (cell.owner == 0) {
    if (!survive_fork()) return Look::no_memory;
    cell.owner = waiter.thread;
    registry.add(cell);
    return Look::mine;
  }
  if (cell.owner == waiter.thread || !ONCECELL_THREADS) return Look::reentered;
  if (registry.waits_for(cell, waiter.thread)) return Look::circle;
  if (is_finalizing()) return Look::finalizing;
  registry.add(waiter);
  return Look::wait;
}

#if ONCECELL_THREADS
/// Sleeps, detached, until the attempt on the cell ends, a signal arrives, or it is time to check
/// whether this wait can end at all. `wait` means: look again. The waiter leaves the registry
/// before the thread attaches: a thread that attaches while the interpreter shuts down never comes
/// back.
ONCECELL_LOCAL inline Look sleep(Waiter& waiter) {
  constexpr long long kMicroseconds = 100'000;
  PyThreadState* detached = PyEval_SaveThread();
  PyThread_acquire_lock_timed(waiter.wake, kMicroseconds, /*intr_flag=*/1);
  {
    Locked locked;
    registry.remove(waiter);
    // It was released after the thread had stopped waiting; it must be held for the next sleep.
    if (waiter.woken) PyThread_acquire_lock(waiter.wake, NOWAIT_LOCK);
    waiter.woken = false;
  }
  PyEval_RestoreThread(detached);
  if (PyErr_CheckSignals() < 0) return Look::interrupted;
  const bool is_circle = circle_through_imports(*waiter.cell, waiter.thread);
  if (PyErr_Occurred() != nullptr) return Look::interrupted;
  return is_circle ? Look::circle : Look::wait;
}

ONCECELL_LOCAL inline Look look_until_it_is_clear(CellState& cell) {
  Waiter waiter{&cell, this_thread(), PyThread_allocate_lock()};
  if (waiter.wake == nullptr) return Look::no_memory;
  PyThread_acquire_lock(waiter.wake, NOWAIT_LOCK);
  Look seen;
  do {
    seen = look(waiter);
    if (seen == Look::wait) seen = sleep(waiter);
  } while (seen == Look::wait);
  PyThread_free_lock(waiter.wake);
  return seen;
}
#else
ONCECELL_LOCAL inline Look look_until_it_is_clear(CellState& cell) {
  Waiter waiter{&cell, this_thread()};
  return look(waiter);
}
#endif

enum class [[nodiscard]] Claim {
  mine,    ///< the caller must run the initialiser and then call release()
  full,    ///< the cell has a value
  raised,  ///< a Python exception is set
};

/// Claims an empty cell for the calling thread, which must be attached; waits, detached, for other
/// threads' attempts.
ONCECELL_COLD ONCECELL_LOCAL inline Claim claim(CellState& cell) {
  const char* message = nullptr;
  switch (look_until_it_is_clear(cell)) {
    case Look::mine:
      return Claim::mine;
    case Look::full:
      return Claim::full;
    case Look::reentered:
      message = "once cell: its initialiser asked for the value of the cell it initialises";
      break;
    case Look::circle:
      message = "once cell: circular initialisation, whose wait for each other would never end";
      break;
    case Look::finalizing:
      message = "once cell: the end of the interpreter stopped the thread that initialises it";
      break;
    case Look::no_memory:
      PyErr_NoMemory();
      return Claim::raised;
    case Look::interrupted:  // the signal's handler has set an exception
    case Look::wait:
      return Claim::raised;
  }
  PyErr_SetString(PyExc_RuntimeError, message);
  return Claim::raised;
}

/// Ends the caller's claim: publishes `value`, or leaves the cell empty when it is null. Wakes the
/// threads that wait for the cell.
ONCECELL_COLD ONCECELL_LOCAL inline void release(CellState& cell, void* value) noexcept {
  Locked locked;
  registry.remove(cell);
  cell.owner = 0;
  if (value != nullptr) cell.value.store(value, std::memory_order_release);
#if ONCECELL_THREADS
  for (Waiter* waiter = registry.waiters; waiter != nullptr; waiter = waiter->next) {
    if (waiter->cell != &cell || waiter->woken) continue;
    waiter->woken = true;
    PyThread_release_lock(waiter->wake);
  }
#endif
}

/// Fills `cell` with what `make` returns, a non-null pointer, or null with an exception set.
/// Returns the cell's value, whichever thread made it, or null with an exception set. In the latter
/// case the cell is unchanged.
template <class Make>
ONCECELL_COLD ONCECELL_LOCAL void* initialise(CellState& cell, Make&& make) {
  switch (claim(cell)) {
    case Claim::full:
      return cell.value.load(std::memory_order_acquire);
    case Claim::raised:
      return nullptr;
    case Claim::mine:
      break;
  }
  struct Attempt {
    CellState& cell;
    void* value = nullptr;  // stays null when `make` throws
    ~Attempt() { release(cell, value); }
  } attempt{cell};
  attempt.value = make();
  if (attempt.value == nullptr && PyErr_Occurred() == nullptr) {
    PyErr_SetString(PyExc_SystemError,
                    "once cell: the initialiser failed without setting an exception");
  }
  return attempt.value;
}

}  // namespace oncecell::detail
