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
  switch (type) {
    case ObType::list:
    case ObType::tuple:
    case ObType::set:
    case ObType::frozenset:
    case ObType::dict:
    case ObType::pydantic_serializable:
    case ObType::dataclass:
    case ObType::enumeration:
    case ObType::generator:
    case ObType::unknown:
      return false;
    default:
      return true;
  }
}

Ref refuse_key(const char* kind) {
  py::raise(PyExc_TypeError, Text() << '`' << kind << "` not valid as object key");
  return {};
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
  return raise_unknown_type(key), Ref();
}

}  // namespace

Ref infer_json_key_as(ObType type, Borrowed key, SerState& state) {
  switch (type) {
    case ObType::none:
      return borrow(names.None);
    case ObType::boolean:
      return borrow(key == Py_True ? names.true_ : names.false_);
    case ObType::integer:
    case ObType::int_subclass:
      return str_key(key);
    case ObType::floating:
    case ObType::float_subclass: {
      const double number = PyFloat_AsDouble(key);
      if (number == -1.0 && PyErr_Occurred()) return {};
      if (!std::isfinite(number) && state.config.inf_nan == InfNanMode::null)
        return borrow(names.None);
      return str_key(key);
    }
    case ObType::str:
    case ObType::str_subclass:
      return plain_str(key);
    case ObType::bytes:
      return bytes_to_str(bytes_of(key), state.config.bytes);
    case ObType::bytearray: {
      const Ref bytes = steal(PyBytes_FromObject(key));
      return bytes ? bytes_to_str(bytes_of(bytes.get()), state.config.bytes) : Ref();
    }
    case ObType::datetime:
    case ObType::date:
    case ObType::time:
    case ObType::timedelta: {
      TemporalJson temporal;
      return temporal.read(type, key, state.config.temporal) ? temporal.to_key() : Ref();
    }
    case ObType::uuid:
      return uuid_to_str(key);
    case ObType::complex: {
      Text text;
      append_complex(text, key);
      return py::str(text);
    }
    case ObType::tuple:
      return tuple_key(key, state);
    case ObType::list:
    case ObType::set:
    case ObType::frozenset:
    case ObType::dict:
    case ObType::generator:
      return refuse_key(spelling(type));
    case ObType::dataclass:
    case ObType::pydantic_serializable:
      // Only what can be hashed was a key.
      return PyObject_Hash(key) == -1 ? Ref() : str_key(key);
    case ObType::enumeration: {
      const Ref value = steal(PyObject_GetAttr(key, names.value));
      if (!value || Py_EnterRecursiveCall(" while making a key")) return {};
      Ref made = infer_json_key(value.get(), state);
      Py_LeaveRecursiveCall();
      return made;
    }
    case ObType::pattern: {
      const Ref pattern = steal(PyObject_GetAttr(key, names.pattern));
      return pattern ? str_key(pattern.get()) : Ref();
    }
    case ObType::decimal:
      return display_str(key);
    case ObType::url:
    case ObType::multi_host_url:
    case ObType::path:
    case ObType::ipv4_address:
    case ObType::ipv6_address:
    case ObType::ipv4_network:
    case ObType::ipv6_network:
      return str_key(key);
    case ObType::unknown:
      break;
  }
  return unknown_key(key, state);
}

}  // namespace pydantic_core
