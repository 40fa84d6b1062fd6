// validate/input/sequence.cc: see sequence.h.
#include "validate/input/sequence.h"

#include "py/classes.h"

namespace pydantic_core {
namespace {

struct KindTraits {
  ErrorType error;
  Exactness json_exactness;
};

constexpr KindTraits kTraits[] = {
    {ErrorType::list_type, Exactness::exact},   {ErrorType::tuple_type, Exactness::strict},
    {ErrorType::set_type, Exactness::strict},   {ErrorType::frozen_set_type, Exactness::strict},
    {ErrorType::deque_type, Exactness::strict},
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
    case SequenceKind::deque:
      return false;  // open_deque() has those
  }
  return false;
}

/// Text and mappings can be iterated, but are not meant as sequences of items. -1 with MemoryError
/// set.
int is_text_or_mapping(Borrowed object) {
  if (PyUnicode_Check(object) || PyBytes_Check(object) || PyByteArray_Check(object)) return 1;
  return py::is_mapping(object);
}

/// Whether `object` is of a built-in type that has no items, such as int, float and None: iter()
/// need not be tried, and its exception not be made.
bool has_no_items(Borrowed object) {
  const PyTypeObject* type = Py_TYPE(object);
  return !PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_HEAPTYPE) && type->tp_iter == nullptr &&
         !PySequence_Check(object);
}

/// The length that an iterator reports, if it does. An exception is set only when memory ran out.
std::optional<size_t> own_length(Borrowed iterator) {
  const PySequenceMethods* sequence = Py_TYPE(iterator)->tp_as_sequence;
  const PyMappingMethods* mapping = Py_TYPE(iterator)->tp_as_mapping;
  if ((sequence == nullptr || sequence->sq_length == nullptr) &&
      (mapping == nullptr || mapping->mp_length == nullptr))
    return {};
  const Py_ssize_t length = PyObject_Size(iterator);
  if (length < 0) (void)forgive();
  return length < 0 ? std::nullopt : std::optional<size_t>(static_cast<size_t>(length));
}

}  // namespace

Outcome read_sequence(PyInput input, State& state, bool strict, SequenceKind kind,
                      PySequence& out) {
  Borrowed object = input.object;
  const bool exact = is_kind(object, kind);
  if (!exact && (strict || has_no_items(object))) return state.fail(traits(kind).error, input);
  const Exactness exactness = exact ? Exactness::exact : Exactness::lax;
  out.source = object;
  if (PyList_Check(object) || PyTuple_Check(object)) {
    out.length = static_cast<size_t>(size_now(object));
    state.floor_exactness(exactness);
    return Outcome::ok;
  }
  if (!exact) {
    const int refused = is_text_or_mapping(object);
    if (refused != 0) return refused < 0 ? Outcome::raised : state.fail(traits(kind).error, input);
  }
  const bool set = PyAnySet_Check(object);
  if (set) out.length = static_cast<size_t>(PySet_GET_SIZE(object));
  out.iterator = steal(PyObject_GetIter(object));
  // Sets count what they were given, once they have it.
  const bool counts = kind != SequenceKind::set && kind != SequenceKind::frozenset;
  if (out.iterator && !set && counts) {
    out.length = own_length(out.iterator.get());
    if (!out.length && PyErr_Occurred()) return Outcome::raised;
  }
  if (out.iterator || set) return state.matched(exactness, out.iterator);
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Outcome::raised;
  PyErr_Clear();
  return state.fail(traits(kind).error, input);
}

Outcome open_deque(PyInput input, State& state, PySequence& out) {
  state.floor_exactness(Exactness::exact);
  const Py_ssize_t length = PyObject_Size(input.object);
  if (length < 0 && !forgive()) return Outcome::raised;
  if (length >= 0) out.length = static_cast<size_t>(length);
  out.source = input.object;
  out.iterator = steal(PyObject_GetIter(input.object));
  return out.iterator ? Outcome::ok : Outcome::raised;
}

Outcome read_sequence(JsonInput input, State& state, bool, SequenceKind kind, JsonSequence& out) {
  // For a key, a frozenset is read as a set is.
  if (input.is_key && kind == SequenceKind::frozenset) kind = SequenceKind::set;
  if (!input.value.is_array()) return state.fail(traits(kind).error, input);
  state.floor_exactness(traits(kind).json_exactness);
  out.array = input.value;
  out.length = input.value.size();
  return Outcome::ok;
}

Outcome read_sequence(StringInput input, State& state, bool, SequenceKind kind, PySequence&) {
  return state.fail(traits(kind).error, input);
}

Ref PyCursor::read_iterator() {
  if (failure_) return {};
  Ref item = steal(Py_TYPE(iterator_)->tp_iternext(iterator_));
  if (item || !PyErr_Occurred()) return item;
  if (PyErr_ExceptionMatches(PyExc_StopIteration)) {
    PyErr_Clear();
  } else {
    failure_ = py::take_exception();
  }
  return {};
}

Outcome PyCursor::tell_failure(State& state, Py_ssize_t base) {
  py::restore_exception(std::move(failure_));
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Outcome::raised;
  Text text;
  py::append_pending_exception(text);
  Ref error = py::str(text);
  if (!error) return Outcome::raised;
  PathScope scope(state);
  scope.frame.set_index(at_ + base);
  return state.fail(ErrorType::iteration_error, PyInput{source_}, std::move(error));
}

}  // namespace pydantic_core
