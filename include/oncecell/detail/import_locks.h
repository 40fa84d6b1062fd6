// Deadlocks through the import system. Python has a lock a module, held while the module's body
// runs. Thread A initialises a cell and imports module m; thread B is inside the body of m and asks
// the cell: A waits for m, B for A. Our registry does not show the first wait, and the deadlock
// detection of importlib does not show the second.
//
// importlib has a private dict, `_blocking_on`, from threads to the module locks that they wait
// for. Its shape has been the same since Python 3.4, except that the lock is in a list since 3.12.
// A thread that has waited for a cell for a while reads this dict and follows both kinds of wait; a
// circle becomes the same RuntimeError as a circle of cells. If the shape of the dict ever changes,
// such circles are no longer found, and nothing else changes. The dict's `get` is Python code, so
// signals are handled while it runs: what their handlers raise ends the wait.
#pragma once

#include <Python.h>

#include "registry.h"

namespace oncecell::detail {

#if ONCECELL_THREADS

/// Clears an exception that only means that importlib is not as expected. Any other one stays set.
inline void forget_other_shape() {
  if (PyErr_ExceptionMatches(PyExc_AttributeError) || PyErr_ExceptionMatches(PyExc_TypeError))
    PyErr_Clear();
}

/// The thread in the `owner` of an importlib lock, in the numbers of this_thread(); 0 for None and
/// for anything unexpected.
inline unsigned long lock_owner(PyObject* lock) {
  PyObject* owner = PyObject_GetAttrString(lock, "owner");
  unsigned long thread = 0;
  if (owner == nullptr) forget_other_shape();
  if (owner != nullptr && PyLong_Check(owner)) thread = ~PyLong_AsUnsignedLong(owner);
  Py_XDECREF(owner);
  return thread;
}

/// The thread that holds the module lock for which `thread` waits; 0 when it waits for none, or
/// with the exception of a signal's handler set.
inline unsigned long import_awaited_by(unsigned long thread) {
  PyObject* name = PyUnicode_FromString("_frozen_importlib");
  PyObject* importlib = name == nullptr ? nullptr : PyImport_GetModule(name);
  PyObject* waits =
      importlib == nullptr ? nullptr : PyObject_GetAttrString(importlib, "_blocking_on");
  PyObject* found = waits == nullptr ? nullptr : PyObject_CallMethod(waits, "get", "k", ~thread);
  unsigned long holder = 0;
  if (found != nullptr && PyList_Check(found)) {
    for (Py_ssize_t i = PyList_Size(found); i-- > 0 && holder == 0 && !PyErr_Occurred();) {
      PyObject* lock = PySequence_GetItem(found, i);
      if (lock != nullptr) {
        holder = lock_owner(lock);
      } else if (PyErr_ExceptionMatches(PyExc_IndexError)) {
        PyErr_Clear();  // the other thread got its lock meanwhile: the list is shorter now
      }
      Py_XDECREF(lock);
    }
  } else if (found != nullptr && found != Py_None) {
    holder = lock_owner(found);
  }
  forget_other_shape();
  Py_XDECREF(found);
  Py_XDECREF(waits);
  Py_XDECREF(importlib);
  Py_XDECREF(name);
  return holder;
}

/// True when the initialiser of `cell` seems to wait, over cells and imports, for `thread`.
ONCECELL_LOCAL inline bool walk_leads_to(const CellState& cell, unsigned long thread) {
  unsigned long owner;
  {
    Locked locked;
    owner = cell.owner;
  }
  for (int steps = 0; owner != 0 && steps < 100 && !PyErr_Occurred(); ++steps) {
    if (owner == thread) return true;
    unsigned long next;
    {
      Locked locked;
      next = registry.owner_awaited_by(owner);
    }
    owner = next != 0 ? next : import_awaited_by(owner);
  }
  return false;
}

/// True when the calling thread, about to wait for `cell`, would wait for itself. The steps of a
/// walk are seen one after the other; that a second walk finds the same means that they were all
/// there at the moment between the two. False, too, with the exception of a signal's handler set.
ONCECELL_LOCAL inline bool circle_through_imports(const CellState& cell, unsigned long me) {
  if (!walk_leads_to(cell, me)) return false;
  return walk_leads_to(cell, me);
}

#endif

}  // namespace oncecell::detail
