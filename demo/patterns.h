// What the files of the demo share. Each pattern is a file: a cell or two, one function add_…()
// that puts what the pattern offers into the module, and Python functions that return what really
// happened, so that whoever calls them can check.
#pragma once

#include <oncecell/oncecell.h>

#include <atomic>

namespace demo {

// Called in this order while the module is executed. 0, or -1 with an exception set.
int add_calls(PyObject* module);
int add_std_once(PyObject* module);
int add_py_once_cell(PyObject* module);
int add_undefined_type(PyObject* module);
int add_module_attribute(PyObject* module);
int add_import_cell(PyObject* module);
int add_chained_cells(PyObject* module);

/// The one instance of UndefinedType, borrowed; null with an exception set.
PyObject* undefined();

/// How often an initialiser has run. The free-threaded build counts from many threads.
using Runs = std::atomic<int>;

}  // namespace demo
