// serialize/engine/state.cc: see state.h.
#include "serialize/engine/state.h"

#include "serialize/engine/node.h"
#include "serialize/output/keys.h"

namespace pydantic_core {

void SerState::set_mode(Borrowed name) {
  mode_name = name != nullptr ? name : names.python;
  if (mode_name == names.python) return;  // as it is
  mode = py::equals(mode_name, "json")     ? SerMode::json
         : py::equals(mode_name, "python") ? SerMode::python
                                           : SerMode::other;
}

UnexpectedValue SerState::complaint(const SerNode* node, Borrowed value) const {
  UnexpectedValue complaint;
  complaint.field_name = field_name_str(field_name);
  Text name;
  node->name(name);
  complaint.field_type = py::str(name);
  complaint.input_value = borrow(value);
  return complaint;
}

bool SerState::unexpected(const SerNode* node, Borrowed value) {
  if (PyErr_Occurred()) return false;
  if (value == Py_None) return true;
  if (check == SerCheck::none && !warnings.wanted()) return true;
  UnexpectedValue found = complaint(node, value);
  if (PyErr_Occurred()) return false;  // while its parts were made
  if (check != SerCheck::none) return raise_unexpected(std::move(found));
  return warnings.add(std::move(found));
}

bool SerState::unexpected_in_json(const SerNode* node, Borrowed value) {
  if (PyErr_Occurred()) return false;
  if (value == Py_None || check == SerCheck::none) return unexpected(node, value);
  error_is_final = true;
  return raise_unexpected({});
}

Raised raise_depth_exceeded() {
  return py::raise(PyExc_ValueError, by_edition({"Circular reference detected (depth exceeded)",
                                                 "Maximum serialization depth exceeded"}));
}

void RecursionScope::raise() const {
  if (entry_ == RecursionGuard::Entry::no_memory) {
    PyErr_NoMemory();
  } else if (entry_ == RecursionGuard::Entry::depth) {
    raise_depth_exceeded();
  } else {
    py::raise(PyExc_ValueError, "Circular reference detected (id repeated)");
  }
}

}  // namespace pydantic_core
