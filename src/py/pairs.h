// py/pairs.h: the pairs of a dict as they were at one moment.
//
// Serializing a field may run the user's code, which may change the model: fields are walked on a
// copy of the references. Most models have few fields, whose pairs fit on the stack.
#pragma once

#include "py/layout/inline_values.h"
#include "py/no_memory.h"
#include "py/sync.h"

namespace pydantic_core {

class Pairs {
 public:
  Pairs() = default;
  Pairs(const Pairs&) = delete;
  Pairs& operator=(const Pairs&) = delete;
  ~Pairs() {
    for (size_t i = 0; i < size_; ++i) {
      Py_DECREF(at_[i].key);
      Py_DECREF(at_[i].value);
    }
    if (at_ != inline_) PyMem_Free(at_);
  }

  const py::DictPair* begin() const { return at_; }
  const py::DictPair* end() const { return at_ + size_; }
  size_t size() const { return size_; }

  /// Makes room for `count` pairs in all. False with MemoryError set.
  [[nodiscard]] bool reserve(size_t count) {
    if (count <= capacity_) return true;
    if (at_ != inline_ || size_ > 0) return py::no_memory();  // grown once, before it is filled
    auto* more = static_cast<py::DictPair*>(PyMem_Malloc(count * sizeof(py::DictPair)));
    if (more == nullptr) return py::no_memory();
    at_ = more;
    capacity_ = count;
    return true;
  }
  /// Adds a pair, for which there is room.
  void add(Borrowed key, Ref value) { at_[size_++] = {Py_NewRef(key), value.release()}; }
  /// Takes all pairs of an instance. False with MemoryError set.
  [[nodiscard]] bool take(const py::InlinePairs& pairs) {
    if (!reserve(pairs.size())) return false;
    for (size_t i = 0; i < pairs.size(); ++i) add(pairs[i].key, borrow(pairs[i].value));
    return true;
  }
  /// Takes all pairs of a dict. False with MemoryError set.
  [[nodiscard]] bool take(Borrowed dict) {
    if constexpr (py::kInstancesKeepValues) {
      if (const auto pairs = py::InlinePairs::of_dict(dict)) return take(pairs);
    }
    bool ok = true;
    PC_LOCK(dict);
    ok = reserve(static_cast<size_t>(PyDict_GET_SIZE(dict)));
    Py_ssize_t at = 0;
    PyObject *key, *value;
    while (ok && PyDict_Next(dict, &at, &key, &value))
      at_[size_++] = {Py_NewRef(key), Py_NewRef(value)};
    PC_UNLOCK();
    return ok;
  }

 private:
  static constexpr size_t kInline = 16;

  py::DictPair* at_ = inline_;
  size_t size_ = 0;
  size_t capacity_ = kInline;
  py::DictPair inline_[kInline];
};

}  // namespace pydantic_core
