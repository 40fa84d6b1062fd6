// serialize/infer/infer_python.cc: inference with Python objects as output.
#include <cmath>

#include "py/call.h"
#include "py/collections.h"
#include "py/layout/containers.h"
#include "serialize/engine/iterator.h"
#include "serialize/engine/own_serializer.h"
#include "serialize/infer/infer_parts.h"
#include "serialize/output/bytes_text.h"
#include "serialize/output/temporal.h"
#include "serialize/output/texts.h"

namespace pydantic_core {
namespace {

/// A list of what becomes of the items that each(take) hands out; a container's own kind is made of
/// it.
template <class Each>
Ref collect_items(SerState& state, Each&& each) {
  Ref made = steal(PyList_New(0));
  const auto take = [&](Borrowed item) { return append(made.get(), infer_to_python(item, state)); };
  return made && each(take) ? std::move(made) : Ref();
}

/// The same for what an iterator yields, which may be empty with an exception set.
Ref collect_yielded(const Ref& iterator, std::optional<size_t> length, SerState& state) {
  if (!iterator) return {};
  return collect_items(state, [&](auto take) {
    return each_yielded(iterator.get(), length, kNoFilter, state, take);
  });
}

Ref tuple_items(Borrowed tuple, SerState& state) {
  return collect_items(state,
                       [&](auto take) { return each_tuple_item(tuple, kNoFilter, state, take); });
}

Ref generator_items(Borrowed generator, SerState& state) {
  return collect_yielded(steal(PyObject_GetIter(generator)), std::nullopt, state);
}

/// The items of a set have no index that include and exclude could name.
Ref set_items(Borrowed set, SerState& state) {
  ScopedFilter scope(state, nullptr, nullptr);
  return generator_items(set, state);
}

Ref deque_items(Borrowed deque, SerState& state) {
  size_t length;
  const Ref iterator = open_deque(deque, length);
  return collect_yielded(iterator, length, state);
}

Ref infer_deque(Borrowed value, SerState& state) {
  const Ref items = deque_items(value, state);
  std::optional<size_t> most;
  return items && py::read_maxlen(value, most) ? py::make_deque(items.get(), most) : Ref();
}

Ref python_key(Borrowed key, SerState& state) {
  return !kKeysAreInferred || PyUnicode_CheckExact(key) ? borrow(key) : infer_to_python(key, state);
}

/// A dict of what becomes of the pairs that each(take) hands out.
template <class Each>
Ref collect_pairs(SerState& state, Each&& each) {
  Ref made = py::make_dict();
  const auto take = [&](Borrowed key, Borrowed value) {
    return filter_inferred_key(key, state, [&] {
      const Ref made_key = state.is_json() ? infer_json_key(key, state) : python_key(key, state);
      if (!made_key) return false;
      const Ref made_value = infer_to_python(value, state);
      return made_value && PyDict_SetItem(made.get(), made_key.get(), made_value.get()) == 0;
    });
  };
  return made && each(take) ? std::move(made) : Ref();
}

Ref infer_dict(Borrowed dict, SerState& state) {
  return collect_pairs(state, [&](auto take) { return each_pair(dict, take); });
}

/// In the order of its items().
Ref infer_items(Borrowed mapping, SerState& state) {
  return collect_pairs(state, [&](auto take) { return each_listed_pair(mapping, take); });
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
  return collect_pairs(state, [&](auto take) { return each_dataclass_field(dataclass, take); });
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

Ref infer_temporal(TemporalKind type, Borrowed value, SerState& state) {
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
  return raise_unknown_type(value);
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

/// Whether the value is of one of the most common types, and comes out unchanged, as the rows of
/// these types in ob_types.def say.
[[gnu::always_inline]] inline bool is_common_leaf(Borrowed value, const SerState& state) {
  PyTypeObject* const type = Py_TYPE(value);
  return type == &PyUnicode_Type || type == &PyLong_Type || value == Py_None ||
         type == &PyBool_Type || (type == &PyFloat_Type && !state.is_json());
}

}  // namespace

Ref infer_to_python(Borrowed value, SerState& state) {
  if (is_common_leaf(value, state) && !state.recursion.full()) [[likely]]
    return borrow(value);
  ObType type;
  return find_ob_type(value, type) ? infer_to_python_as(type, value, state) : Ref();
}

Ref infer_to_python_as(ObType type, Borrowed value, SerState& state) {
  const bool json = state.is_json();
  if (infers_at_once(type) && !state.recursion.full()) [[likely]] {
    return json ? infer_jsonable(type, value, state) : borrow(value);
  }
  // In Python mode a cycle is not an error: the object is the result.
  RecursionScope scope(state, value, &kInference, !json);
  if (!scope.ok()) return json || PyErr_Occurred() ? Ref() : borrow(value);
  return json ? infer_jsonable(type, value, state) : infer_plain(type, value, state);
}

}  // namespace pydantic_core
