// host/snapshot/snapshot.cc: makes the snapshot, and resumes it.
//
// At build time wizer calls `wizer.initialize`, and writes the resulting memory into a new module,
// whose `_start` is `wizer.resume`. In that memory the interpreter runs and pydantic is imported,
// but hidden from scripts until they import it (snapshot.py).
//
// The snapshot contains only what all runs have in common. Arguments, environment, folders,
// streams, clocks and random numbers are those of the run. The one exception is the hash seed, as
// strings in the snapshot have hashes. A run with options that the interpreter only takes at its
// start starts a new one instead, in the same memory (initial_data.cc).

#include "snapshot/snapshot.h"

#include <Python.h>
#include <sys/stat.h>
#include <wasi/libc-environ.h>
#include <wasi/libc.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <initializer_list>
#include <string_view>

#include "program/interpreter.h"
#include "program/reserve.h"
#include "snapshot/heap.h"
#include "snapshot/immortal.h"
#include "snapshot/initial_data.h"

extern "C" {
void __wasm_call_ctors();
int __main_void();
void __wasilibc_reset_preopens();
void host_close_arenas();  // close_arenas.c
extern char** environ;
}

namespace host {
namespace {

/// The module of snapshot.py. It is not in sys.modules, so that scripts do not see it.
PyObject* module = nullptr;

bool import_module() {
  module = PyImport_ImportModule("_embedded_snapshot");
  return module != nullptr;
}

bool make_all_immortal() {
  PyObject* known = PyObject_CallMethod(module, "objects", nullptr);
  const bool done = known != nullptr && make_immortal(known);
  Py_XDECREF(known);
  return done;
}

/// Calls a function of snapshot.py. False with an exception set.
bool call(const char* function) {
  PyObject* result = PyObject_CallMethod(module, function, nullptr);
  Py_XDECREF(result);
  return result != nullptr;
}

[[noreturn]] void give_up() {
  if (PyErr_Occurred()) PyErr_Print();
  std::fflush(nullptr);
  __builtin_trap();
}

/// Whether the start of the interpreter depends on that variable.
bool concerns_start(std::string_view variable) {
  for (const std::string_view name : {"PYTHON", "LC_", "LANG=", "TZ="})
    if (variable.starts_with(name)) return true;
  return false;
}

bool set(wchar_t** field, const wchar_t* text) {
  PyMem_RawFree(*field);
  const size_t size = (std::wcslen(text) + 1) * sizeof *text;
  *field = static_cast<wchar_t*>(PyMem_RawMalloc(size));
  if (*field == nullptr) {
    PyErr_NoMemory();
    return false;
  }
  std::memcpy(*field, text, size);
  return true;
}

/// The arguments as str objects; null with an exception.
PyObject* text_list(int argc, char** argv) {
  PyObject* list = PyList_New(argc);
  for (int i = 0; list != nullptr && i < argc; ++i) {
    PyObject* text = PyUnicode_DecodeFSDefault(argv[i]);
    if (text == nullptr)
      Py_CLEAR(list);
    else
      PyList_SET_ITEM(list, i, text);
  }
  return list;
}

/// Sets sys.argv or sys.orig_argv, and the list in the interpreter's configuration, which is empty
/// before. (PyWideStringList_Append reallocates the list for each text, and memory would run out
/// with 180,000 arguments.)
bool set_arguments(const char* name, PyWideStringList* configured, int argc, char** argv) {
  PyObject* list = text_list(argc, argv);
  bool done = list != nullptr && PySys_SetObject(name, list) == 0;
  if (done) {
    configured->items = static_cast<wchar_t**>(PyMem_RawCalloc(argc, sizeof(wchar_t*)));
    done = configured->items != nullptr;
    if (!done) PyErr_NoMemory();
  }
  for (int i = 0; done && i < argc; ++i) {
    wchar_t* text = PyUnicode_AsWideCharString(PyList_GET_ITEM(list, i), nullptr);
    done = text != nullptr && set(&configured->items[i], text);
    PyMem_Free(text);
    configured->length = i + 1;
  }
  Py_XDECREF(list);
  return done;
}

void clear(PyWideStringList* list) {
  for (Py_ssize_t i = 0; i < list->length; ++i) PyMem_RawFree(list->items[i]);
  PyMem_RawFree(list->items);
  *list = {};
}

/// Whether that file exists and is not a zip archive, which `python` could run, too. A zip archive
/// has this mark at its end.
bool is_plain_file(const char* path) {
  constexpr std::string_view mark("PK\5\6");
  constexpr long most = 22 + 0xffff;  // the size of the last record, with the longest comment
  FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return false;
  struct stat status;
  bool plain = false;
  if (fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode)) {
    const long size = status.st_size < most ? static_cast<long>(status.st_size) : most;
    auto* end = static_cast<char*>(std::malloc(size + 1));
    plain = end != nullptr && std::fseek(file, -size, SEEK_END) == 0 &&
            std::fread(end, 1, size, file) == static_cast<size_t>(size) &&
            std::string_view(end, size).find(mark) == std::string_view::npos;
    std::free(end);
  }
  std::fclose(file);
  return plain;
}

/// `python` asks every path hook whether the script is a folder or an archive of modules. That
/// takes time, and for a plain file the answer is known: it is put into the cache of answers.
bool answer_for_hooks(PyObject* script, const char* path) {
  PyObject* answers = PySys_GetObject("path_importer_cache");
  if (answers == nullptr || !PyDict_Check(answers) || !is_plain_file(path)) return true;
  return PyDict_SetItem(answers, script, Py_None) == 0;
}

/// Configures the interpreter as `python` would for these arguments.
bool configure(PyConfig* config, int argc, char** argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  const bool option = first == "-c" || first == "-m";
  PyObject* text = PyUnicode_DecodeFSDefault(option ? argv[2] : argc > 1 ? argv[1] : "");
  if (text == nullptr) return false;
  if (first == "-c") {
    Py_SETREF(text, PyUnicode_FromFormat("%U\n", text));
  } else if (!option && !first.starts_with('/')) {
    Py_SETREF(text, PyUnicode_FromFormat("/%U", text));
  }
  wchar_t* wide = text == nullptr ? nullptr : PyUnicode_AsWideCharString(text, nullptr);
  if (wide != nullptr && argc > 1 && !option && first != "-" && !answer_for_hooks(text, argv[1])) {
    PyMem_Free(wide);
    wide = nullptr;
  }
  Py_XDECREF(text);
  if (wide == nullptr) return false;
  bool done = true;
  if (first == "-c")
    done = set(&config->run_command, wide);
  else if (first == "-m")
    done = set(&config->run_module, wide);
  else if (argc > 1 && first != "-")
    done = set(&config->run_filename, wide);
  PyMem_Free(wide);
  if (!done) return false;

  clear(&config->orig_argv);
  clear(&config->argv);
  if (!set_arguments("orig_argv", &config->orig_argv, argc, argv)) return false;
  // sys.argv begins with the option, the script, or nothing.
  char empty[] = "";
  char* nothing[] = {empty};
  if (argc < 2) return set_arguments("argv", &config->argv, 1, nothing);
  if (!option) return set_arguments("argv", &config->argv, argc - 1, argv + 1);
  argv[2] = argv[1];
  return set_arguments("argv", &config->argv, argc - 2, argv + 2);
}

/// Fills os.environ, which is posix.environ.
bool set_environment() {
  PyObject* posix = PyImport_ImportModule("posix");
  PyObject* dict = posix == nullptr ? nullptr : PyObject_GetAttrString(posix, "environ");
  bool done = dict != nullptr;
  for (char** variable = environ; done && *variable != nullptr; ++variable) {
    const char* equals = std::strchr(*variable, '=');
    if (equals == nullptr) continue;
    PyObject* name = PyBytes_FromStringAndSize(*variable, equals - *variable);
    PyObject* value = PyBytes_FromString(equals + 1);
    done = name != nullptr && value != nullptr &&
           PyDict_SetDefaultRef(dict, name, value, nullptr) >= 0;
    Py_XDECREF(name);
    Py_XDECREF(value);
  }
  Py_XDECREF(dict);
  Py_XDECREF(posix);
  return done;
}

}  // namespace

constinit bool baked = false;

bool snapshot_fits(int argc, char** argv) {
  for (char** variable = environ; *variable != nullptr; ++variable)
    if (concerns_start(*variable)) return false;
  if (argc < 2) return true;
  const std::string_view first = argv[1];
  if (first == "-c" || first == "-m") return argc > 2;
  return first == "-" || first == "--checks" || !first.starts_with('-');
}

bool resume(int argc, char** argv) {
  return configure(running_config(), argc, argv) && set_environment() && call("resume");
}

void start_anew() {
  restore_data();
  __wasm_call_ctors();
  std::exit(__main_void());
}

}  // namespace host

extern "C" {

/// Called by wizer.
__attribute__((export_name("wizer.initialize"))) void host_bake() {
  host::keep_data();
  __wasm_call_ctors();
  host::baking = true;
  host::keep_reserve();
  char name[] = "python";
  char* argv[] = {name, nullptr};
  constexpr unsigned long hash_seed = 0;
  PyStatus status = host::start_interpreter(1, argv, &hash_seed);
  if (PyStatus_Exception(status)) {
    std::fprintf(stderr, "the interpreter of the snapshot does not start: %s\n", status.err_msg);
    host::give_up();
  }
  if (!host::import_module() || !host::call("bake") || !host::make_all_immortal() ||
      !host::call("freeze"))
    host::give_up();
  host_close_arenas();
  std::fflush(nullptr);
  host::baking = false;
  host::baked = true;
  // Otherwise the folders and the environment of the run would not be seen.
  __wasilibc_deinitialize_environ();
  __wasilibc_reset_preopens();
  host::seal_heap();
  host::keep_changes();
}

/// The snapshot's `_start`.
__attribute__((export_name("wizer.resume"))) void host_resume() {
  if (!host::baked) __builtin_trap();
  __wasilibc_initialize_environ();
  std::exit(__main_void());
}

}  // extern "C"
