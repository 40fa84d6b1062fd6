// All cells of a binary together: the registry contains the cells that are being initialised and
// the threads that wait for them, under one lock. It answers the question "does that thread wait
// for me?". A fork has to repair it.
//
// The lock is held for a few instructions, never while Python code or an initialiser runs and never
// while a thread attaches to the interpreter; so it is harmless to take it with the GIL or without.
//
// A claim lives in the cell and not on the claimer's stack: libraries that switch stacks inside one
// thread (greenlet) move stacks while an initialiser is suspended. A waiter is on its stack, which
// cannot move while its thread is blocked.
#pragma once

#include <Python.h>

#include <atomic>

#include "platform.h"

namespace oncecell::detail {

/// The part of a cell that does not depend on its type. All zero means empty, so that a cell in
/// zero-filled memory (module state, an object's body) is a valid empty cell.
struct CellState {
  std::atomic<void*> value{
      nullptr};  ///< null: empty. Written under the registry's lock, read without it.
  CellState* next_in_flight = nullptr;  ///< guarded by the registry's lock
  unsigned long owner = 0;  ///< the initialising thread, 0 for none; guarded by the registry's lock
};

/// The calling thread, never 0: CPython reserves the number -1 for "no thread".
inline unsigned long this_thread() noexcept { return ~PyThread_get_thread_ident(); }

struct Waiter {
  CellState* cell;
  unsigned long thread;
  /// Held while the thread waits. The thread that ends the claim on `cell` releases it.
  PyThread_type_lock wake = nullptr;
  bool woken = false;  ///< `wake` was released; guarded by the registry's lock, like `next`
  Waiter* next = nullptr;
};

struct Registry {
  CellState* in_flight = nullptr;
  Waiter* waiters = nullptr;
  bool survives_fork = false;
#if ONCECELL_THREADS
  std::atomic_flag busy;

  void lock() noexcept {
    while (busy.test_and_set(std::memory_order_acquire)) busy.wait(true, std::memory_order_relaxed);
  }
  void unlock() noexcept {
    busy.clear(std::memory_order_release);
    busy.notify_one();
  }
#else
  void lock() noexcept {}
  void unlock() noexcept {}
#endif

  void add(CellState& cell) noexcept {
    cell.next_in_flight = in_flight;
    in_flight = &cell;
  }
  void remove(CellState& cell) noexcept {
    CellState** link = &in_flight;
    while (*link != &cell) link = &(*link)->next_in_flight;
    *link = cell.next_in_flight;
  }
  void add(Waiter& waiter) noexcept {
    waiter.next = waiters;
    waiters = &waiter;
  }
  void remove(Waiter& waiter) noexcept {
    Waiter** link = &waiters;
    while (*link != &waiter) link = &(*link)->next;
    *link = waiter.next;
  }

  /// The thread that initialises the cell for which `thread` waits; 0 when it waits for none.
  unsigned long owner_awaited_by(unsigned long thread) const noexcept {
    const Waiter* waiter = waiters;
    while (waiter != nullptr && (waiter->woken || waiter->thread != thread)) waiter = waiter->next;
    return waiter == nullptr ? 0 : waiter->cell->owner;
  }

  /// True when the thread that initialises `cell` waits, over any number of cells, for `thread`.
  /// Ends, because a waiter that would close a circle is never added.
  bool waits_for(const CellState& cell, unsigned long thread) const noexcept {
    unsigned long owner = cell.owner;
    while (owner != 0 && owner != thread) owner = owner_awaited_by(owner);
    return owner == thread;
  }
};

ONCECELL_LOCAL inline constinit Registry registry;

class ONCECELL_LOCAL Locked {
 public:
  Locked() noexcept { registry.lock(); }
  ~Locked() { registry.unlock(); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
};

#if ONCECELL_FORK
// fork() copies one thread. The lock is held during the fork, so that the lists are consistent in
// the child. There, the claims of threads that no longer exist are dropped, and their cells are
// empty again.
ONCECELL_LOCAL inline void before_fork() { registry.lock(); }
ONCECELL_LOCAL inline void after_fork_in_parent() { registry.unlock(); }
ONCECELL_LOCAL inline void after_fork_in_child() {
  registry.waiters = nullptr;
  CellState** link = &registry.in_flight;
  while (CellState* cell = *link) {
    if (cell->owner == this_thread()) {
      link = &cell->next_in_flight;
    } else {
      cell->owner = 0;
      *link = cell->next_in_flight;
    }
  }
  registry.unlock();
}
#endif

/// Registers the fork handlers, once. False when there is no memory for them. Precondition: the
/// registry is locked.
ONCECELL_LOCAL inline bool survive_fork() noexcept {
#if ONCECELL_FORK
  if (!registry.survives_fork) {
    registry.survives_fork =
        pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child) == 0;
  }
  return registry.survives_fork;
#else
  return true;
#endif
}

}  // namespace oncecell::detail
