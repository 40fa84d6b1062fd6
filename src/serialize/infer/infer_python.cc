// serialize/infer/infer_python.cc: inference with Python objects as output.
#include <cmath>

#include "py/call.h"
#include "serialize/engine/handle.h"
#include "serialize/engine/iterator.h"
#include "serialize/infer/infer_parts.h"
#include "serialize/output/bytes_text.h"
#include "serialize/output/temporal.h"
#include "serialize/output/texts.h"

namespace pydantic_core {
namespace {

/// A list, tuple, set or frozenset of the items that walk(take) hands out.
template <class Walk>
Ref collect(Walk&& walk) {
  Ref made = steal(PyList_New(0));
  const bool ok = made && walk([&](Ref item) { return append(made.get(), std::move(item)); });
  return ok ? std::move(made) : Ref();
}

Ref tuple_items(Borrowed tuple, SerState& state) {
  return collect([&](auto take) {
    return each_tuple_item(tuple, kNoFilter, state,
                           [&](Borrowed item) { return take(infer_to_python(item, state)); });
  });
}

/// Sets have no places that include and exclude could name.
Ref set_items(Borrowed set, SerState& state) {
  const Ref iterator = steal(PyObject_GetIter(set));
  if (!iterator) return {};
  ScopedFilter scope(state, nullptr, nullptr);
  return collect([&](auto take) {
    return each_yielded(iterator.get(), kNoFilter, state,
                        [&](Borrowed item) { return take(infer_to_python(item, state)); });
  });
}

Ref generator_items(Borrowed generator, SerState& state) {
  const Ref iterator = steal(PyObject_GetIter(generator));
  if (!iterator) return {};
  return collect([&](auto take) {
    return each_yielded(iterator.get(), kNoFilter, state,
                        [&](Borrowed item) { return take(infer_to_python(item, state)); });
  });
}

/// One pair of a dict or dataclass goes into the new dict.
bool add_pair(Borrowed made, Borrowed key, Borrowed value, SerState& state) {
  return filter_inferred_key(key, state, [&] {
    Ref made_key = state.is_json() ? infer_json_key(key, state) : borrow(key);
    if (!made_key) return false;
    Ref made_value = infer_to_python(value, state);
    return made_value && PyDict_SetItem(made, made_key.get(), made_value.get()) == 0;
  });
}

Ref infer_dict(Borrowed dict, SerState& state) {
  Ref made = steal(PyDict_New());
  const bool ok = made && each_pair(dict, [&](Borrowed key, Borrowed value) {
                    return add_pair(made.get(), key, value, state);
                  });
  return ok ? std::move(made) : Ref();
}

Ref infer_dataclass(Borrowed dataclass, SerState& state) {
  Ref made = steal(PyDict_New());
  const bool ok = made && each_dataclass_field(dataclass, [&](Borrowed name, Borrowed value) {
                    return add_pair(made.get(), name, value, state);
                  });
  return ok ? std::move(made) : Ref();
}

Ref infer_list(Borrowed list, SerState& state) {
  std::optional<size_t> length;
  if (!ask_length(list, length)) return {};
  return list_to_python(list, length, kNoFilter, state, kNoneIsSilent,
                        [&](Borrowed item) { return infer_to_python(item, state); });
}

Ref own_serializer(Borrowed value, SerState& state) {
  return with_own_serializer<Ref>(
      value, state, [&](const SerNode* root) { return root->to_python_by_schema(value, state); });
}

Ref use_fallback(Borrowed value, SerState& state) {
  const Ref other = py::call(state.fallback, value);
  return other ? infer_to_python(other.get(), state) : Ref();
}

/// The types that Python mode changes; all others are given out as they are.
Ref infer_plain(ObType type, Borrowed value, SerState& state) {
  switch (type) {
    case ObType::list:
      return infer_list(value, state);
    case ObType::dict:
      return infer_dict(value, state);
    case ObType::tuple: {
      const Ref items = tuple_items(value, state);
      return items ? steal(PyList_AsTuple(items.get())) : Ref();
    }
    case ObType::set: {
      const Ref items = set_items(value, state);
      return items ? steal(PySet_New(items.get())) : Ref();
    }
    case ObType::frozenset: {
      const Ref items = set_items(value, state);
      return items ? steal(PyFrozenSet_New(items.get())) : Ref();
    }
    case ObType::pydantic_serializable:
      return own_serializer(value, state);
    case ObType::dataclass:
      return infer_dataclass(value, state);
    case ObType::generator:
      return make_serialization_iterator(value, any_serializer(), kNoFilter, state);
    case ObType::unknown:
      return state.fallback != nullptr ? use_fallback(value, state) : borrow(value);
    default:
      return borrow(value);
  }
}

Ref infer_float(Borrowed value, SerState& state) {
  const double number = PyFloat_AsDouble(value);
  if (number == -1.0 && PyErr_Occurred()) return {};
  if (!std::isfinite(number) && state.config.inf_nan == InfNanMode::null) return borrow(Py_None);
  return PyFloat_CheckExact(value) ? borrow(value) : steal(PyFloat_FromDouble(number));
}

/// The same in JSON mode: only what JSON has comes out.
Ref infer_jsonable(ObType type, Borrowed value, SerState& state) {
  switch (type) {
    case ObType::none:
    case ObType::boolean:
    case ObType::integer:
    case ObType::str:
      return borrow(value);
    case ObType::int_subclass:
      return steal(PyNumber_Index(value));
    case ObType::floating:
    case ObType::float_subclass:
      return infer_float(value, state);
    case ObType::str_subclass:
      return plain_str(value);
    case ObType::decimal:
      return display_str(value);
    case ObType::bytes:
      return bytes_to_str(bytes_of(value), state.config.bytes);
    case ObType::bytearray: {
      const Ref bytes = steal(PyBytes_FromObject(value));
      return bytes ? bytes_to_str(bytes_of(bytes.get()), state.config.bytes) : Ref();
    }
    case ObType::list:
      return infer_list(value, state);
    case ObType::tuple:
      return tuple_items(value, state);
    case ObType::set:
    case ObType::frozenset:
      return set_items(value, state);
    case ObType::dict:
      return infer_dict(value, state);
    case ObType::datetime:
    case ObType::date:
    case ObType::time:
    case ObType::timedelta: {
      TemporalJson temporal;
      return temporal.read(type, value, state.config.temporal) ? temporal.to_python() : Ref();
    }
    case ObType::url:
    case ObType::multi_host_url:
    case ObType::path:
    case ObType::ipv4_address:
    case ObType::ipv6_address:
    case ObType::ipv4_network:
    case ObType::ipv6_network:
      return steal(PyObject_Str(value));
    case ObType::uuid:
      return uuid_to_str(value);
    case ObType::complex:
      return infer_json_key_as(type, value, state);
    case ObType::pydantic_serializable:
      return own_serializer(value, state);
    case ObType::dataclass:
      return infer_dataclass(value, state);
    case ObType::enumeration: {
      const Ref inner = steal(PyObject_GetAttr(value, names.value));
      return inner ? infer_to_python(inner.get(), state) : Ref();
    }
    case ObType::generator:
      return generator_items(value, state);
    case ObType::pattern: {
      const Ref pattern = steal(PyObject_GetAttr(value, names.pattern));
      return pattern ? steal(PyObject_Str(pattern.get())) : Ref();
    }
    case ObType::unknown:
      break;
  }
  if (state.fallback != nullptr) return use_fallback(value, state);
  if (state.serialize_unknown) return unknown_to_str(value);
  return raise_unknown_type(value), Ref();
}

}  // namespace

Ref infer_to_python(Borrowed value, SerState& state) {
  ObType type;
  return find_ob_type(value, type) ? infer_to_python_as(type, value, state) : Ref();
}

Ref infer_to_python_as(ObType type, Borrowed value, SerState& state) {
  const bool json = state.is_json();
  if (infers_at_once(type) && !state.recursion.full()) [[likely]] {
    return json ? infer_jsonable(type, value, state) : borrow(value);
  }
  // In Python mode a cycle is no harm: the object stands for itself.
  RecursionScope scope(state, value, &kInference, !json);
  if (!scope.ok()) return json || PyErr_Occurred() ? Ref() : borrow(value);
  return json ? infer_jsonable(type, value, state) : infer_plain(type, value, state);
}

}  // namespace pydantic_core
