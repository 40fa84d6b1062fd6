// validate/input/mapping.h: inputs that are walked pair by pair.
#pragma once

#include "py/sync.h"
#include "validate/input/scalars.h"

namespace pydantic_core {

/// Which class is asked for; decides what counts as exact and the error when the input is none.
enum class MappingKind : uint8_t { dict, ordered_dict, counter, frozendict };

/// A dict, or the items() list of another mapping.
struct PyMapping {
  using Item = PyInput;
  Borrowed source = nullptr;
  Ref items;  ///< a list; empty for dicts, which are walked directly
};

struct StringMapping {
  using Item = StringInput;
  Borrowed dict = nullptr;
};

struct JsonMapping {
  using Item = JsonInput;
  json::Value object{nullptr};
};

/// Reads an input as a mapping of that kind; `strict`: of its class alone. `invalid` with the error
/// of the kind added to `state`. `out` is valid as long as the input.
Outcome read_mapping(PyInput input, State& state, bool strict, MappingKind kind, PyMapping& out);
Outcome read_mapping(JsonInput input, State& state, bool strict, MappingKind kind,
                     JsonMapping& out);
Outcome read_mapping(StringInput input, State& state, bool strict, MappingKind kind,
                     StringMapping& out);
/// The items of a mapping that is known to be one; mapping_type errors are added for `input`.
Outcome open_mapping(PyInput input, State& state, PyMapping& out);

template <class Input>
struct MappingOf;
template <>
struct MappingOf<PyInput> {
  using Type = PyMapping;
};
template <>
struct MappingOf<JsonInput> {
  using Type = JsonMapping;
};
template <>
struct MappingOf<StringInput> {
  using Type = StringMapping;
};

/// The members of a JSON object, where a key that comes more than once counts once: in its first
/// place, with its last value. False when the heap is exhausted.
[[nodiscard]] bool unique_members(json::Value object, Vec<json::Member>& out);

/// How many pairs there are.
inline size_t size_of(const PyMapping& mapping) {
  return static_cast<size_t>(mapping.items ? PyList_GET_SIZE(mapping.items.get())
                                           : PyDict_GET_SIZE(mapping.source));
}
inline size_t size_of(const StringMapping& mapping) {
  return static_cast<size_t>(PyDict_GET_SIZE(mapping.dict));
}
inline size_t size_of(const JsonMapping& mapping) { return mapping.object.size(); }

/// Sets a path frame to a key.
inline void set_key(Path& frame, PyInput key) { frame.set_object(key.object); }
inline void set_key(Path& frame, StringInput key) { frame.set_object(key.object); }
inline void set_key(Path& frame, JsonInput key) { frame.set_json(key.value); }

/// The pair at `index` of an items() list; line error when it is not a pair.
Outcome mapping_pair(PyMapping& mapping, State& state, Py_ssize_t index, Ref& key, Ref& value);
/// Whether a str or dict can be taken as StringInput; a line error otherwise.
Outcome check_string_input(Borrowed object, State& state);

/// Calls f(key, value, is_last) for each pair until it does not return ok. `is_last` is only true
/// in partial mode.
template <class F>
Outcome for_each(PyMapping& mapping, State& state, F&& f) {
  const bool partial = state.allow_partial != PartialMode::off;
  Ref key, value;
  if (mapping.items) {
    const Py_ssize_t size = PyList_GET_SIZE(mapping.items.get());
    for (Py_ssize_t i = 0; i < size; ++i) {
      PC_TRY(mapping_pair(mapping, state, i, key, value));
      PC_TRY(f(PyInput{key.get()}, PyInput{value.get()}, partial && i + 1 == size));
    }
    return Outcome::ok;
  }
  const Py_ssize_t size = PyDict_GET_SIZE(mapping.source);
  Py_ssize_t at = 0;
  for (Py_ssize_t i = 0; py::dict_next(mapping.source, at, key, value); ++i) {
    PC_TRY(f(PyInput{key.get()}, PyInput{value.get()}, partial && i + 1 == size));
    if (PyDict_GET_SIZE(mapping.source) != size) return py::raise_dict_changed();
  }
  return Outcome::ok;
}

template <class F>
Outcome for_each(StringMapping& mapping, State& state, F&& f) {
  const bool partial = state.allow_partial != PartialMode::off;
  const Py_ssize_t size = PyDict_GET_SIZE(mapping.dict);
  Ref key, value;
  Py_ssize_t at = 0;
  for (Py_ssize_t i = 0; py::dict_next(mapping.dict, at, key, value); ++i) {
    if (!PyUnicode_Check(key.get())) return state.fail(ErrorType::string_type, PyInput{key.get()});
    PC_TRY(check_string_input(value.get(), state));
    PC_TRY(f(StringInput{key.get()}, StringInput{value.get()}, partial && i + 1 == size));
    if (PyDict_GET_SIZE(mapping.dict) != size) return py::raise_dict_changed();
  }
  return Outcome::ok;
}

template <class F>
Outcome for_each(JsonMapping& mapping, State& state, F&& f) {
  const bool partial = state.allow_partial != PartialMode::off;
  const size_t size = mapping.object.size();
  size_t i = 0;
  for (json::Member member : mapping.object.as_object()) {
    PC_TRY(f(JsonInput{member.key, true}, JsonInput{member.value}, partial && i + 1 == size));
    ++i;
  }
  return Outcome::ok;
}

}  // namespace pydantic_core
