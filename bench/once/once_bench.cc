// The measuring half of `./bench.sh once`: loops over one way of reaching a value that is made
// once, timed from inside, so that no Python call is part of what is measured. `ROWS` says what
// each row does; run(row, n) returns seconds for n reads (or for filling n cells), and
// bench/once/__main__.py makes a table of it.
#include <oncecell/oncecell.h>

#include <chrono>
#include <memory>

#include "styles.h"

namespace {

/// The compiler must believe that the value is used and that memory may have changed.
inline void used(const void* value) { asm volatile("" : : "r"(value) : "memory"); }

template <class Body>
double seconds(long n, Body&& body) {
  auto start = std::chrono::steady_clock::now();
  for (long i = 0; i < n; ++i) body(i);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// As seconds(), for bodies of a few instructions: sixteen at a time, so that the loop itself does
/// not count.
template <class Body>
double reading(long n, Body&& body) {
  return seconds(n / 16, [&](long) {
#pragma GCC unroll 16
    for (int i = 0; i < 16; ++i) body();
  });
}

PyObject* make() { return PyList_New(0); }

constinit oncecell::OnceCell<PyObject*> cell;
constinit oncecell::OnceCell<long> number;
constinit oncecell::ImportCell imported{"fractions", "Fraction"};
constinit oncecell::InternedCell interned{"denominator"};
constinit styles::Pyo3Style<PyObject*> pyo3;
styles::Pybind11Style<PyObject*> pybind11;
std::once_flag flag;
PyObject* behind_flag;

double cell_get(long n) {
  used(cell.get_or_init(make));
  return reading(n, [] { used(cell.get()); });
}
double cell_get_or_init(long n) {
  return reading(n, [] { used(cell.get_or_init(make)); });
}
double cpp_cell_get_or_init(long n) {
  return reading(n, [] { used(number.get_or_init([] { return 1L; })); });
}
double import_cell(long n) {
  return reading(n, [] { used(imported.get_or_import()); });
}
double interned_cell(long n) {
  return reading(n, [] { used(interned.get_or_intern()); });
}
double pyo3_get_or_init(long n) {
  return reading(n, [] { used(pyo3.get_or_init(make)); });
}
double pybind11_get(long n) {
  return reading(n, [] { used(pybind11.call_once_and_store_result(make).get_stored()); });
}
double local_static(long n) {
  return reading(n, [] {
    static PyObject* value = make();
    used(value);
  });
}
double call_once(long n) {
  return reading(n, [] {
    std::call_once(flag, [] { behind_flag = make(); });
    used(behind_flag);
  });
}
double import_every_time(long n) {
  return seconds(n, [](long) {
    PyObject* module = PyImport_ImportModule("fractions");
    PyObject* type = PyObject_GetAttrString(module, "Fraction");
    used(type);
    Py_XDECREF(type);
    Py_XDECREF(module);
  });
}
double intern_every_time(long n) {
  return seconds(n, [](long) {
    PyObject* string = PyUnicode_InternFromString("denominator");
    used(string);
    Py_XDECREF(string);
  });
}

/// Filling n new cells, nobody else about. The value is a number: what is measured is the cell's
/// part.
template <class Cell, class Fill>
double filling(long n, Fill&& fill) {
  auto cells = std::make_unique<Cell[]>(n);
  return seconds(n, [&](long i) { fill(cells[i]); });
}
double fill_cell(long n) {
  using Cell = oncecell::OnceCell<long>;
  return filling<Cell>(n, [](Cell& c) { used(c.get_or_init([] { return 1L; })); });
}
double fill_pyo3(long n) {
  using Cell = styles::Pyo3Style<long>;
  return filling<Cell>(n, [](Cell& c) { used(&c.get_or_init([] { return 1L; })); });
}
double fill_pybind11(long n) {
  using Cell = styles::Pybind11Style<long>;
  return filling<Cell>(
      n, [](Cell& c) { used(&c.call_once_and_store_result([] { return 1L; }).get_stored()); });
}

struct Row {
  const char* group;
  const char* name;
  double (*run)(long n);
};
constexpr const char* kRead = "read a full cell";
constexpr const char* kLookUp = "look up";
constexpr const char* kFill = "fill an empty cell, uncontended";
constexpr Row kRows[] = {
    {kRead, "oncecell: OnceCell<PyObject*>::get", cell_get},
    {kRead, "oncecell: OnceCell<PyObject*>::get_or_init", cell_get_or_init},
    {kRead, "oncecell: OnceCell<long>::get_or_init", cpp_cell_get_or_init},
    {kRead, "PyO3-style get_or_init", pyo3_get_or_init},
    {kRead, "pybind11-style call_once_and_store_result, get_stored", pybind11_get},
    {kRead, "function-local static", local_static},
    {kRead, "std::call_once", call_once},
    {kLookUp, "oncecell: ImportCell", import_cell},
    {kLookUp, "import and getattr each time", import_every_time},
    {kLookUp, "oncecell: InternedCell", interned_cell},
    {kLookUp, "PyUnicode_InternFromString each time", intern_every_time},
    {kFill, "oncecell: OnceCell<long>::get_or_init", fill_cell},
    {kFill, "PyO3-style get_or_init", fill_pyo3},
    {kFill, "pybind11-style call_once_and_store_result", fill_pybind11},
};

PyObject* run(PyObject*, PyObject* args) {
  Py_ssize_t index;
  long n;
  if (!PyArg_ParseTuple(args, "nl:run", &index, &n)) return nullptr;
  if (index < 0 || index >= static_cast<Py_ssize_t>(std::size(kRows)) || n < 0) {
    PyErr_SetString(PyExc_ValueError, "no such row");
    return nullptr;
  }
  double result = kRows[index].run(n);
  return PyErr_Occurred() != nullptr ? nullptr : PyFloat_FromDouble(result);
}

int exec(PyObject* module) {
  PyObject* rows = PyList_New(0);
  if (rows == nullptr) return -1;
  for (const Row& row : kRows) {
    PyObject* pair = Py_BuildValue("ss", row.group, row.name);
    int failed = pair == nullptr ? -1 : PyList_Append(rows, pair);
    Py_XDECREF(pair);
    if (failed < 0) {
      Py_DECREF(rows);
      return -1;
    }
  }
  int result = PyModule_AddObjectRef(module, "ROWS", rows);
  Py_DECREF(rows);
  return result;
}

PyMethodDef functions[] = {
    {"run", run, METH_VARARGS, "run(row, n): seconds"},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef_Slot slots[] = {
    {Py_mod_exec, reinterpret_cast<void*>(exec)},
    ONCECELL_SLOTS_NO_GIL{0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_once_bench", nullptr, 0, functions, slots, nullptr, nullptr, nullptr,
};

}  // namespace

PyMODINIT_FUNC PyInit__once_bench() { return PyModuleDef_Init(&definition); }
