// serialize/infer/infer.cc: what both outputs of inference share: the fields of dataclasses, and
// keys.
#include "serialize/infer/infer.h"

#include <cmath>

#include "oncecell/oncecell.h"
#include "py/call.h"
#include "serialize/infer/infer_parts.h"
#include "serialize/output/bytes_text.h"
#include "serialize/output/keys.h"
#include "serialize/output/temporal.h"
#include "serialize/output/texts.h"

namespace pydantic_core {

namespace {

constinit oncecell::ImportCell field_marker{"dataclasses", "_FIELD"};

}  // namespace

int is_dataclass_field(Borrowed field) {
  Borrowed marker = field_marker.get_or_import();
  if (marker == nullptr) return -1;
  const Ref type = steal(PyObject_GetAttr(field, names.field_type));
  if (!type) return -1;
  return type.get() == marker;
}

bool infers_at_once(ObType type) {
  static constexpr bool kIsLeaf[] = {
#define LEAF(name, detection, key, json, jsonable) true,
#define HOLDER(name, detection, key, json, jsonable, python) false,
#include "serialize/infer/ob_types.def"
  };
  return kIsLeaf[static_cast<int>(type)];
}

Ref infer_json_key(Borrowed key, SerState& state) {
  if (PyUnicode_CheckExact(key)) [[likely]]
    return plain_str(key);
  ObType type;
  return find_ob_type(key, type) ? infer_json_key_as(type, key, state) : Ref();
}

namespace {

/// The keys of the items, with commas between.
Ref tuple_key(Borrowed tuple, SerState& state) {
  if (Py_EnterRecursiveCall(" while making a key of a tuple")) return {};
  Text joined;
  bool ok = true;
  for (Py_ssize_t i = 0; ok && i < PyTuple_GET_SIZE(tuple); ++i) {
    const Ref item = infer_json_key(PyTuple_GET_ITEM(tuple, i), state);
    std::string_view utf8;
    ok = item && py::utf8(item.get(), utf8);
    if (i > 0) joined << ',';
    joined << utf8;
  }
  Py_LeaveRecursiveCall();
  return ok ? py::str(joined) : Ref();
}

Ref unknown_key(Borrowed key, SerState& state) {
  if (state.fallback != nullptr) {
    const Ref other = py::call(state.fallback, key);
    if (!other || Py_EnterRecursiveCall(" while making a key")) return {};
    Ref made = infer_json_key(other.get(), state);
    Py_LeaveRecursiveCall();
    return made;
  }
  if (state.serialize_unknown) return unknown_to_str(key);
  return raise_unknown_type(key);
}

Ref bool_key(Borrowed value) { return borrow(value == Py_True ? names.true_ : names.false_); }

Ref float_key(Borrowed value, SerState& state) {
  const double number = PyFloat_AsDouble(value);
  if (number == -1.0 && PyErr_Occurred()) return {};
  if (!std::isfinite(number) && state.config.inf_nan == InfNanMode::null) return borrow(names.None);
  return str_key(value);
}

Ref temporal_key(TemporalKind type, Borrowed value, SerState& state) {
  TemporalJson temporal;
  return temporal.read(type, value, state.config) ? temporal.to_key() : Ref();
}

/// Only what can be hashed was a key.
Ref hashable_key(Borrowed value) { return PyObject_Hash(value) == -1 ? Ref() : str_key(value); }

Ref enum_key(Borrowed value, SerState& state) {
  const Ref inner = steal(PyObject_GetAttr(value, names.value));
  if (!inner || Py_EnterRecursiveCall(" while making a key")) return {};
  Ref made = infer_json_key(inner.get(), state);
  Py_LeaveRecursiveCall();
  return made;
}

Ref pattern_key(Borrowed value) {
  const Ref pattern = steal(PyObject_GetAttr(value, names.pattern));
  return pattern ? str_key(pattern.get()) : Ref();
}

}  // namespace

Ref bytes_str(Borrowed value, SerState& state) {
  return bytes_to_str(bytes_of(value), state.config.bytes);
}

Ref bytearray_str(Borrowed value, SerState& state) {
  const Ref bytes = steal(PyBytes_FromObject(value));
  return bytes ? bytes_str(bytes.get(), state) : Ref();
}

Ref complex_str(Borrowed value) {
  Text text;
  append_complex(text, value);
  return py::str(text);
}

Ref infer_json_key_as(ObType type, Borrowed value, SerState& state) {
  switch (type) {
#define LEAF(name, detection, key, json, jsonable) \
  case ObType::name:                               \
    return key;
#include "serialize/infer/ob_types.def"
  }
  __builtin_unreachable();  // each type has its row
}

}  // namespace pydantic_core
