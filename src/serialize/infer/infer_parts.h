// serialize/infer/infer_parts.h: what the two outputs of inference have in common. Private to
// infer*.cc.
#pragma once

#include "serialize/engine/sequence.h"
#include "serialize/infer/infer.h"

namespace pydantic_core {

/// Stands for all inference in the recursion guard, where definitions stand for themselves.
inline constexpr char kInference = 0;

/// Types that hold nothing: they cannot be part of a cycle, so only the depth is looked at for
/// them.
bool infers_at_once(ObType type);

/// What both JSON and keys make of such values: a str; empty with an exception set.
Ref bytes_str(Borrowed value, SerState& state);
Ref bytearray_str(Borrowed value, SerState& state);
Ref complex_str(Borrowed value);

/// A deque's iterator, and how long it says that it is. Empty with an exception set.
inline Ref open_deque(Borrowed deque, size_t& length) {
  const Py_ssize_t size = PyObject_Size(deque);
  length = static_cast<size_t>(size);
  return size < 0 ? Ref() : steal(PyObject_GetIter(deque));
}

/// False with TypeError set for an object that claims to be a Counter but is no dict.
[[nodiscard]] inline bool check_dict(Borrowed value) {
  return PyDict_Check(value) || conversion_error(value, "PyDict");
}

/// A dict of what a frozendict holds; empty with an exception set.
inline Ref as_dict(Borrowed frozendict) {
  Ref dict = steal(PyDict_New());
  return dict && PyDict_Update(dict.get(), frozendict) == 0 ? std::move(dict) : Ref();
}

/// Whether a dataclasses.Field is a field proper (no ClassVar or InitVar): 1 or 0; -1 with an
/// exception set.
int is_dataclass_field(Borrowed field);

/// work(name, value) -> bool for each field of any dataclass. False with an exception set.
template <class Work>
[[nodiscard]] bool each_dataclass_field(Borrowed dataclass, Work&& work) {
  const Ref fields = steal(PyObject_GetAttr(dataclass, names.dataclass_fields));
  if (!fields) return false;
  if (!PyDict_Check(fields.get())) return conversion_error(fields.get(), "PyDict");
  return each_pair(fields.get(), [&](Borrowed name, Borrowed field) -> bool {
    const int proper = is_dataclass_field(field);
    if (proper <= 0) return proper == 0;
    if (!PyUnicode_Check(name)) return conversion_error(name, "PyString");
    const Ref value = steal(PyObject_GetAttr(dataclass, name));
    return value && work(name, value.get());
  });
}

}  // namespace pydantic_core
