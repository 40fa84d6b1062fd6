// validate/input/mapping.cc: see mapping.h.
#include "validate/input/mapping.h"

#include <algorithm>

#include "base/bitset.h"
#include "py/classes.h"
#include "py/collections.h"
#include "schema/schema.h"

namespace pydantic_core {

namespace {

ErrorType type_error(MappingKind kind) {
  switch (kind) {
    case MappingKind::dict:
      return ErrorType::dict_type;
    case MappingKind::ordered_dict:
      return ErrorType::ordered_dict_type;
    case MappingKind::counter:
      return ErrorType::counter_type;
    case MappingKind::frozendict:
      return ErrorType::frozen_dict_type;
  }
  Py_UNREACHABLE();
}

/// Whether `object` is of the kind's class, or of a subclass. -1 with an exception set.
int is_kind(Borrowed object, MappingKind kind) {
  if (kind == MappingKind::dict) return PyDict_Check(object);
  if (kind == MappingKind::frozendict) return py::is_frozendict(object);
  return kind == MappingKind::counter ? py::is_counter(object) : py::is_ordered_dict(object);
}

/// A Counter stores its pairs as a dict does. An OrderedDict has an order of its own, which only
/// its items() shows.
Outcome open_counter(Borrowed object, PyMapping& out) {
  if (!PyDict_Check(object)) return conversion_error(object, "PyDict");
  out.source = object;
  return Outcome::ok;
}

/// Exactness says nothing about dicts.
Outcome note_exactness(MappingKind kind, Exactness exactness, State& state) {
  if (kind != MappingKind::dict) state.floor_exactness(exactness);
  return Outcome::ok;
}

}  // namespace

Outcome read_mapping(PyInput input, State& state, bool strict, MappingKind kind, PyMapping& out) {
  if (kind == MappingKind::dict && PyDict_CheckExact(input.object)) [[likely]] {
    out.source = input.object;
    return Outcome::ok;
  }
  const int own = is_kind(input.object, kind);
  if (own < 0) return Outcome::raised;
  const int mapping = own > 0 || strict ? own : py::is_mapping(input.object);
  if (mapping < 0) return Outcome::raised;
  if (mapping == 0) return state.fail(type_error(kind), input);
  PC_TRY(note_exactness(kind, own ? Exactness::exact : Exactness::lax, state));
  return own && kind == MappingKind::counter ? open_counter(input.object, out)
                                             : open_mapping(input, state, out);
}

Outcome open_mapping(PyInput input, State& state, PyMapping& out) {
  out.source = input.object;
  if (PyDict_CheckExact(input.object)) return Outcome::ok;
  out.items = steal(PyMapping_Items(input.object));
  if (out.items) return Outcome::ok;
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Outcome::raised;
  Text text;
  py::append_pending_exception(text);
  return state.fail(ErrorType::mapping_type, input, text);
}

Outcome mapping_pair(PyMapping& mapping, State& state, Py_ssize_t index, Ref& key, Ref& value) {
  Ref pair = py::list_item(mapping.items.get(), index);
  if (!pair || !PyTuple_Check(pair.get()) || PyTuple_GET_SIZE(pair.get()) != 2) {
    return state.fail(ErrorType::mapping_type, PyInput{mapping.source},
                      "Mapping items must be tuples of (key, value) pairs");
  }
  key = borrow(PyTuple_GET_ITEM(pair.get(), 0));
  value = borrow(PyTuple_GET_ITEM(pair.get(), 1));
  return Outcome::ok;
}

Outcome read_mapping(JsonInput input, State& state, bool, MappingKind kind, JsonMapping& out) {
  if (!input.value.is_object()) return state.fail(type_error(kind), input);
  out.object = input.value;
  return note_exactness(kind, Exactness::strict, state);
}

bool unique_members(json::Value object, Vec<json::Member>& out) {
  Vec<uint32_t> order;  // by key, equal ones as they come
  if (!out.reserve(object.size()) || !order.reserve(object.size())) return false;
  for (const json::Member member : object.as_object()) {
    if (!order.push(out.size()) || !out.push(member)) return false;
  }
  const auto key = [&](uint32_t i) { return out[i].key.as_string(); };
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const int compared = key(a).compare(key(b));
    return compared != 0 ? compared < 0 : a < b;
  });
  BitSet repeated;
  if (!repeated.init(out.size())) return false;
  for (uint32_t i = 0; i < order.size();) {
    const uint32_t first = i++;
    for (; i < order.size() && key(order[i]) == key(order[first]); ++i) {
      out[order[first]].value = out[order[i]].value;
      repeated.add(order[i]);
    }
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < out.size(); ++i) {
    if (!repeated.has(i)) out[kept++] = out[i];
  }
  out.truncate(kept);
  return true;
}

Outcome read_mapping(StringInput input, State& state, bool, MappingKind kind, StringMapping& out) {
  if (input.is_text()) return state.fail(type_error(kind), input);
  out.dict = input.object;
  return note_exactness(kind, Exactness::strict, state);
}

Outcome check_string_input(Borrowed object, State& state) {
  if (PyUnicode_Check(object) || PyDict_Check(object)) return Outcome::ok;
  return state.fail(ErrorType::string_type, PyInput{object});
}

}  // namespace pydantic_core
