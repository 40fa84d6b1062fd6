// Pattern 1, a standard once: std::call_once around an action that calls no Python and cannot fail.
// It has to be that innocent: with the GIL held, an initialiser that let another thread run would
// deadlock with it (see oncecell's README).
#include <array>
#include <mutex>

#include "patterns.h"

namespace demo {
namespace {

std::array<int, 32> squares;
Runs runs;

/// Returns (sum of a table that was filled once, how often it was filled).
PyObject* std_once(PyObject*, PyObject*) {
  static std::once_flag flag;
  std::call_once(flag, [] {
    ++runs;
    for (int i = 0; i < static_cast<int>(squares.size()); ++i) squares[i] += i * i;
  });
  int sum = 0;
  for (int square : squares) sum += square;
  return Py_BuildValue("ii", sum, runs.load());
}

PyMethodDef functions[] = {
    {"std_once", std_once, METH_NOARGS, "(sum of the squares below 32, runs of the initialiser)"},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

int add_std_once(PyObject* module) { return PyModule_AddFunctions(module, functions); }

}  // namespace demo
