// host/main.cc: python.wasm is `python` with its standard library, pydantic and our modules inside.
//
// CPython's own main does the work (options, scripts, -c, -m, stdin, exit status), once the
// interpreter is up. Its start is in two phases, so that the importer of the embedded library is in
// place when the second one imports `encodings`.

#include <Python.h>

#include <cwchar>
#include <string_view>

#include "checks.h"
#include "embedded_module.h"
#include "reserve.h"

// Of CPython's own, in its internal headers: what the running interpreter was configured with.
extern "C" const PyConfig* _Py_GetConfig();

PyMODINIT_FUNC PyInit_pyoncecell_demo();
PyMODINIT_FUNC PyInit__pydantic_core();

namespace {

// The import system finds a built-in module under its full name: pydantic_core's own __init__ gets
// ours by a plain import.
struct _inittab kModules[] = {
    {"_embedded", host::init_embedded_module},
    {"pyoncecell_demo", PyInit_pyoncecell_demo},
    {"pydantic_core._pydantic_core", PyInit__pydantic_core},
    {nullptr, nullptr},
};

PyStatus python_error(const char* message) {
  PyErr_Print();
  return PyStatus_Error(message);
}

/// The current folder is `/`, to which CPython adds another slash when it makes the script's path
/// absolute.
void trim_script_path(const PyConfig* config) {
  wchar_t* path = config->run_filename;
  if (path != nullptr && path[0] == L'/' && path[1] == L'/')
    std::wmemmove(path, path + 1, std::wcslen(path));
}

PyStatus initialize(int argc, char** argv, PyConfig* config) {
  if (PyImport_ExtendInittab(kModules) < 0) return PyStatus_NoMemory();
  config->_init_main = 0;
  PyStatus status = PyConfig_SetBytesArgv(config, argc, argv);
  if (PyStatus_Exception(status)) return status;
  status = PyConfig_SetBytesString(config, &config->home, host::kPrefix);
  if (PyStatus_Exception(status)) return status;
  status = PyConfig_SetBytesString(config, &config->stdlib_dir, host::kLibrary);
  if (PyStatus_Exception(status)) return status;

  status = Py_InitializeFromConfig(config);
  if (PyStatus_Exception(status)) return status;
  trim_script_path(_Py_GetConfig());
  if (!host::install_importer()) return python_error("the importer of the embedded library failed");
  status = _Py_InitializeMain();
  if (PyStatus_Exception(status)) return status;
  if (!host::finish_importer()) return python_error("the importer of the embedded library failed");
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  const bool checks = argc == 2 && std::string_view(argv[1]) == "--checks";
  host::keep_reserve();
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  PyStatus status = initialize(checks ? 1 : argc, argv, &config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) Py_ExitStatusException(status);
  if (!checks) return Py_RunMain();
  const int failed = host::run_checks();
  return Py_FinalizeEx() < 0 ? 1 : failed;
}
