// tests/exhaustion/failing.cc: a heap that refuses the allocation it is told to refuse.
//
// The same file is preloaded, where it stands before malloc, and imported. Two sorts of allocations
// are counted while a call is watched: those of CPython's allocators (all three domains, so that
// pymalloc's small blocks are among them), and those that the watched module makes with malloc
// itself. All others (the C library's, the test's own) are left alone.
//
// What is in use is counted in blocks, always and exactly, whoever made them.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <dlfcn.h>
#include <link.h>

#include <cstring>

// glibc's own, under the names that stay when malloc is replaced.
extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void __libc_free(void*);
}

namespace {

/// What is being watched. One thread runs at a time: the GIL is held wherever this is used.
struct Watch {
  bool on = false;
  long refused_at = 0;  ///< the allocation to refuse, counted from 1; 0: none
  bool and_later = false;
  long seen = 0;
  long refused = 0;
} watch;

long live = 0;
uintptr_t module_base = 0, module_begin = 0, module_end = 0;

/// Functions of the module (operator new) whose allocations are never refused.
struct Spared {
  uintptr_t begin, end;
} spared[16];
int spared_count = 0;

/// Counts an allocation. True when it is to be refused.
bool refuses() {
  if (!watch.on) return false;
  ++watch.seen;
  const bool now = watch.seen == watch.refused_at ||
                   (watch.and_later && watch.refused_at != 0 && watch.seen > watch.refused_at);
  watch.refused += now;
  return now;
}

bool is_from_module(const void* caller) {
  const auto address = reinterpret_cast<uintptr_t>(caller);
  if (address < module_begin || address >= module_end) return false;
  for (int i = 0; i < spared_count; ++i) {
    if (address >= spared[i].begin && address < spared[i].end) return false;
  }
  return true;
}

}  // namespace

extern "C" {

void* malloc(size_t size) {
  if (watch.on && is_from_module(__builtin_return_address(0)) && refuses()) return nullptr;
  void* block = __libc_malloc(size);
  live += block != nullptr;
  return block;
}
void* calloc(size_t count, size_t size) {
  if (watch.on && is_from_module(__builtin_return_address(0)) && refuses()) return nullptr;
  void* block = __libc_calloc(count, size);
  live += block != nullptr;
  return block;
}
void* realloc(void* old, size_t size) {
  if (watch.on && is_from_module(__builtin_return_address(0)) && refuses()) return nullptr;
  void* block = __libc_realloc(old, size);
  live += block != nullptr && old == nullptr;
  return block;
}
void free(void* block) {
  live -= block != nullptr;
  __libc_free(block);
}

}  // extern "C"

namespace {

/// The sizes of CPython's blocks by their addresses, as far as they are remembered. A block that
/// only becomes smaller is never refused: no heap does that, and CPython takes it for granted
/// (Py_ReprLeave).
struct Size {
  const void* block;
  size_t size;
} sizes[1 << 18];

Size& size_of(const void* block) {
  constexpr size_t kSlots = sizeof sizes / sizeof *sizes;
  return sizes[reinterpret_cast<uintptr_t>(block) / 16 * 0x9E3779B97F4A7C15u % kSlots];
}
void* remember(void* block, size_t size) {
  if (block != nullptr) size_of(block) = {block, size};
  return block;
}
bool becomes_smaller(const void* block, size_t size) {
  return size_of(block).block == block && size <= size_of(block).size;
}

constexpr PyMemAllocatorDomain kDomains[] = {PYMEM_DOMAIN_RAW, PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ};
PyMemAllocatorEx inner[3];

/// Raw blocks come from malloc, which counts them.
bool counts(const void* context) { return context != &inner[0]; }

void* py_malloc(void* context, size_t size) {
  if (refuses()) return nullptr;
  const auto* next = static_cast<PyMemAllocatorEx*>(context);
  void* block = remember(next->malloc(next->ctx, size), size);
  live += block != nullptr && counts(context);
  return block;
}
void* py_calloc(void* context, size_t count, size_t size) {
  if (refuses()) return nullptr;
  const auto* next = static_cast<PyMemAllocatorEx*>(context);
  void* block = remember(next->calloc(next->ctx, count, size), count * size);
  live += block != nullptr && counts(context);
  return block;
}
void* py_realloc(void* context, void* old, size_t size) {
  if ((old == nullptr || !becomes_smaller(old, size)) && refuses()) return nullptr;
  const auto* next = static_cast<PyMemAllocatorEx*>(context);
  void* block = remember(next->realloc(next->ctx, old, size), size);
  live += block != nullptr && old == nullptr && counts(context);
  return block;
}
void py_free(void* context, void* block) {
  live -= block != nullptr && counts(context);
  const auto* next = static_cast<PyMemAllocatorEx*>(context);
  next->free(next->ctx, block);
}

/// Where the code of the module with that file name lies.
int find_module(dl_phdr_info* info, size_t, void* name) {
  if (std::strstr(info->dlpi_name, static_cast<const char*>(name)) == nullptr) return 0;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
    module_base = info->dlpi_addr;
    module_begin = info->dlpi_addr + segment.p_vaddr;
    module_end = module_begin + segment.p_memsz;
    return 1;
  }
  return 0;
}

PyObject* watch_module(PyObject*, PyObject* name) {
  const char* text = PyUnicode_AsUTF8(name);
  if (text == nullptr) return nullptr;
  if (dl_iterate_phdr(find_module, const_cast<char*>(text)) == 0) {
    PyErr_SetString(PyExc_LookupError, "no such module is loaded");
    return nullptr;
  }
  for (int i = 0; i < 3; ++i) {
    PyMem_GetAllocator(kDomains[i], &inner[i]);
    PyMemAllocatorEx outer{&inner[i], py_malloc, py_calloc, py_realloc, py_free};
    PyMem_SetAllocator(kDomains[i], &outer);
  }
  Py_RETURN_NONE;
}

PyObject* spare(PyObject*, PyObject* args) {
  Py_ssize_t address, size;
  if (!PyArg_ParseTuple(args, "nn", &address, &size)) return nullptr;
  if (spared_count == sizeof spared / sizeof *spared) {
    PyErr_SetString(PyExc_IndexError, "too many functions are to be spared");
    return nullptr;
  }
  const uintptr_t begin = module_base + static_cast<uintptr_t>(address);
  spared[spared_count++] = {begin, begin + static_cast<uintptr_t>(size) + 1};
  Py_RETURN_NONE;
}

PyObject* call(PyObject*, PyObject* const* args, Py_ssize_t nargs) {
  if (nargs != 5) {
    PyErr_SetString(PyExc_TypeError, "call(n, and_later, function, args, kwargs)");
    return nullptr;
  }
  const long n = PyLong_AsLong(args[0]);
  const bool and_later = args[1] == Py_True;
  watch = {true, n, and_later, 0, 0};
  PyObject* result = PyObject_Call(args[2], args[3], args[4]);
  watch.on = false;
  PyObject* error = PyErr_GetRaisedException();
  const char* broken = result != nullptr && error != nullptr   ? "a result and an exception"
                       : result == nullptr && error == nullptr ? "neither a result nor an exception"
                                                               : nullptr;
  PyObject* out =
      Py_BuildValue("(OOlls)", result != nullptr ? result : Py_None,
                    error != nullptr ? error : Py_None, watch.seen, watch.refused, broken);
  Py_XDECREF(result);
  Py_XDECREF(error);
  return out;
}

/// The objects that hold counts are blocks, too: what Python gets to see is the difference.
PyObject* grown(PyObject*, PyObject*) {
  static long at_last = 0;
  const long more = live - at_last;
  at_last = live;
  return PyLong_FromLong(more);
}

PyMethodDef methods[] = {
    {"watch", watch_module, METH_O,
     "Watches the module whose file has that name; to be called once."},
    {"call", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(call)), METH_FASTCALL,
     "call(n, and_later, function, args, kwargs): a call whose n-th allocation is refused, and all "
     "later ones. Gives the result, the exception, how many allocations there were, how many were "
     "refused, and what is wrong with the protocol."},
    {"spare", spare, METH_VARARGS,
     "spare(address, size): a function of the watched module's whose allocations are not refused."},
    {"grown", grown, METH_NOARGS, "How many more blocks are in use than when it was last asked."},
    {},
};
PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "failing", nullptr, 0, methods, nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit_failing() { return PyModule_Create(&module); }
