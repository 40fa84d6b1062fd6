// validate/input/mapping.cc: see mapping.h.
#include "validate/input/mapping.h"

#include "py/classes.h"

namespace pydantic_core {

Outcome read_mapping(PyInput input, State& state, bool strict, PyMapping& out) {
  if (PyDict_CheckExact(input.object)) [[likely]] {
    out.source = input.object;
    return Outcome::ok;
  }
  bool mapping = PyDict_Check(input.object);
  if (!mapping && !strict) {
    const int answer = py::mapping_abc.is_instance(input.object);
    if (answer < 0 && !forgive()) return Outcome::raised;
    mapping = answer == 1;
  }
  return mapping ? open_mapping(input, state, out) : state.fail(ErrorType::dict_type, input);
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

Outcome read_mapping(JsonInput input, State& state, bool, JsonMapping& out) {
  if (!input.value.is_object()) return state.fail(ErrorType::dict_type, input);
  out.object = input.value;
  return Outcome::ok;
}

Outcome read_mapping(StringInput input, State& state, bool, StringMapping& out) {
  if (input.is_text()) return state.fail(ErrorType::dict_type, input);
  out.dict = input.object;
  return Outcome::ok;
}

Outcome check_string_input(Borrowed object, State& state) {
  if (PyUnicode_Check(object) || PyDict_Check(object)) return Outcome::ok;
  return state.fail(ErrorType::string_type, PyInput{object});
}

Outcome raise_dict_changed() {
  py::raise(PyExc_RuntimeError, "dictionary changed size during iteration");
  return Outcome::raised;
}

}  // namespace pydantic_core
