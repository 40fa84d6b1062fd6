// serialize/kinds/scalars/format.cc: values that are written as text: to-string by str(), format by
// a format string.
#include "py/call.h"
#include "schema/describe.h"
#include "serialize/engine/build.h"
#include "serialize/engine/when_used.h"

namespace pydantic_core {
namespace {

/// What both kinds do with the text once they have it.
template <class K>
class TextSerializer : public KindSerializer<K> {
 public:
  Ref to_python(Borrowed value, SerState& state) const {
    return is_used(when_used_, value, state.is_json()) ? self().text_of(value) : borrow(value);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!is_used(when_used_, value, true)) {
      out.null();
      return true;
    }
    Ref text = self().text_of(value);
    if (!text) self().finish_json_error(state);
    return text && out.string(text.get());
  }

  WhenUsed when_used_ = WhenUsed::json_unless_none;

 private:
  const K& self() const { return static_cast<const K&>(*this); }
};

class ToStringSerializer : public TextSerializer<ToStringSerializer> {
 public:
  static constexpr Spelling kSpelling{"ToString", "ToStringSerializer"};
  Ref text_of(Borrowed value) const { return steal(PyObject_Str(value)); }
  Ref json_key(Borrowed key, SerState&) const {
    return is_used(when_used_, key, true) ? str_key(key) : borrow(names.None);
  }
  void finish_json_error(SerState&) const {}
  void name(Text& out) const { out << "to-string"; }
  void describe(Describer& out) const { out.field_word("when_used", word_of(when_used_)); }
};

class FormatSerializer : public TextSerializer<FormatSerializer> {
 public:
  static constexpr Spelling kSpelling{"Format", "FormatSerializer"};
  Ref text_of(Borrowed value) const {
    Ref text = steal(PyObject_Format(value, format_.get()));
    if (!text) raise_format_error();
    return text;
  }
  Ref json_key(Borrowed key, SerState&) const {
    if (!is_used(when_used_, key, true)) return borrow(names.None);
    Ref text = text_of(key);
    return text ? plain_str(text.get()) : Ref();
  }
  /// In JSON the message stands without its class, unlike that of other exceptions.
  void finish_json_error(SerState& state) const {
    const Ref exception = py::take_exception();
    Borrowed message = serialization_error_message(exception.get());
    if (message == nullptr) return py::restore_exception(exception.clone());
    Text text;
    text << "Error serializing to JSON: ";
    py::append_lossy(text, message);
    raise_serialization_error(text);
    state.error_is_final = true;
  }
  void name(Text& out) const { out << "format"; }
  void describe(Describer& out) const {
    const Ref function = steal(PyMapping_GetItemString(PyEval_GetBuiltins(), "format"));
    if (!function) {
      PyErr_Clear();
      out.out().fail();
    }
    out.field_object("format_func", function.get());
    out.field_object("formatting_string", format_.get());
    out.field_word("when_used", word_of(when_used_));
  }
  template <class F>
  void each_ref(F&& f) {
    f(format_);
  }

  Ref format_;  // str

 private:
  void raise_format_error() const {
    if (PyErr_ExceptionMatches(PyExc_MemoryError)) return;
    const Ref exception = py::take_exception();
    Text text;
    text << "Error calling `format(value, ";
    py::append_safe_repr(text, format_.get());
    text << ")`: ";
    py::append_exception(text, exception.get());
    raise_serialization_error(text);
  }
};

}  // namespace

bool read_when_used(SchemaDict schema, WhenUsed& out) {
  Ref text;
  if (!schema.get_str(names.when_used, text)) return false;
  if (!text || find_word(text.get(), out)) return true;
  std::string_view utf8;
  if (!py::utf8(text.get(), utf8)) return false;
  Text message;
  message << "Invalid value for `when_used`: ";
  Describer(message).quoted(utf8);
  return schema_error(message);
}

const SerNode* build_to_string_serializer(const Schema& schema, SerBuilder& builder) {
  auto* node = builder.make<ToStringSerializer>();
  return node != nullptr && read_when_used(schema.dict, node->when_used_) ? node : nullptr;
}

const SerNode* build_format_serializer(const Schema& schema, SerBuilder& builder) {
  Ref format;
  if (!schema.dict.require_str(names.formatting_string, format)) return nullptr;
  if (PyUnicode_GET_LENGTH(format.get()) == 0) return build_to_string_serializer(schema, builder);
  auto* node = builder.make<FormatSerializer>();
  if (node == nullptr || !read_when_used(schema.dict, node->when_used_)) return nullptr;
  node->format_ = std::move(format);
  return node;
}

}  // namespace pydantic_core
