// schema/schema.cc: see schema.h.
#include "schema/schema.h"

#include "py/call.h"
#include "py/get.h"
#include "py/number.h"
#include "py/sync.h"
#include "schema/schema_error.h"

namespace pydantic_core {

Raised conversion_error(Borrowed value, const char* wanted) {
  Text text;
  if (py::append_conversion_error(text, value, wanted)) py::raise(PyExc_TypeError, text);
  return {};
}

bool check_is_sequence(Borrowed value) {
  if (PyUnicode_Check(value)) return py::raise(PyExc_TypeError, "Can't extract `str` to `Vec`");
  return PySequence_Check(value) || conversion_error(value, "Sequence");
}

uint64_t SchemaDict::keys_of(Borrowed dict) { return py::bits_of_keys(dict, kUnknown, &bit_of); }

Raised SchemaDict::refuse(Borrowed object) { return conversion_error(object, "PyDict"); }

bool SchemaDict::read(Borrowed name, Ref& out) const {
  Borrowed value;
  if (keys_ == kUnknown || !py::find_interned_key(dict_, name, value)) [[unlikely]]
    return read_by_hash(name, out);
  if (value != nullptr) out = borrow(value);
  return true;
}

[[gnu::noinline]] bool SchemaDict::read_by_hash(Borrowed name, Ref& out) const {
  Ref value;
  const int found = py::get_item(dict_, name, value);
  if (found > 0) out = std::move(value);
  return found >= 0;
}

bool SchemaDict::read(Borrowed name, bool& out) const {
  std::optional<bool> given;
  if (!read(name, given)) return false;
  out = given.value_or(out);
  return true;
}

bool SchemaDict::read(Borrowed name, std::optional<bool>& out) const {
  Ref value;
  if (!get(name, value)) return false;
  if (!value) return true;
  if (!PyBool_Check(value.get())) return conversion_error(value.get(), "PyBool");
  out = value.get() == Py_True;
  return true;
}

bool SchemaDict::read(Borrowed name, std::optional<size_t>& out) const {
  Ref value;
  if (!get(name, value)) return false;
  if (!value) return true;
  size_t length = 0;
  if (!py::size_of(value.get(), length)) return false;
  out = length;
  return true;
}

namespace {

bool check(bool is_type, const Ref& value, const char* wanted) {
  return !value || is_type || conversion_error(value.get(), wanted);
}

}  // namespace

bool SchemaDict::read_str(Borrowed name, Ref& out) const {
  return get(name, out) && check(out && PyUnicode_Check(out.get()), out, "PyString");
}
bool SchemaDict::read_dict(Borrowed name, Ref& out) const {
  return get(name, out) && check(out && PyDict_Check(out.get()), out, "PyDict");
}
bool SchemaDict::read_class(Borrowed name, Ref& out) const {
  return get(name, out) && check(out && PyType_Check(out.get()), out, "PyType");
}

bool check_text(Borrowed value) {
  std::string_view utf8;
  return PyUnicode_Check(value) ? py::utf8(value, utf8) : conversion_error(value, "PyString");
}

bool SchemaDict::get_text(Borrowed name, Ref& out) const {
  return get(name, out) && (!out || check_text(out.get()));
}
bool SchemaDict::require_text(Borrowed name, Ref& out) const {
  return require(name, out) && check_text(out.get());
}

namespace {

[[gnu::noinline]] Raised raise_missing(Borrowed name) {
  PyErr_SetObject(PyExc_KeyError, name);
  return {};
}

}  // namespace

bool SchemaDict::require(Borrowed name, Ref& out) const {
  return get(name, out) && (out || raise_missing(name));
}
bool SchemaDict::require_str(Borrowed name, Ref& out) const {
  return require(name, out) && check(PyUnicode_Check(out.get()), out, "PyString");
}
bool SchemaDict::require_dict(Borrowed name, Ref& out) const {
  return require(name, out) && check(PyDict_Check(out.get()), out, "PyDict");
}
bool SchemaDict::require_list(Borrowed name, Ref& out) const {
  return require(name, out) && check(PyList_Check(out.get()), out, "PyList");
}
bool SchemaDict::require_class(Borrowed name, Ref& out) const {
  return require(name, out) && check(PyType_Check(out.get()), out, "PyType");
}

bool parse_extra(Borrowed text, Extra& out) {
  if (find_word(text, out)) return true;
  Text message;
  message << "Invalid extra_behavior: `";
  py::append_lossy(message, text);
  return schema_error(message << '`');
}

bool read_extra(const Schema& schema, Extra& out) {
  Ref text;
  if (!schema.get_or_config(names.extra_behavior, names.extra_fields_behavior, text)) return false;
  if (!text || text.get() == Py_None) return true;
  return check_text(text.get()) && parse_extra(text.get(), out);
}

}  // namespace pydantic_core
