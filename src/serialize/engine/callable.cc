// serialize/engine/callable.cc: SerializationCallable, the handler of wrap functions.
#include "errors/custom_errors.h"
#include "py/object.h"
#include "py/parameters.h"
#include "serialize/engine/function_objects.h"
#include "serialize/engine/index_filter.h"
#include "serialize/engine/owned_state.h"

namespace pydantic_core {
namespace {

struct SerializationCallable {
  OwnedSerState state;
  const SerNode* node = nullptr;

  template <class F>
  void each_ref(F&& f) {
    state.each_ref(f);
  }
};

constinit PyTypeObject* callable_type = nullptr;

/// What include and exclude say about `index_key`, an index or a key of the value that is being
/// taken apart.
Filtered filter(Borrowed index_key, const SerState& state, NextFilter& next) {
  if (!kIndexKeysAreChecked && kNoFilter.passes(state)) return Filtered::take;
  size_t index = 0;
  bool is_index = false;
  if (const Ref number = steal(PyNumber_Index(index_key))) {
    index = PyLong_AsSize_t(number.get());
    is_index = index != static_cast<size_t>(-1) || !PyErr_Occurred();
  }
  if (!forgive()) return Filtered::raised;
  if (kIndexKeysAreChecked && !is_index && !PyUnicode_Check(index_key) &&
      !PyLong_Check(index_key)) {
    Text text;
    text << "'index_key' is expected to be an integer or a string, got '";
    py::append_safe_repr(text, index_key);
    py::raise(PyExc_TypeError, text << '\'');
    return Filtered::raised;
  }
  if (kNoFilter.passes(state)) return Filtered::take;
  return is_index ? IndexFilter(kNoFilter, std::nullopt).at(index, state, next)
                  : kNoFilter.key(index_key, state, next);
}

struct Arguments {
  Borrowed value = nullptr;
  Borrowed index_key = nullptr;
};
using P = py::Parameters<Arguments>;
constexpr auto kCall =
    P::function("SerializationCallable.__call__", P::required<&Arguments::value>("value"),
                P::optional<&Arguments::index_key>("index_key"));

PyObject* call(PyObject* object, PyObject* args, PyObject* kwargs) {
  Arguments given;
  if (!py::read_arguments<kCall>(given, args, kwargs)) return nullptr;
  auto& self = py::value_of<SerializationCallable>(object);
  SerState state;
  if (!self.state.give(state)) return nullptr;
  NextFilter next;
  if (given.index_key != nullptr) {
    const Filtered filtered = filter(given.index_key, state, next);
    if (filtered == Filtered::skip) PyErr_SetNone(as_object(omit_type));
    if (filtered != Filtered::take) return nullptr;
    state.include = next.include.get();
    state.exclude = next.exclude.get();
  }
  // The handler serializes with this very schema: serialize_as_any does not apply to its value.
  Ref made = self.node->to_python_by_schema(given.value, state);
  return made && state.warnings.finish() ? made.release() : nullptr;
}

PyObject* repr(PyObject* object) {
  Text text;
  text << "SerializationCallable(serializer=";
  py::value_of<SerializationCallable>(object).node->name(text);
  return py::str(text << ')').release();
}

PyType_Slot kSlots[] = {
    PC_OBJECT_SLOTS(SerializationCallable),
    {Py_tp_call, reinterpret_cast<void*>(&call)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {0, nullptr},
};

}  // namespace

bool init_serialization_callable(PyObject*) {
  callable_type = py::make_type(nullptr, "pydantic_core._pydantic_core.SerializationCallable",
                                sizeof(py::Object<SerializationCallable>),
                                Py_TPFLAGS_DISALLOW_INSTANTIATION, kSlots);
  return callable_type != nullptr;
}

Ref make_serialization_callable(const SerNode* node, const SerState& state) {
  Ref object = steal(py::allocate<SerializationCallable>(callable_type));
  if (!object) return {};
  auto& self = py::value_of<SerializationCallable>(object.get());
  self.node = node;
  return self.state.take(state) ? std::move(object) : Ref();
}

}  // namespace pydantic_core
