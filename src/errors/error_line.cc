// errors/error_line.cc: see error_line.h.
#include "errors/error_line.h"

#include <optional>

#include "errors/error_texts.h"
#include "oncecell/oncecell.h"
#include "py/layout/blank_dict.h"
#include "py/names.h"

namespace pydantic_core {
namespace {

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

void append_location_item(Text& out, const LocItem& item) {
  if (!item.text) {
    out << item.number;
    return;
  }
  Text lossy;
  std::string_view text;
  if (PyUnicode_IS_ASCII(item.text.get())) [[likely]] {
    (void)py::utf8(item.text.get(), text);
  } else {
    py::append_lossy(lossy, item.text.get());
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
    // CPython derives the __qualname__ of a type that is not a heap type in the same way.
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

/// The blanks of the dicts of errors(), one for each set of keys that they may have.
constexpr size_t kShapes = 8;
constinit oncecell::OnceCell<py::BlankDict> blanks[kShapes];

/// The pairs of such a dict, in their order, until they become one.
class DictOfError {
 public:
  /// Each key once. False where making the value has failed.
  [[nodiscard]] bool add(Borrowed key, Ref value) {
    keys_[count_] = key;
    values_[count_] = std::move(value);
    return static_cast<bool>(values_[count_++]);
  }
  /// The dict; the last call. `shape`: which blank is for these keys. Empty with an exception set.
  Ref take(size_t shape) {
    const py::BlankDict* blank = blanks[shape].get_or_try_init([this] { return make_blank(); });
    if (blank == nullptr) return {};
    return *blank ? blank->fill(values_) : inserted();
  }

 private:
  static constexpr size_t kMost = 6;

  /// A dict made in the general way. Empty with an exception set.
  Ref inserted() const {
    Ref dict = steal(PyDict_New());
    for (size_t i = 0; dict && i < count_; ++i) {
      if (PyDict_SetItem(dict.get(), keys_[i], values_[i].get()) < 0) dict.reset();
    }
    return dict;
  }
  std::optional<py::BlankDict> make_blank() const {
    const Ref like = inserted();
    py::BlankDict blank;
    const auto key = [&](uint32_t i) { return keys_[i]; };
    if (!like || !blank.init(like.get(), static_cast<uint32_t>(count_), key)) return {};
    return blank;
  }

  Borrowed keys_[kMost];
  Ref values_[kMost];
  size_t count_ = 0;
};

}  // namespace

Ref ErrorLine::as_dict(InputType input_type, ErrorView view) const {
  DictOfError dict;
  Ref context;
  if (!dict.add(names.type, details().type_text()) || !dict.add(names.loc, location()) ||
      !dict.add(names.msg, details().message_text(input_type)))
    return {};
  if (view.input && !dict.add(names.input, borrow(input()))) return {};
  if (view.context && !details().context_dict(context)) return {};
  const bool has_context = static_cast<bool>(context);
  if (has_context && !dict.add(names.ctx, std::move(context))) return {};
  const bool has_url = view.url && details().type != ErrorType::custom_error;
  if (has_url && !dict.add(names.url, details().url_text())) return {};
  return dict.take(size_t{view.input} | size_t{has_context} << 1 | size_t{has_url} << 2);
}

void ErrorLine::append_location(Text& out) const {
  for (uint32_t i = 0; i < loc_count(); ++i) {
    if (i > 0) out << '.';
    append_location_item(out, loc(i));
  }
}

namespace {

/// Appends the message, or why there is none.
void append_message(Text& out, const ErrorDetails& details, InputType input_type) {
  if (details.type != ErrorType::custom_error) {
    (void)details.render(input_type, out);  // runs no user code, so it cannot fail half-way
    return;
  }
  Text message;
  if (details.render(input_type, message)) {
    out << message;
    return;
  }
  out << "(error rendering message: ";
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) py::forgive_in(out);
  if (const Ref exception = py::take_exception()) py::append_exception(out, exception.get());
  out << ')';
}

}  // namespace

void ErrorLine::append_lines(Text& out, InputType input_type, std::string_view url_prefix,
                             bool hide_input) const {
  if (loc_count() != 0) {
    append_location(out);
    out << '\n';
  }
  out << "  ";
  append_message(out, details(), input_type);
  out << " [type=";
  details().append_type(out);
  // When a default factory was not called, there is no input to show.
  if (!hide_input && details().type != ErrorType::default_factory_not_called) {
    out << ", input_value=";
    Text repr;
    py::append_safe_repr(repr, input());
    append_truncated(out, repr.view());
    if (!repr.ok()) out.fail();
    append_input_type(out, input());
  }
  out << ']';
  if (!url_prefix.empty() && details().type != ErrorType::custom_error) {
    out << "\n    For further information visit " << url_prefix;
    details().append_type(out);
  }
}

}  // namespace pydantic_core
