// serialize/infer/infer_python.cc: inference with Python objects as output.
#include <cmath>

#include "py/call.h"
#include "py/collections.h"
#include "serialize/engine/iterator.h"
#include "serialize/engine/own_serializer.h"
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
    return each_yielded(iterator.get(), std::nullopt, kNoFilter, state,
                        [&](Borrowed item) { return take(infer_to_python(item, state)); });
  });
}

Ref generator_items(Borrowed generator, SerState& state) {
  const Ref iterator = steal(PyObject_GetIter(generator));
  if (!iterator) return {};
  return collect([&](auto take) {
    return each_yielded(iterator.get(), std::nullopt, kNoFilter, state,
                        [&](Borrowed item) { return take(infer_to_python(item, state)); });
  });
}

Ref deque_items(Borrowed deque, SerState& state) {
  size_t length;
  const Ref iterator = open_deque(deque, length);
  if (!iterator) return {};
  return collect([&](auto take) {
    return each_yielded(iterator.get(), length, kNoFilter, state,
                        [&](Borrowed item) { return take(infer_to_python(item, state)); });
  });
}

Ref infer_deque(Borrowed value, SerState& state) {
  const Ref items = deque_items(value, state);
  std::optional<size_t> most;
  return items && py::read_maxlen(value, most) ? py::make_deque(items.get(), most) : Ref();
}

Ref python_key(Borrowed key, SerState& state) {
  return !kKeysAreInferred || PyUnicode_CheckExact(key) ? borrow(key) : infer_to_python(key, state);
}

/// One pair of a dict or dataclass goes into the new dict.
bool add_pair(Borrowed made, Borrowed key, Borrowed value, SerState& state) {
  return filter_inferred_key(key, state, [&] {
    Ref made_key = state.is_json() ? infer_json_key(key, state) : python_key(key, state);
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

/// A dict of what is in the order of its items().
Ref infer_items(Borrowed mapping, SerState& state) {
  Ref made = steal(PyDict_New());
  const bool ok = made && each_listed_pair(mapping, [&](Borrowed key, Borrowed value) {
                    return add_pair(made.get(), key, value, state);
                  });
  return ok ? std::move(made) : Ref();
}

Ref infer_ordered_dict(Borrowed value, SerState& state) {
  const Ref dict = infer_items(value, state);
  return dict ? py::make_ordered_dict(dict.get()) : Ref();
}

Ref counter_pairs(Borrowed counter, SerState& state) {
  return check_dict(counter) ? infer_dict(counter, state) : Ref();
}

Ref infer_counter(Borrowed value, SerState& state) {
  const Ref dict = counter_pairs(value, state);
  return dict ? py::make_counter(dict.get()) : Ref();
}

Ref frozendict_pairs(Borrowed frozendict, SerState& state) {
  const Ref dict = as_dict(frozendict);
  return dict ? infer_dict(dict.get(), state) : Ref();
}

Ref infer_frozendict(Borrowed value, SerState& state) {
  const Ref dict = frozendict_pairs(value, state);
  return dict ? steal(py::new_frozendict(dict.get())) : Ref();
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
  return list_to_python(list, LengthAtFirst{length}, kNoFilter, state, kNoneIsSilent,
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

Ref infer_tuple(Borrowed value, SerState& state) {
  const Ref items = tuple_items(value, state);
  return items ? steal(PyList_AsTuple(items.get())) : Ref();
}

Ref infer_set(Borrowed value, SerState& state) {
  const Ref items = set_items(value, state);
  return items ? steal(PySet_New(items.get())) : Ref();
}

Ref infer_frozenset(Borrowed value, SerState& state) {
  const Ref items = set_items(value, state);
  return items ? steal(PyFrozenSet_New(items.get())) : Ref();
}

Ref infer_temporal(ObType type, Borrowed value, SerState& state) {
  TemporalJson temporal;
  return temporal.read(type, value, state.config) ? temporal.to_python() : Ref();
}

Ref infer_enum(Borrowed value, SerState& state) {
  const Ref inner = steal(PyObject_GetAttr(value, names.value));
  return inner ? infer_to_python(inner.get(), state) : Ref();
}

Ref infer_pattern(Borrowed value) {
  const Ref pattern = steal(PyObject_GetAttr(value, names.pattern));
  return pattern ? steal(PyObject_Str(pattern.get())) : Ref();
}

Ref infer_unknown(Borrowed value, SerState& state) {
  if (state.fallback != nullptr) return use_fallback(value, state);
  if (state.serialize_unknown) return unknown_to_str(value);
  return raise_unknown_type(value), Ref();
}

Ref infer_unknown_object(Borrowed value, SerState& state) {
  return state.fallback != nullptr ? use_fallback(value, state) : borrow(value);
}

Ref infer_float(Borrowed value, SerState& state) {
  const double number = PyFloat_AsDouble(value);
  if (number == -1.0 && PyErr_Occurred()) return {};
  if (!std::isfinite(number) && state.config.inf_nan == InfNanMode::null) return borrow(Py_None);
  return PyFloat_CheckExact(value) ? borrow(value) : steal(PyFloat_FromDouble(number));
}

Ref infer_plain(ObType type, Borrowed value, SerState& state) {
  switch (type) {
#define LEAF(name, detection, key, json, jsonable) \
  case ObType::name:                               \
    return borrow(value);
#define HOLDER(name, detection, key, json, jsonable, python) \
  case ObType::name:                                         \
    return python;
#include "serialize/infer/ob_types.def"
  }
  __builtin_unreachable();  // each type has its row
}

/// The same in JSON mode: only what JSON has comes out.
Ref infer_jsonable(ObType type, Borrowed value, SerState& state) {
  switch (type) {
#define LEAF(name, detection, key, json, jsonable) \
  case ObType::name:                               \
    return jsonable;
#include "serialize/infer/ob_types.def"
  }
  __builtin_unreachable();  // each type has its row
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
