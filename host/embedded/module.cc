// host/embedded/module.cc: `_embedded` gives the importer (importer.py) the archive's code objects,
// data and listings, and makes the modules of the snapshot visible.

#include "embedded/module.h"

#include <marshal.h>
#include <wasi/libc-find-relpath.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

#include "embedded/archive.h"

namespace host {
namespace {

/// The name in the archive for the path of a Python caller. data() is nullptr, with an exception
/// set, if the path is no str. A path outside the library becomes a name that no file has.
std::string_view archive_name(PyObject* path) {
  constexpr std::string_view library = kLibrary;
  Py_ssize_t size;
  const char* text = PyUnicode_AsUTF8AndSize(path, &size);
  if (text == nullptr) return {};
  std::string_view name(text, size);
  if (name == library) return "";
  if (!name.starts_with(library) || name[library.size()] != '/') return "//";
  return name.substr(library.size() + 1);
}

PyObject* no_such_file(PyObject* path) {
  errno = ENOENT;
  return PyErr_SetFromErrnoWithFilenameObject(PyExc_FileNotFoundError, path);
}

PyObject* damaged(PyObject* path) {
  return PyErr_Format(PyExc_ImportError, "python.wasm is damaged: its file %R cannot be read",
                      path);
}

bool is_code(std::string_view name) { return name.ends_with(".py"); }

/// The longest path that `find_module` makes; the archive has no longer ones.
constexpr size_t kMaxName = 255;

bool has_file(std::string_view base, std::string_view ending) {
  char name[kMaxName + 1];
  if (base.size() + ending.size() > kMaxName) return false;
  base.copy(name, base.size());
  ending.copy(name + base.size(), ending.size());
  return find_entry({name, base.size() + ending.size()}) != nullptr;
}

/// 2 if the archive has the path plus "/__init__.py" (a package), 1 if it has the path plus ".py",
/// else 0.
PyObject* find_module(PyObject*, PyObject* path) {
  std::string_view base = archive_name(path);
  if (base.data() == nullptr) return nullptr;
  return PyLong_FromLong(has_file(base, "/__init__.py") ? 2 : has_file(base, ".py") ? 1 : 0);
}

PyObject* unmarshal(const Entry& entry, PyObject* path) {
  if (const char* bytes = stored_bytes(entry))
    return PyMarshal_ReadObjectFromString(bytes, entry.size);
  char* buffer = static_cast<char*>(PyMem_Malloc(entry.size));
  if (buffer == nullptr) return PyErr_NoMemory();
  PyObject* code = read_entry(entry, buffer) ? PyMarshal_ReadObjectFromString(buffer, entry.size)
                                             : damaged(path);
  PyMem_Free(buffer);
  return code;
}

/// The code object of the module at that path.
PyObject* code(PyObject*, PyObject* path) {
  std::string_view name = archive_name(path);
  if (name.data() == nullptr) return nullptr;
  const Entry* entry = is_code(name) ? find_entry(name) : nullptr;
  return entry == nullptr ? no_such_file(path) : unmarshal(*entry, path);
}

/// The bytes of the data file at that path. Modules are not data: the archive has no source.
PyObject* data(PyObject*, PyObject* path) {
  std::string_view name = archive_name(path);
  if (name.data() == nullptr) return nullptr;
  const Entry* entry = is_code(name) ? nullptr : find_entry(name);
  if (entry == nullptr) return no_such_file(path);
  PyObject* bytes = PyBytes_FromStringAndSize(nullptr, entry->size);
  if (bytes != nullptr && !read_entry(*entry, PyBytes_AS_STRING(bytes))) {
    Py_DECREF(bytes);
    return damaged(path);
  }
  return bytes;
}

PyObject* is_file(PyObject*, PyObject* path) {
  std::string_view name = archive_name(path);
  if (name.data() == nullptr) return nullptr;
  return PyBool_FromLong(find_entry(name) != nullptr);
}

/// The names in the directory at that path, in order; an empty list if it does not exist.
PyObject* listdir(PyObject*, PyObject* path) {
  std::string_view folder = archive_name(path);
  if (folder.data() == nullptr) return nullptr;
  PyObject* names = PyList_New(0);
  std::string_view last;
  const Entry* end = entries() + entry_count();
  for (const Entry* entry = lower_bound(folder); names != nullptr && entry != end; ++entry) {
    std::string_view name = name_of(*entry);
    if (!name.starts_with(folder)) break;
    name.remove_prefix(folder.size());
    if (!folder.empty()) {
      if (!name.starts_with('/')) continue;  // a neighbour, as "json.py" is of "json"
      name.remove_prefix(1);
    }
    name = name.substr(0, name.find('/'));
    if (name == last) continue;
    last = name;
    PyObject* text = PyUnicode_FromStringAndSize(name.data(), name.size());
    if (text == nullptr || PyList_Append(names, text) < 0) Py_CLEAR(names);
    Py_XDECREF(text);
  }
  return names;
}

/// Whether the runtime gives a folder at exactly that path, according to the table of the libc.
PyObject* has_packages(PyObject*, PyObject*) {
  const char* prefix = nullptr;
  const char* rest = nullptr;
  const bool found = __wasilibc_find_abspath(kPackages, &prefix, &rest) >= 0;
  return PyBool_FromLong(found && std::string_view(kPackages + 1) == prefix);
}

/// Makes one hidden module of the snapshot visible. False with an exception set.
bool bring_one(PyObject* name, PyObject* found, PyObject* hidden, PyObject* modules,
               PyObject* caches) {
  PyObject* module;
  PyObject* needs;
  PyObject* variables;
  PyObject* child;
  PyObject* path;
  PyObject* finder;
  return PyArg_ParseTuple(found, "OOOOOO", &module, &needs, &variables, &child, &path, &finder) &&
         PyDict_SetItem(modules, name, module) == 0 &&
         (child == Py_None || PyDict_SetItem(variables, child, module) == 0) &&
         (path == Py_None || PyDict_SetItem(caches, path, finder) == 0) &&
         PyDict_DelItem(hidden, name) == 0;
}

/// (names, begin, hidden, modules, caches): makes these modules visible, from index `begin` on, up
/// to the first that is neither hidden nor in `modules`. Returns the index of that one.
PyObject* bring(PyObject*, PyObject* arguments) {
  PyObject* names;
  Py_ssize_t at;
  PyObject* hidden;
  PyObject* modules;
  PyObject* caches;
  if (!PyArg_ParseTuple(arguments, "O!nO!O!O!", &PyTuple_Type, &names, &at, &PyDict_Type, &hidden,
                        &PyDict_Type, &modules, &PyDict_Type, &caches))
    return nullptr;
  for (; at >= 0 && at < PyTuple_GET_SIZE(names); ++at) {
    PyObject* name = PyTuple_GET_ITEM(names, at);
    const int known = PyDict_Contains(modules, name);
    if (known > 0) continue;
    PyObject* found = nullptr;
    if (known < 0 || PyDict_GetItemRef(hidden, name, &found) < 0) return nullptr;
    if (found == nullptr) break;
    const bool done = bring_one(name, found, hidden, modules, caches);
    Py_DECREF(found);
    if (!done) return nullptr;
  }
  return PyLong_FromSsize_t(at);
}

PyMethodDef methods[] = {
    {"find_module", find_module, METH_O, "2 for a package at that path, 1 for a module, else 0"},
    {"code", code, METH_O, "the code object of the module at that path"},
    {"data", data, METH_O, "the bytes of the data file at that path"},
    {"is_file", is_file, METH_O, "whether the archive has a file of that path"},
    {"listdir", listdir, METH_O, "the names in the directory at that path"},
    {"has_packages", has_packages, METH_NOARGS, "whether the run has packages of its own"},
    {"bring", bring, METH_VARARGS, "brings modules of the snapshot into sys.modules"},
    {},
};

int exec_module(PyObject* module) {
  if (PyModule_AddStringConstant(module, "LIBRARY", kLibrary) < 0) return -1;
  return PyModule_AddStringConstant(module, "PACKAGES", kPackages);
}

PyModuleDef_Slot slots[] = {
    {Py_mod_exec, reinterpret_cast<void*>(exec_module)},
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    "_embedded",
    "The files that python.wasm carries.",
    0,
    methods,
    slots,
    nullptr,
    nullptr,
    nullptr,
};

/// Calls the module's function of that name, which takes and returns nothing.
bool call(PyObject* module, const char* function) {
  PyObject* result = PyObject_CallMethod(module, function, nullptr);
  Py_XDECREF(result);
  return result != nullptr;
}

}  // namespace

PyMODINIT_FUNC init_embedded_module() { return PyModuleDef_Init(&definition); }

bool install_importer() {
  const Entry* entry = find_entry("_importer.py");
  PyObject* code = entry == nullptr
                       ? PyErr_Format(PyExc_ImportError, "python.wasm carries no importer")
                       : unmarshal(*entry, Py_None);
  // Not PyImport_ExecCodeModule, which needs the part of importlib that only the main phase sets
  // up.
  PyObject* module = code == nullptr ? nullptr : PyImport_AddModuleRef("_embedded_importer");
  PyObject* globals = module == nullptr ? nullptr : PyModule_GetDict(module);
  PyObject* result = globals == nullptr ? nullptr : PyEval_EvalCode(code, globals, globals);
  bool done = result != nullptr && call(module, "install");
  Py_XDECREF(result);
  Py_XDECREF(module);
  Py_XDECREF(code);
  return done;
}

bool finish_importer() {
  PyObject* module = PyImport_ImportModule("_embedded_importer");
  bool done = module != nullptr && call(module, "finish");
  Py_XDECREF(module);
  return done;
}

}  // namespace host
