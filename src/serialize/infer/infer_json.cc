// serialize/infer/infer_json.cc: inference with JSON text as output.
#include "py/call.h"
#include "serialize/engine/leaves.h"
#include "serialize/engine/own_serializer.h"
#include "serialize/infer/infer_parts.h"
#include "serialize/output/bytes_text.h"
#include "serialize/output/numbers.h"
#include "serialize/output/temporal.h"
#include "serialize/output/texts.h"

namespace pydantic_core {
namespace {

/// A str that was made, or empty: then an exception is set.
bool write_text(const Ref& text, JsonText& out) { return text && out.string(text.get()); }

bool write_str_of(Borrowed value, JsonText& out) {
  return write_text(steal(PyObject_Str(value)), out);
}

/// A JSON object of the pairs that each(write, object) hands out.
template <class Each>
bool write_pairs(SerState& state, JsonText& out, Each&& each) {
  JsonItems object = json_object(out);
  const auto write = [&](Borrowed key, Borrowed value) {
    return filter_inferred_key(key, state, [&] {
      const Ref text = infer_json_key(key, state);
      return text && object.key(text.get()) && infer_to_json(value, state, out);
    });
  };
  const bool ok = each(write, object);
  object.end();
  return ok;
}

bool write_dict(Borrowed dict, SerState& state, JsonText& out) {
  return write_pairs(state, out, [&](auto write, JsonItems& object) {
    const auto at_once = [&](std::span<const py::DictPair> pairs) {
      return state.filtered() ? 0 : write_leaves(pairs, SerLeaf::by_type(), state, object, out);
    };
    return each_pair(dict, at_once, write);
  });
}

/// In the order of its items().
bool write_items(Borrowed mapping, SerState& state, JsonText& out) {
  return write_pairs(state, out,
                     [&](auto write, JsonItems&) { return each_listed_pair(mapping, write); });
}

bool write_counter(Borrowed counter, SerState& state, JsonText& out) {
  return check_dict(counter) && write_dict(counter, state, out);
}

bool write_frozendict(Borrowed frozendict, SerState& state, JsonText& out) {
  const Ref dict = as_dict(frozendict);
  return dict && write_dict(dict.get(), state, out);
}

bool write_dataclass(Borrowed dataclass, SerState& state, JsonText& out) {
  return write_pairs(
      state, out, [&](auto write, JsonItems&) { return each_dataclass_field(dataclass, write); });
}

bool write_list(Borrowed list, SerState& state, JsonText& out) {
  std::optional<size_t> length;
  if (!ask_length(list, length)) return false;
  return list_to_json(
      list, LengthAtFirst{length}, kNoFilter, state, out,
      [&](std::span<PyObject* const> items, JsonItems& array) {
        return write_leaves(items, SerLeaf::by_type(), state, array, out);
      },
      kNoneIsSilent, [&](Borrowed item) { return infer_to_json(item, state, out); });
}

/// A JSON array of the items that each(write) hands out.
template <class Each>
bool write_array(SerState& state, JsonText& out, Each&& each) {
  JsonItems items = json_array(out);
  const bool ok = each([&](Borrowed item) {
    items.item();
    return infer_to_json(item, state, out);
  });
  items.end();
  return ok;
}

bool write_tuple(Borrowed tuple, SerState& state, JsonText& out) {
  return write_array(state, out,
                     [&](auto write) { return each_tuple_item(tuple, kNoFilter, state, write); });
}

/// What an iterator yields, which may be empty with an exception set.
bool write_yielded(const Ref& iterator, std::optional<size_t> length, SerState& state,
                   JsonText& out) {
  return iterator && write_array(state, out, [&](auto write) {
           return each_yielded(iterator.get(), length, kNoFilter, state, write);
         });
}

bool write_generator(Borrowed generator, SerState& state, JsonText& out) {
  return write_yielded(steal(PyObject_GetIter(generator)), std::nullopt, state, out);
}

bool write_deque(Borrowed deque, SerState& state, JsonText& out) {
  size_t length;
  const Ref iterator = open_deque(deque, length);
  return write_yielded(iterator, length, state, out);
}

/// The items of a set have no index that include and exclude could name.
bool write_set(Borrowed set, SerState& state, JsonText& out) {
  ScopedFilter scope(state, nullptr, nullptr);
  return write_generator(set, state, out);
}

bool write_unknown(Borrowed value, SerState& state, JsonText& out) {
  if (state.fallback != nullptr) {
    const Ref other = py::call(state.fallback, value);
    return other && infer_to_json(other.get(), state, out);
  }
  if (state.serialize_unknown) return write_text(unknown_to_str(value), out);
  state.error_is_final = true;
  return raise_unknown_type(value);
}

bool write_null(JsonText& out) {
  out.null();
  return true;
}

bool write_bool(Borrowed value, JsonText& out) {
  out.boolean(value == Py_True);
  return true;
}

bool write_float(Borrowed value, SerState& state, JsonText& out) {
  const double number = PyFloat_AsDouble(value);
  if (number == -1.0 && PyErr_Occurred()) return false;
  write_double(number, state.config.inf_nan, out);
  return true;
}

bool write_bytes_of(Borrowed value, SerState& state, JsonText& out) {
  return write_bytes(bytes_of(value), state.config.bytes, state.error_is_final, out);
}

bool write_bytearray(Borrowed value, SerState& state, JsonText& out) {
  const Ref bytes = steal(PyBytes_FromObject(value));
  return bytes && write_bytes_of(bytes.get(), state, out);
}

bool write_temporal(TemporalKind type, Borrowed value, SerState& state, JsonText& out) {
  TemporalJson temporal;
  if (!temporal.read(type, value, state.config)) return false;
  temporal.write(out);
  return true;
}

bool write_uuid(Borrowed value, JsonText& out) {
  char text[kUuidText];
  if (!format_uuid(value, text)) return false;
  out.string(std::string_view(text, sizeof text));
  return true;
}

bool write_by_own(Borrowed value, SerState& state, JsonText& out) {
  return with_own_serializer<bool>(value, state, [&](const SerNode* root) {
    return root->to_json_by_schema(value, state, out);
  });
}

bool write_enum(Borrowed value, SerState& state, JsonText& out) {
  const Ref inner = steal(PyObject_GetAttr(value, names.value));
  return inner && infer_to_json(inner.get(), state, out);
}

bool write_pattern(Borrowed value, JsonText& out) {
  const Ref pattern = steal(PyObject_GetAttr(value, names.pattern));
  return pattern && write_str_of(pattern.get(), out);
}

bool write_known(ObType type, Borrowed value, SerState& state, JsonText& out) {
  switch (type) {
#define LEAF(name, detection, key, json, jsonable) \
  case ObType::name:                               \
    return json;
#include "serialize/infer/ob_types.def"
  }
  __builtin_unreachable();  // each type has its row
}

}  // namespace

bool infer_to_json(Borrowed value, SerState& state, JsonText& out) {
  ObType type;
  return find_ob_type(value, type) && infer_to_json_as(type, value, state, out);
}

bool infer_to_json_as(ObType type, Borrowed value, SerState& state, JsonText& out) {
  if (infers_at_once(type) && !state.recursion.full()) [[likely]]
    return write_known(type, value, state, out);
  RecursionScope scope(state, value, &kInference, state.serialize_unknown);
  if (scope.ok()) return write_known(type, value, state, out);
  if (!state.serialize_unknown || PyErr_Occurred()) return false;
  out.string("...");
  return true;
}

}  // namespace pydantic_core
