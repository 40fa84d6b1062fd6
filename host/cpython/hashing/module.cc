// host/cpython/hashing/module.cc: `pbkdf2_hmac` and `scrypt` as Python functions, with the error
// messages of CPython's own over OpenSSL.

#include "cpython/hashing/module.h"

#include <climits>
#include <string_view>

#include "cpython/hashing/pbkdf2.h"
#include "cpython/hashing/scrypt.h"

namespace host {
namespace {

using namespace hashing;

/// An argument as a buffer, released at the end.
struct Buffer {
  Py_buffer view = {};

  Buffer() = default;
  Buffer(const Buffer&) = delete;
  ~Buffer() {
    if (view.obj != nullptr) PyBuffer_Release(&view);
  }
  Span span() const {
    return {static_cast<const uint8_t*>(view.buf), static_cast<size_t>(view.len)};
  }
};

using Derive = void (*)(Span, Span, uint64_t, uint8_t*, size_t);

/// A hash that works block by block.
struct Digest {
  std::string_view name;
  size_t size;
  Derive derive;
};

template <class H>
constexpr Digest digest(std::string_view name) {
  return {name, H::kDigest, pbkdf2<H>};
}

constexpr Digest kDigests[] = {
    digest<Md5>("md5"),       digest<Sha1>("sha1"),     digest<Sha224>("sha224"),
    digest<Sha256>("sha256"), digest<Sha384>("sha384"), digest<Sha512>("sha512"),
};

const Digest* find_digest(const char* name) {
  for (const Digest& digest : kDigests)
    if (digest.name == name) return &digest;
  return nullptr;
}

/// The length of the key; 0 with an exception set. None means `none`.
size_t key_length(PyObject* given, size_t none) {
  if (given == Py_None) return none;
  const long long length = PyLong_AsLongLong(given);
  if (length == -1 && PyErr_Occurred()) return 0;
  if (length < 1) {
    PyErr_SetString(PyExc_ValueError, "key length must be greater than 0.");
    return 0;
  }
  if (length > INT_MAX) {
    PyErr_SetString(PyExc_OverflowError, "key length is too great.");
    return 0;
  }
  return static_cast<size_t>(length);
}

/// Returns None for a hash that is not in kDigests.
PyObject* pbkdf2_hmac(PyObject*, PyObject* arguments, PyObject* keywords) {
  static const char* names[] = {"hash_name", "password", "salt", "iterations", "dklen", nullptr};
  const char* name;
  Buffer password;
  Buffer salt;
  long long iterations;
  PyObject* length = Py_None;
  if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "sy*y*L|O:pbkdf2_hmac",
                                   const_cast<char**>(names), &name, &password.view, &salt.view,
                                   &iterations, &length))
    return nullptr;
  const Digest* digest = find_digest(name);
  if (digest == nullptr) Py_RETURN_NONE;
  if (iterations < 1)
    return PyErr_Format(PyExc_ValueError, "iteration value must be greater than 0.");
  if (iterations > INT_MAX)
    return PyErr_Format(PyExc_OverflowError, "iteration value is too great.");
  const size_t size = key_length(length, digest->size);
  PyObject* key =
      size == 0 ? nullptr : PyBytes_FromStringAndSize(nullptr, static_cast<Py_ssize_t>(size));
  if (key != nullptr) {
    auto* out = reinterpret_cast<uint8_t*>(PyBytes_AS_STRING(key));
    digest->derive(password.span(), salt.span(), static_cast<uint64_t>(iterations), out, size);
  }
  return key;
}

/// Reads one of the costs. False with an exception set.
bool read_cost(PyObject* given, const char* name, uint64_t& out) {
  out = given == nullptr ? 0 : PyLong_AsUnsignedLongLong(given);
  if (given != nullptr && !PyErr_Occurred()) return true;
  PyErr_Format(PyExc_TypeError, "%s is required and must be an unsigned int", name);
  return false;
}

PyObject* scrypt(PyObject*, PyObject* arguments, PyObject* keywords) {
  constexpr uint64_t usual_memory = 32 << 20;  // OpenSSL's, for a maxmem of 0
  static const char* names[] = {"password", "salt", "n", "r", "p", "maxmem", "dklen", nullptr};
  Buffer password;
  Buffer salt;
  PyObject* given[3] = {};
  Costs costs;
  long long most = 0;
  long long length = 64;
  if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "y*|$y*O!O!O!LL:scrypt",
                                   const_cast<char**>(names), &password.view, &salt.view,
                                   &PyLong_Type, &given[0], &PyLong_Type, &given[1], &PyLong_Type,
                                   &given[2], &most, &length))
    return nullptr;
  if (salt.view.obj == nullptr) return PyErr_Format(PyExc_TypeError, "salt is required");
  if (!read_cost(given[0], "n", costs.n)) return nullptr;
  if (costs.n < 2 || (costs.n & (costs.n - 1)) != 0)
    return PyErr_Format(PyExc_ValueError, "n must be a power of 2.");
  if (!read_cost(given[1], "r", costs.r) || !read_cost(given[2], "p", costs.p)) return nullptr;
  if (most < 0 || most > INT_MAX)
    return PyErr_Format(PyExc_ValueError, "maxmem must be positive and smaller than %d", INT_MAX);
  if (length < 1 || length > INT_MAX)
    return PyErr_Format(PyExc_ValueError, "dklen must be greater than 0 and smaller than %d",
                        INT_MAX);
  const uint64_t size =
      scrypt_memory(costs, most == 0 ? usual_memory : static_cast<uint64_t>(most));
  if (size == 0)
    return PyErr_Format(PyExc_ValueError, "Invalid parameter combination for n, r, p, maxmem.");
  void* memory = PyMem_RawMalloc(static_cast<size_t>(size));
  if (memory == nullptr) return PyErr_NoMemory();
  PyObject* key = PyBytes_FromStringAndSize(nullptr, static_cast<Py_ssize_t>(length));
  if (key != nullptr)
    hashing::scrypt(password.span(), salt.span(), costs, static_cast<uint32_t*>(memory),
                    reinterpret_cast<uint8_t*>(PyBytes_AS_STRING(key)),
                    static_cast<size_t>(length));
  PyMem_RawFree(memory);
  return key;
}

PyMethodDef methods[] = {
    {"pbkdf2_hmac", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(pbkdf2_hmac)),
     METH_VARARGS | METH_KEYWORDS, nullptr},
    {"scrypt", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(scrypt)),
     METH_VARARGS | METH_KEYWORDS,
     "scrypt($module, /, password, *, salt=None, n=None, r=None, p=None,\n"
     "       maxmem=0, dklen=64)\n--\n\n"
     "scrypt password-based key derivation function."},
    {},
};

PyModuleDef_Slot slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    "_embedded_hashing",
    "Keys from passwords.",
    0,
    methods,
    slots,
    nullptr,
    nullptr,
    nullptr,
};

}  // namespace

PyMODINIT_FUNC init_hashing_module() { return PyModuleDef_Init(&definition); }

}  // namespace host
