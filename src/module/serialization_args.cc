// module/serialization_args.cc: see serialization_args.h.
#include "module/serialization_args.h"

#include "py/call.h"
#include "py/names.h"
#include "py/str.h"

namespace pydantic_core {

void ArgumentReader::flag(const char* name, Borrowed value, bool& out) {
  if (given(value)) ok_ = py::bool_argument(name, value, out);
}

void ArgumentReader::optional_flag(const char* name, Borrowed value, std::optional<bool>& out) {
  if (!given(value) || value == Py_None) return;
  bool flag = false;
  ok_ = py::bool_argument(name, value, flag);
  out = flag;
}

void ArgumentReader::size(const char* name, Borrowed value, std::optional<size_t>& out) {
  if (!given(value) || value == Py_None) return;
  const Ref index = steal(PyNumber_Index(value));
  const unsigned long long size = index ? PyLong_AsUnsignedLongLong(index.get()) : 0;
  ok_ = index && (size != static_cast<unsigned long long>(-1) || !PyErr_Occurred());
  out = size;
  if (!ok_) py::name_argument(name);
}

void ArgumentReader::text(const char* name, Borrowed value) {
  std::string_view utf8;
  if (!given(value)) return;
  ok_ = py::is_str(value) ? py::utf8(value, utf8) : py::argument_error(name, value, "PyString");
}

void ArgumentReader::warnings(Borrowed value, WarningsMode& out) {
  if (!given(value)) return;
  constexpr const char* kModes[] = {"none", "warn", "error"};
  if (PyBool_Check(value)) {
    out = value == Py_True ? WarningsMode::warn : WarningsMode::none;
    return;
  }
  const bool is_text = py::is_str(value) && py::has_utf8(value);
  for (int i = 0; is_text && i < 3; ++i) {
    if (!py::equals(value, kModes[i])) continue;
    out = static_cast<WarningsMode>(i);
    return;
  }
  ok_ = false;
  if (PyErr_Occurred()) return;
  const Ref type_name = steal(PyObject_GetAttr(as_object(Py_TYPE(value)), names.dunder_qualname));
  if (!type_name) return;
  Text text;
  text << "argument 'warnings': failed to extract enum WarningsArg ('Bool | Literal')\n"
          "- variant Bool (Bool): TypeError: failed to extract field WarningsArg::Bool.0, caused "
          "by TypeError: '";
  py::append_lossy(text, type_name.get());
  text << "' object cannot be converted to 'PyBool'\n"
          "- variant Literal (Literal): TypeError: failed to extract field WarningsArg::Literal.0, "
          "caused by "
       << (is_text ? "ValueError" : "TypeError")
       << ": Invalid warnings parameter, should be `'none'`, `'warn'`, `'error'` or a `bool`";
  py::raise(PyExc_TypeError, text);
}

void set_mode(SerState& state, Borrowed mode) {
  state.mode_name = mode == nullptr || mode == Py_None ? names.python : mode;
  if (state.mode_name == names.python) return;  // as it is
  state.mode = py::equals(state.mode_name, "json")     ? SerMode::json
               : py::equals(state.mode_name, "python") ? SerMode::python
                                                       : SerMode::other;
}

}  // namespace pydantic_core
