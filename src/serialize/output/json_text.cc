// serialize/output/json_text.cc: see json_text.h.
#include "serialize/output/json_text.h"

#include <cstring>
#include <utility>

namespace pydantic_core {

/// Room for so many bytes, of which the first kBlock are 0; nullptr when the heap is exhausted.
char* PreparedKey::make_room(size_t size, Arena& arena) {
  auto* const room = static_cast<char*>(arena.allocate(size < kBlock ? kBlock : size));
  if (room != nullptr) std::memset(room, 0, kBlock);
  data_ = room;
  size_ = size;
  return room;
}

bool PreparedKey::set(std::string_view name, Arena& arena) {
  char* const at = make_room(name.size() + 4, arena);
  if (at == nullptr) return false;
  *at = ',';
  char* const end = json::write_clean_string(at + 1, name);
  if (end == nullptr) [[unlikely]]
    return set_escaped(name, arena);
  *end = ':';
  return true;
}

[[gnu::noinline]] bool PreparedKey::set_escaped(std::string_view name, Arena& arena) {
  json::Buffer escaped;
  escaped.append(',');
  json::write_string(escaped, name);
  escaped.append(':');
  if (escaped.failed() || make_room(escaped.size(), arena) == nullptr) return false;
  std::memcpy(data_, escaped.view().data(), escaped.size());
  return true;
}

JsonText::~JsonText() {
  // The buffer's memory belongs to the bytes object, which frees it.
  (void)buffer_.release();
  Py_XDECREF(bytes_);
}

char* JsonText::reallocate(void* context, char* old, size_t capacity) {
  auto& self = *static_cast<JsonText*>(context);
  PyObject*& bytes = self.bytes_;
  if (capacity == 0) return nullptr;
  // A container that failed still writes its closing bracket. MemoryError from that must not
  // replace the exception.
  if (PyErr_Occurred()) return nullptr;
  if (capacity > PY_SSIZE_T_MAX - 64) return nullptr;
  if (bytes == nullptr) {
    bytes = PyBytes_FromStringAndSize(nullptr, static_cast<Py_ssize_t>(capacity));
    // All of first_, so that the size is a constant; maybe more than has been written.
    // NOLINTNEXTLINE(clang-analyzer-unix.cstring.UninitializedRead)
    if (bytes != nullptr) std::memcpy(PyBytes_AS_STRING(bytes), old, sizeof self.first_);
  } else {
    // _PyBytes_Resize frees the object when it fails; the buffer's bytes are then gone, which
    // JsonText never looks at.
    _PyBytes_Resize(&bytes, static_cast<Py_ssize_t>(capacity));
  }
  if (bytes != nullptr) return PyBytes_AS_STRING(bytes);
  PyErr_Clear();
  return nullptr;
}

Ref JsonText::finish() {
  const size_t size = buffer_.size();
  (void)buffer_.release();
  if (buffer_.failed()) return py::no_memory();
  if (bytes_ == nullptr)
    return steal(PyBytes_FromStringAndSize(first_, static_cast<Py_ssize_t>(size)));
  if (static_cast<size_t>(PyBytes_GET_SIZE(bytes_)) != size)
    _PyBytes_Resize(&bytes_, static_cast<Py_ssize_t>(size));
  return steal(std::exchange(bytes_, nullptr));
}

}  // namespace pydantic_core
