// schema/describe.cc: see describe.h.
#include "schema/describe.h"

#include <cinttypes>
#include <cstdio>

#include "base/utf8.h"

namespace pydantic_core {

void Describer::newline(std::string_view otherwise) {
  if (!pretty_) {
    out_ << otherwise;
    return;
  }
  out_ << '\n';
  for (int i = 0; i < depth_; ++i) out_ << "    ";
}

void Describer::begin_item() {
  if (opened_) {
    out_ << " {";
    opened_ = false;
    ++depth_;
  } else {
    out_ << ',';
  }
  newline(" ");
}

void Describer::open(std::string_view name) {
  out_ << name;
  opened_ = true;
}

void Describer::close() {
  if (opened_) {
    opened_ = false;
    return;
  }
  if (pretty_) out_ << ',';
  --depth_;
  newline(" ");
  out_ << '}';
}

void Describer::field(std::string_view name) {
  begin_item();
  out_ << name << ": ";
}

void Describer::open_tuple(std::string_view name) {
  out_ << name << '(';
  ++depth_;
  newline();
}

void Describer::close_tuple() {
  if (pretty_) out_ << ',';
  --depth_;
  newline();
  out_ << ')';
}

void Describer::open_list() {
  out_ << '[';
  ++depth_;
}
void Describer::open_set() {
  out_ << '{';
  ++depth_;
}

void Describer::element() {
  const char before = last_character();
  const bool first = before == '[' || before == '{' || before == '(';
  if (!first) out_ << ',';
  newline(first ? "" : " ");
}

void Describer::close_items(char open, char close) {
  --depth_;
  if (last_character() != open) {
    if (pretty_) out_ << ',';
    newline();
  }
  out_ << close;
}

void Describer::field(std::string_view name, std::optional<bool> value) {
  field(name);
  optional(value.has_value(), [&] { out_ << (*value ? "true" : "false"); });
}

void Describer::field(std::string_view name, std::optional<size_t> value) {
  field(name);
  optional(value.has_value(), [&] { out_ << *value; });
}

void Describer::quoted(Borrowed str) {
  Text text;
  py::append_lossy(text, str);
  quoted(text);
}

void Describer::object(Borrowed object) {
  char address[32];
  std::snprintf(address, sizeof address, "0x%016" PRIxPTR, reinterpret_cast<uintptr_t>(object));
  open_tuple("Py");
  out_ << address;
  close_tuple();
}

void Describer::field_object(std::string_view name, Borrowed value, bool optional) {
  field(name);
  if (value == nullptr) {
    out_ << "None";
    return;
  }
  if (optional) open_tuple("Some");
  object(value);
  if (optional) close_tuple();
}

void Describer::quoted(std::string_view text) {
  out_ << '"';
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    const char* const begin = at;
    const char32_t c = utf8::decode(at);
    switch (c) {
      case '"':
        out_ << "\\\"";
        break;
      case '\\':
        out_ << "\\\\";
        break;
      case '\n':
        out_ << "\\n";
        break;
      case '\r':
        out_ << "\\r";
        break;
      case '\t':
        out_ << "\\t";
        break;
      case '\0':
        out_ << "\\0";
        break;
      default:
        if (Py_UNICODE_ISPRINTABLE(c)) {
          out_ << std::string_view(begin, static_cast<size_t>(at - begin));
        } else {
          char hex[8];
          const auto hex_end =
              std::to_chars(hex, hex + sizeof hex, static_cast<uint32_t>(c), 16).ptr;
          out_ << "\\u{" << std::string_view(hex, static_cast<size_t>(hex_end - hex)) << '}';
        }
    }
  }
  out_ << '"';
}

void Describer::number(double value) {
  char* text = PyOS_double_to_string(value, 'r', 0, Py_DTSF_ADD_DOT_0, nullptr);
  if (text == nullptr) {
    PyErr_Clear();
    return out_.fail();
  }
  std::string_view view(text);
  if (view == "nan") view = "NaN";
  // Python writes exponents with their sign and two digits.
  const size_t exponent = view.find('e');
  out_ << view.substr(0, exponent);
  if (exponent != std::string_view::npos) {
    view.remove_prefix(exponent + 1);
    out_ << 'e' << (view.front() == '-' ? "-" : "");
    view.remove_prefix(view.find_first_not_of("+-0"));
    out_ << view;
  }
  PyMem_Free(text);
}

}  // namespace pydantic_core
