// input/sequence.cc: see sequence.h.
#include "input/sequence.h"

#include "py/classes.h"

namespace pydantic_core {
namespace {

struct KindTraits {
  ErrorType error;
  Exactness json_exactness;
};

constexpr KindTraits kTraits[] = {
    {ErrorType::list_type, Exactness::exact},
    {ErrorType::tuple_type, Exactness::strict},
    {ErrorType::set_type, Exactness::strict},
    {ErrorType::frozen_set_type, Exactness::strict},
};

const KindTraits& traits(SequenceKind kind) { return kTraits[static_cast<int>(kind)]; }

bool is_kind(Borrowed object, SequenceKind kind) {
  switch (kind) {
    case SequenceKind::list:
      return PyList_Check(object);
    case SequenceKind::tuple:
      return PyTuple_Check(object);
    case SequenceKind::set:
      return PyObject_TypeCheck(object, &PySet_Type);
    case SequenceKind::frozenset:
      return PyObject_TypeCheck(object, &PyFrozenSet_Type);
  }
  return false;
}

/// Text and mappings can be iterated, but nobody means their items.
bool is_text_or_mapping(Borrowed object) {
  if (PyUnicode_Check(object) || PyBytes_Check(object) || PyByteArray_Check(object) ||
      PyDict_Check(object))
    return true;
  const int mapping = py::mapping_abc.is_instance(object);
  if (mapping < 0) PyErr_Clear();
  return mapping == 1;
}

}  // namespace

Outcome read_sequence(PyInput input, State& state, bool strict, SequenceKind kind,
                      PySequence& out) {
  Borrowed object = input.object;
  const bool exact = is_kind(object, kind);
  if (!exact && strict) return state.fail(traits(kind).error, input);
  state.floor_exactness(exact ? Exactness::exact : Exactness::lax);
  out.source = object;
  out.error_base = kind == SequenceKind::tuple;
  if (PyList_Check(object) || PyTuple_Check(object)) {
    out.length = static_cast<size_t>(Py_SIZE(object));
    return Outcome::ok;
  }
  if (!exact && is_text_or_mapping(object)) return state.fail(traits(kind).error, input);
  if (PyAnySet_Check(object)) {
    out.length = static_cast<size_t>(PySet_GET_SIZE(object));
    // The base class's own iteration: a subclass's __iter__ has no say, as it has none for lists.
    out.iterator = steal(PySet_Type.tp_iter(object));
    return out.iterator ? Outcome::ok : Outcome::raised;
  }
  out.iterator = steal(PyObject_GetIter(object));
  if (out.iterator) return Outcome::ok;
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Outcome::raised;
  PyErr_Clear();
  return state.fail(traits(kind).error, input);
}

Outcome read_sequence(JsonInput input, State& state, bool, SequenceKind kind, JsonSequence& out) {
  if (!input.value.is_array()) return state.fail(traits(kind).error, input);
  state.floor_exactness(traits(kind).json_exactness);
  out.array = input.value;
  out.length = input.value.size();
  return Outcome::ok;
}

Outcome read_sequence(StringInput input, State& state, bool, SequenceKind kind, PySequence&) {
  return state.fail(traits(kind).error, input);
}

Outcome fail_iteration(State& state, ErrorInput input, int64_t index) {
  Text text;
  py::append_pending_exception(text);
  Ref error = py::str(text);
  if (!error) return Outcome::raised;
  PathScope scope(state);
  scope.frame.set_index(index);
  return state.errors.add(ErrorDetails{ErrorType::iteration_error, {std::move(error)}, {}},
                          std::move(input), state.path);
}

}  // namespace pydantic_core
