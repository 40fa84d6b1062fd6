// errors/error_details.cc: messages and contexts of errors, and making an error from what a user
// gives.
#include "errors/error_texts.h"
#include "errors/line_errors.h"
#include "json/number_text.h"
#include "py/sync.h"
#include "schema/schema.h"

namespace pydantic_core {

bool find_error_type(std::string_view name, ErrorType& out) {
  for (size_t i = 0; i < kErrorTypeCount; ++i) {
    const auto type = static_cast<ErrorType>(i);
    if (kErrorInfos[i].type != name || !is_named(type)) continue;
    out = type;
    return true;
  }
  return false;
}

ErrorDetails ErrorDetails::clone() const {
  return {type, {fields[0].clone(), fields[1].clone(), fields[2].clone()}, context.clone()};
}

namespace {

bool is_length(FieldKind kind) { return kind == FieldKind::size || kind == FieldKind::u64; }

/// A field's value as the message shows it.
void append_field(Text& out, const ErrorField& field, Borrowed value) {
  if (field.kind == FieldKind::optional_size && (value == nullptr || value == Py_None)) {
    out << "more";
    return;
  }
  if (value == nullptr) {
    out << "None";
    return;
  }
  if (field.kind == FieldKind::number && PyFloat_Check(value)) {
    json::append_plain(out, PyFloat_AS_DOUBLE(value));
    return;
  }
  if (PyLong_CheckExact(value)) {
    int overflow;
    const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow == 0) {
      out << number;
      return;
    }
  }
  py::append_display(out, value);
}

}  // namespace

bool ErrorDetails::render(InputType input, Text& out) const {
  if (type == ErrorType::custom_error) return render_template(fields[1].get(), context.get(), out);
  const ErrorInfo& info = info_of(type);
  std::string_view text = message_template(type, input);
  if (has_plain_message(type)) {
    out << text;
    return true;
  }
  for (size_t open; (open = text.find('{')) != std::string_view::npos;) {
    const size_t close = text.find('}', open);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    out << text.substr(0, open);
    for (int i = 0; i < info.field_count(); ++i) {
      if (name == info.fields[i].name) append_field(out, info.fields[i], fields[i].get());
      if (name == "expected_plural" && is_length(info.fields[i].kind)) {
        const bool one = fields[i] && PyLong_AsLongLong(fields[i].get()) == 1;
        PyErr_Clear();  // a length that does not fit is not 1
        out << (one ? "" : "s");
        break;
      }
    }
    text.remove_prefix(close + 1);
  }
  out << text;
  return true;
}

Ref ErrorDetails::message_text(InputType input) const {
  if (has_plain_message(type)) return borrow(plain_message_text(type, input));
  Text text;
  return render(input, text) ? py::str(text) : Ref();
}

Ref ErrorDetails::type_text() const {
  if (type != ErrorType::custom_error) return borrow(error_type_text(type));
  Text text;
  append_type(text);
  return py::str(text);
}

Ref ErrorDetails::url_text() const {
  if (type != ErrorType::custom_error) return borrow(error_url_text(type));
  std::string_view prefix;
  if (!get_url_prefix(prefix)) return {};
  Text text;
  text << prefix;
  append_type(text);
  return py::str(text);
}

void ErrorDetails::append_type(Text& out) const {
  if (type == ErrorType::custom_error) {
    if (fields[0]) py::append_lossy(out, fields[0].get());
  } else {
    out << info_of(type).type;
  }
}

bool ErrorDetails::context_dict(Ref& out) const {
  const ErrorInfo& info = info_of(type);
  const bool custom = type == ErrorType::custom_error;
  const int count = custom ? 0 : info.field_count();
  if (count == 0 && !context) return true;
  Ref dict = steal(PyDict_New());
  if (!dict) return false;
  for (int i = 0; i < count; ++i) {
    Borrowed name = error_field_name(type, i);
    Borrowed value = fields[i] ? fields[i].get() : Py_None;
    if (name == nullptr || PyDict_SetItem(dict.get(), name, value) < 0) return false;
  }
  if (context && PyDict_Update(dict.get(), context.get()) < 0) return false;
  out = std::move(dict);
  return true;
}

namespace {

/// A value of the user's context as a custom message shows it.
bool append_context_value(Text& out, Borrowed value) {
  if (py::is_str(value)) {
    std::string_view text;
    if (!py::utf8(value, text)) return false;
    out << text;
    return true;
  }
  if (PyIndex_Check(value)) {  // so that an IntEnum shows its number
    const Ref number = steal(PyNumber_Index(value));
    int overflow = 1;
    const long long small = number ? PyLong_AsLongLongAndOverflow(number.get(), &overflow) : 0;
    if (!forgive()) return false;
    if (overflow == 0) {
      out << small;
      return true;
    }
  }
  py::append_display(out, value);
  return true;
}

}  // namespace

bool render_template(Borrowed message_template, Borrowed context, Text& out) {
  Text message;
  if (message_template != nullptr) py::append_lossy(message, message_template);
  if (!message.ok()) return py::no_memory();
  if (context != nullptr) {
    // A copy: str() of a value may run code that changes the dict.
    const Ref pairs = steal(PyDict_Copy(context));
    if (!pairs) return false;
    Py_ssize_t at = 0;
    for (Ref key, item; py::dict_next(pairs.get(), at, key, item);) {
      if (!py::is_str(key.get())) return conversion_error(key.get(), "PyString");
      std::string_view name;
      if (!py::utf8(key.get(), name)) return false;
      Text placeholder, value, replaced;
      placeholder << '{' << name << '}';
      if (!placeholder.ok()) return py::no_memory();
      if (!append_context_value(value, item.get())) return false;
      replaced.append_replaced(message.view(), placeholder.view(), value.view());
      if (!value.ok() || !replaced.ok()) return py::no_memory();
      message = std::move(replaced);
    }
  }
  out << message;
  return true;
}

namespace {

/// "greater_than" as upstream's messages name it: GreaterThan.
void append_camel(Text& out, std::string_view snake) {
  bool upper = true;
  for (const char c : snake) {
    if (c != '_') out << static_cast<char>(upper ? c - 'a' + 'A' : c);
    upper = c == '_';
  }
}

const char* kind_name(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return "String";
    case FieldKind::number:
      return "Number";
    case FieldKind::size:
      return "usize";
    case FieldKind::optional_size:
      return "Option<usize>";
    case FieldKind::int32:
      return "i32";
    case FieldKind::u64:
      return "u64";
    case FieldKind::object:
      return "Option<Py<PyAny>>";
  }
  return "";
}

/// An int as `kind` can hold it, else empty, with an exception set only for want of memory.
Ref whole_number(FieldKind kind, Borrowed value) {
  Ref index = steal(PyNumber_Index(value));
  bool fits = false;
  if (index) {
    int overflow;
    const long long number = PyLong_AsLongLongAndOverflow(index.get(), &overflow);
    const bool is_signed = kind == FieldKind::int32 || kind == FieldKind::number;
    if (overflow == 0) {
      fits = kind == FieldKind::int32 ? number >= INT32_MIN && number <= INT32_MAX
                                      : is_signed || number >= 0;
    } else if (overflow > 0 && !is_signed) {
      PyLong_AsUnsignedLongLong(index.get());
      fits = PyErr_Occurred() == nullptr;
    }
  }
  return forgive() && fits ? std::move(index) : Ref();
}

/// What a field of that kind holds when a user gives `value` for it; empty when it cannot, with an
/// exception set only for want of memory.
Ref field_value(FieldKind kind, Borrowed value) {
  switch (kind) {
    case FieldKind::object:
      return borrow(value);
    case FieldKind::optional_size:
      if (value == Py_None) return borrow(value);
      break;
    case FieldKind::text: {
      std::string_view text;
      if (py::is_str(value) && py::utf8(value, text)) return borrow(value);
      (void)forgive();
      return {};
    }
    case FieldKind::number: {
      if (Ref number = whole_number(kind, value)) return number;
      if (PyErr_Occurred()) return {};
      if (py::is_str(value)) return field_value(FieldKind::text, value);
      // Ints beyond 64 bits become floats, too.
      const double number = PyFloat_AsDouble(value);
      Ref floating = PyErr_Occurred() == nullptr ? steal(PyFloat_FromDouble(number)) : Ref();
      if (!floating) (void)forgive();
      return floating;
    }
    default:
      break;
  }
  return whole_number(kind, value);
}

}  // namespace

bool ErrorDetails::from_context(Borrowed type_name, Borrowed context, ErrorDetails& out) {
  std::string_view name;
  if (!py::utf8(type_name, name)) return false;
  if (!find_error_type(name, out.type))
    return py::raise(PyExc_KeyError, Text() << "Invalid error type: '" << name << '\'');
  const ErrorInfo& info = info_of(out.type);
  for (int i = 0; i < info.field_count(); ++i) {
    const ErrorField& field = info.fields[i];
    Ref value;
    if (context != nullptr) {
      const Ref name_object = py::interned(field.name);
      if (!name_object || !SchemaDict(context).get(name_object.get(), value)) return false;
      if (value) out.fields[i] = field_value(field.kind, value.get());
      if (out.fields[i]) continue;
      if (PyErr_Occurred()) return false;
    }
    Text text;
    append_camel(text, info.type);
    text << ": '" << field.name;
    if (value) {
      text << "' context value must be a " << kind_name(field.kind);
    } else {
      text << "' required in context";
    }
    return py::raise(PyExc_TypeError, text);
  }
  out.context = borrow(context);
  return true;
}

}  // namespace pydantic_core
