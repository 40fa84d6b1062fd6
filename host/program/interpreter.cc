// host/program/interpreter.cc: starts CPython in two phases, so that the importer of the embedded
// library is installed before the second phase imports `encodings`.

#include "program/interpreter.h"

#include <cwchar>

#include "cpython/hashing/module.h"
#include "embedded/module.h"

// From CPython's internal headers: the configuration of the running interpreter.
extern "C" const PyConfig* _Py_GetConfig();

PyMODINIT_FUNC PyInit__bz2();
PyMODINIT_FUNC PyInit__lzma();
PyMODINIT_FUNC PyInit__sqlite3();
PyMODINIT_FUNC PyInit_pyoncecell_demo();
PyMODINIT_FUNC PyInit__pydantic_core();

namespace host {
namespace {

// The import system finds a built-in module by its full name, so the __init__ of pydantic_core
// imports ours as usual.
struct _inittab kModules[] = {
    {"_embedded", init_embedded_module},
    {"_embedded_hashing", init_hashing_module},
    {"_bz2", PyInit__bz2},
    {"_lzma", PyInit__lzma},
    {"_sqlite3", PyInit__sqlite3},
    {"pyoncecell_demo", PyInit_pyoncecell_demo},
    {"pydantic_core._pydantic_core", PyInit__pydantic_core},
    {nullptr, nullptr},
};

PyStatus python_error(const char* message) {
  PyErr_Print();
  return PyStatus_Error(message);
}

/// Removes a slash: the current folder is `/`, and CPython appends another one when it makes the
/// script's path absolute.
void trim_script_path(const PyConfig* config) {
  wchar_t* path = config->run_filename;
  if (path != nullptr && path[0] == L'/' && path[1] == L'/')
    std::wmemmove(path, path + 1, std::wcslen(path));
}

PyStatus initialize(int argc, char** argv, const unsigned long* hash_seed, PyConfig* config) {
  if (PyImport_ExtendInittab(kModules) < 0) return PyStatus_NoMemory();
  config->_init_main = 0;
  if (hash_seed != nullptr) {
    config->use_hash_seed = 1;
    config->hash_seed = *hash_seed;
  }
  PyStatus status = PyConfig_SetBytesArgv(config, argc, argv);
  if (PyStatus_Exception(status)) return status;
  status = PyConfig_SetBytesString(config, &config->home, kPrefix);
  if (PyStatus_Exception(status)) return status;
  status = PyConfig_SetBytesString(config, &config->executable, kExecutable);
  if (PyStatus_Exception(status)) return status;
  status = PyConfig_SetBytesString(config, &config->stdlib_dir, kLibrary);
  if (PyStatus_Exception(status)) return status;

  status = Py_InitializeFromConfig(config);
  if (PyStatus_Exception(status)) return status;
  trim_script_path(running_config());
  if (!install_importer()) return python_error("the importer of the embedded library failed");
  status = _Py_InitializeMain();
  if (PyStatus_Exception(status)) return status;
  if (!finish_importer()) return python_error("the importer of the embedded library failed");
  return status;
}

}  // namespace

PyConfig* running_config() { return const_cast<PyConfig*>(_Py_GetConfig()); }

PyStatus start_interpreter(int argc, char** argv, const unsigned long* hash_seed) {
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  PyStatus status = initialize(argc, argv, hash_seed, &config);
  PyConfig_Clear(&config);
  return status;
}

}  // namespace host
