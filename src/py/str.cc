// py/str.cc: making str objects, and putting Python objects into text.
#include "py/str.h"

#include <cstring>

#include "base/utf8.h"
#include "py/names.h"

namespace pydantic_core::py {

Ref str(std::string_view text) {
  // CPython has one str of each character at hand, and of none.
  if (text.size() > 1 && pydantic_core::utf8::is_ascii(text)) {
    char* data;
    Ref result = new_ascii(text.size(), data);
    if (result) std::memcpy(data, text.data(), text.size());
    return result;
  }
  return steal(PyUnicode_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size())));
}

namespace {

template <class Unit>
Ref decoded(std::string_view text, size_t code_points, Py_UCS4 widest) {
  Ref made = steal(PyUnicode_New(static_cast<Py_ssize_t>(code_points), widest));
  if (made) pydantic_core::utf8::decode_all(text, static_cast<Unit*>(PyUnicode_DATA(made.get())));
  return made;
}

}  // namespace

Ref str_unchecked(std::string_view text) {
  if (pydantic_core::utf8::is_ascii(text)) return str(text);
  const auto [code_points, beyond_latin1, beyond_bmp] = pydantic_core::utf8::census(text);
  if (code_points == 1) return str(text);
  if (beyond_bmp) return decoded<Py_UCS4>(text, code_points, 0x10FFFF);
  return beyond_latin1 ? decoded<Py_UCS2>(text, code_points, 0xFFFF)
                       : decoded<Py_UCS1>(text, code_points, 0xFF);
}

Ref str(const Text& text) {
  if (text.ok()) return str(text.view());
  return no_memory();
}

Ref str_lossy(std::string_view bytes) {
  return steal(
      PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "replace"));
}

Ref interned(std::string_view utf8) {
  Ref text = str(utf8);
  return text && intern(text) ? std::move(text) : Ref();
}

Ref lossy_str(Borrowed text) {
  std::string_view view;
  if (utf8(text, view)) return PyUnicode_CheckExact(text) ? borrow(text) : str(view);
  if (!forgive()) return {};
  Text clean;
  append_lossy(clean, text);
  return str(clean);
}

void forgive_in(Text& out) {
  if (forgive()) return;
  PyErr_Clear();
  out.fail();
}

void append_lossy(Text& out, Borrowed text) {
  std::string_view view;
  if (utf8(text, view)) {
    out << view;
    return;
  }
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return forgive_in(out);
  PyErr_Clear();
  // Only a lone surrogate has no UTF-8: "surrogatepass" writes each as three bytes that no UTF-8
  // has, which the decoder then replaces.
  Ref bytes = steal(PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass"));
  if (bytes) {
    Ref clean = str_lossy(
        {PyBytes_AS_STRING(bytes.get()), static_cast<size_t>(PyBytes_GET_SIZE(bytes.get()))});
    if (clean && utf8(clean.get(), view)) {
      out << view;
      return;
    }
  }
  // User code may have replaced the codec by one that raises anything.
  PyErr_Clear();
  out.fail();
}

namespace {

bool append_checked(Text& out, Ref text) {
  if (!text) return false;
  append_lossy(out, text.get());
  return true;
}

}  // namespace

bool append_str(Text& out, Borrowed object) {
  return append_checked(out, steal(PyObject_Str(object)));
}
bool append_repr(Text& out, Borrowed object) {
  return append_checked(out, steal(PyObject_Repr(object)));
}

namespace {

void append_type(Text& out, Borrowed object) {
  Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(object)), names.dunder_qualname));
  if (name && is_str(name.get())) {
    out << "<unprintable ";
    append_lossy(out, name.get());
    out << " object>";
  } else {
    forgive_in(out);
    out << "<unprintable object>";
  }
}

}  // namespace

void append_display(Text& out, Borrowed object) {
  if (!append_str(out, object)) append_unprintable(out, object);
}

void append_unprintable(Text& out, Borrowed object) {
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return forgive_in(out);
  PyErr_WriteUnraisable(object);
  append_type(out, object);
}

void append_safe_repr(Text& out, Borrowed object) {
  if (append_repr(out, object)) return;
  forgive_in(out);
  append_type(out, object);
}

namespace {

bool is_white_space(Py_UCS4 c) {
  if (c <= 0x20) return c == 0x20 || (c >= 0x09 && c <= 0x0D);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace

Ref strip_white_space(Borrowed text) {
  const auto kind = PyUnicode_KIND(text);
  const void* const data = PyUnicode_DATA(text);
  Py_ssize_t begin = 0, end = PyUnicode_GET_LENGTH(text);
  while (begin < end && is_white_space(PyUnicode_READ(kind, data, begin))) ++begin;
  while (begin < end && is_white_space(PyUnicode_READ(kind, data, end - 1))) --end;
  return steal(PyUnicode_Substring(text, begin, end));
}

}  // namespace pydantic_core::py
