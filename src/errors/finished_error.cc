// errors/finished_error.cc: see finished_error.h.
#include "errors/finished_error.h"

#include "errors/custom_errors.h"
#include "schema/schema.h"

namespace pydantic_core {
namespace {

bool read_location(Borrowed given, Ref& out) {
  if (given == nullptr) {
    out = steal(PyTuple_New(0));
    return static_cast<bool>(out);
  }
  if (!PyTuple_Check(given) && !PyList_Check(given)) {
    py::raise(PyExc_TypeError, "Location must be a list or tuple of strings and ints");
    return false;
  }
  const Ref items = steal(PySequence_Tuple(given));
  if (!items) return false;
  const Py_ssize_t size = PyTuple_GET_SIZE(items.get());
  out = steal(PyTuple_New(size));
  if (!out) return false;
  for (Py_ssize_t i = 0; i < size; ++i) {
    Ref item = loc_item(PyTuple_GET_ITEM(items.get(), i));
    if (!item) return false;
    PyTuple_SET_ITEM(out.get(), i, item.release());
  }
  return true;
}

/// How much of an input's repr is shown; a longer one keeps its two ends.
constexpr size_t kMaxInputRepr = 50;

void append_truncated(Text& out, std::string_view text) {
  if (text.size() <= kMaxInputRepr) {
    out << text;
    return;
  }
  const auto inside_character = [&](size_t at) { return (text[at] & 0xC0) == 0x80; };
  size_t head = (kMaxInputRepr + 1) / 2;
  size_t tail = text.size() - (head - 1);
  while (inside_character(head)) --head;
  while (tail < text.size() && inside_character(tail)) ++tail;
  out << text.substr(0, head) << "..." << text.substr(tail);
}

void append_location_item(Text& out, Borrowed item) {
  if (PyLong_CheckExact(item)) {
    out << PyLong_AsLongLong(item);  // fits: see loc_item
    return;
  }
  Text lossy;
  std::string_view text;
  if (!PyUnicode_CheckExact(item) || !PyUnicode_IS_ASCII(item) || !py::utf8(item, text)) {
    py::append_display(lossy, item);
    if (!lossy.ok()) out.fail();
    text = lossy.view();
  }
  const bool is_plain = text.find('.') == std::string_view::npos;
  out << (is_plain ? "" : "`") << text << (is_plain ? "" : "`");
}

/// Appends ", input_type=" and type(input).__qualname__; nothing where that is no str.
void append_input_type(Text& out, Borrowed input) {
  constexpr std::string_view kField = ", input_type=";
  PyTypeObject* type = Py_TYPE(input);
  if (Py_IS_TYPE(as_object(type), &PyType_Type) && !PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE)) {
    // What CPython itself makes of the name of such a type.
    const std::string_view name = type->tp_name;
    out << kField << name.substr(name.rfind('.') + 1);
    return;
  }
  const Ref name = steal(PyObject_GetAttr(as_object(type), names.dunder_qualname));
  if (name && py::is_str(name.get())) {
    out << kField;
    py::append_lossy(out, name.get());
  }
  py::forgive_in(out);
}

}  // namespace

bool FinishedError::from_user(Borrowed dict, FinishedError& out) {
  if (!PyDict_Check(dict)) return conversion_error(dict, "PyDict");
  const SchemaDict given(dict);
  Ref type, location;
  if (!given.require(names.type, type)) return false;
  if (py::is_str(type.get())) {
    Ref context;
    if (!given.get_dict(names.ctx, context)) return false;
    if (!ErrorDetails::from_context(type.get(), context.get(), out.details)) return false;
  } else if (const ErrorDetails* custom = custom_error_details(type.get())) {
    out.details = custom->clone();
  } else {
    py::raise(PyExc_TypeError, "`type` should be a `str` or `PydanticCustomError`");
    return false;
  }
  if (!given.get(names.loc, location) || !read_location(location.get(), out.location)) return false;
  out.input = borrow(Py_None);
  return given.get(names.input, out.input);
}

Ref FinishedError::as_dict(InputType input_type, ErrorView view) const {
  Ref dict = steal(PyDict_New());
  if (!dict) return {};
  const auto set = [&](Borrowed key, const Ref& value) {
    return value && PyDict_SetItem(dict.get(), key, value.get()) == 0;
  };
  if (!set(names.type, details.type_text()) || !set(names.loc, location)) return {};
  if (!set(names.msg, details.message_text(input_type))) return {};
  if (view.input && !set(names.input, input)) return {};
  if (view.context) {
    Ref context;
    if (!details.context_dict(context)) return {};
    if (context && !set(names.ctx, context)) return {};
  }
  if (view.url && details.type != ErrorType::custom_error) {
    if (!set(names.url, details.url_text())) return {};
  }
  return dict;
}

void FinishedError::append_location(Text& out) const {
  const Py_ssize_t size = location ? PyTuple_GET_SIZE(location.get()) : 0;
  for (Py_ssize_t i = 0; i < size; ++i) {
    if (i > 0) out << '.';
    append_location_item(out, PyTuple_GET_ITEM(location.get(), i));
  }
}

void FinishedError::append_lines(Text& out, InputType input_type, std::string_view url_prefix,
                                 bool hide_input) const {
  if (location && PyTuple_GET_SIZE(location.get()) != 0) {
    append_location(out);
    out << '\n';
  }
  out << "  ";
  Text message;
  if (details.render(input_type, message)) {
    out << message;
  } else {
    out << "(error rendering message: ";
    if (PyErr_ExceptionMatches(PyExc_MemoryError)) py::forgive_in(out);
    if (const Ref exception = py::take_exception()) py::append_exception(out, exception.get());
    out << ')';
  }
  out << " [type=";
  details.append_type(out);
  // An uncalled factory has no input worth the name.
  if (!hide_input && input && details.type != ErrorType::default_factory_not_called) {
    out << ", input_value=";
    Text repr;
    py::append_safe_repr(repr, input.get());
    append_truncated(out, repr.view());
    if (!repr.ok()) out.fail();
    append_input_type(out, input.get());
  }
  out << ']';
  if (!url_prefix.empty() && details.type != ErrorType::custom_error) {
    out << "\n    For further information visit " << url_prefix;
    details.append_type(out);
  }
}

}  // namespace pydantic_core
