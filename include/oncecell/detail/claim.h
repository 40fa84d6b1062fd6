// How one thread becomes the initialiser of a cell and the others wait for it.
//
// A full cell never comes here. Who asks for a value that is not there finds one of four things:
//   - nobody initialises the cell: the caller claims it;
//   - the caller itself does, further up its stack: an error, for it would wait for itself;
//   - another thread does, and that thread waits (over any number of cells) for the caller: an
//     error, for all of them would wait for ever;
//   - another thread does: the caller detaches from the interpreter, sleeps until that attempt
//     ends, and looks again.
#pragma once

#include "registry.h"

namespace oncecell::detail {

enum class Look { mine, full, reentered, circle, finalizing, no_memory, wait };

/// Looks at `waiter.cell` and takes the claim or, when the waiter can be woken, its place among
/// those who wait.
inline Look look(Waiter& waiter) noexcept {
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
  if (waiter.wake != nullptr) registry.add(waiter);
  return Look::wait;
}

/// Gives the waiter what it can be woken by. False with a MemoryError.
inline bool prepare_to_sleep(Waiter& waiter) {
  waiter.wake = PyThread_allocate_lock();
  if (waiter.wake == nullptr) {
    PyErr_NoMemory();
    return false;
  }
  PyThread_acquire_lock(waiter.wake, NOWAIT_LOCK);
  return true;
}

/// Sleeps, detached, until the attempt on the cell ends or a signal arrives. The waiter leaves the
/// registry before it attaches again: a thread that attaches while the interpreter shuts down may
/// never come back.
inline void sleep(Waiter& waiter) noexcept {
  PyThreadState* detached = PyEval_SaveThread();
  PyThread_acquire_lock_timed(waiter.wake, -1, /*intr_flag=*/1);
  {
    Locked locked;
    registry.remove(waiter);
    waiter.woken = false;
  }
  PyThread_free_lock(waiter.wake);
  waiter.wake = nullptr;
  PyEval_RestoreThread(detached);
}

inline void raise(Look look) {
  const char* message = nullptr;
  switch (look) {
    case Look::reentered:
      message = "once cell: its initialiser asked for the value of the cell it initialises";
      break;
    case Look::circle:
      message = "once cell: circular initialisation, whose wait for each other would never end";
      break;
    case Look::finalizing:
      message = "once cell: the end of the interpreter stopped the thread that initialises it";
      break;
    default:
      PyErr_NoMemory();
      return;
  }
  PyErr_SetString(PyExc_RuntimeError, message);
}

enum class [[nodiscard]] Claim {
  mine,    ///< the caller must run the initialiser and then call release()
  full,    ///< the cell has a value
  raised,  ///< a Python exception is set
};

/// Claims an empty cell for the calling thread, which must be attached; waits, detached, for other
/// threads' attempts.
ONCECELL_COLD ONCECELL_LOCAL inline Claim claim(CellState& cell) {
  Waiter waiter{&cell, this_thread()};
  for (;;) {
    const bool can_sleep = waiter.wake != nullptr;
    const Look seen = look(waiter);
    if (seen == Look::wait) {
      if (!can_sleep) {
        if (!prepare_to_sleep(waiter)) return Claim::raised;
        continue;
      }
      sleep(waiter);
      if (PyErr_CheckSignals() < 0) return Claim::raised;
      continue;
    }
    if (can_sleep) PyThread_free_lock(waiter.wake);
    if (seen == Look::mine) return Claim::mine;
    if (seen == Look::full) return Claim::full;
    raise(seen);
    return Claim::raised;
  }
}

/// Ends the caller's claim: publishes `value`, or leaves the cell empty when it is null. Wakes who
/// waits for the cell.
ONCECELL_COLD ONCECELL_LOCAL inline void release(CellState& cell, void* value) noexcept {
  Locked locked;
  registry.remove(cell);
  cell.owner = 0;
  if (value != nullptr) cell.value.store(value, std::memory_order_release);
  for (Waiter* waiter = registry.waiters; waiter != nullptr; waiter = waiter->next) {
    if (waiter->cell != &cell || waiter->woken) continue;
    waiter->woken = true;
    PyThread_release_lock(waiter->wake);
  }
}

/// Fills `cell` with what `make` returns, a non-null pointer, or null with an exception set.
/// Returns the cell's value, whoever made it, or null with an exception set; then the cell is as it
/// was.
template <class Make>
ONCECELL_COLD void* initialise(CellState& cell, Make&& make) {
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
