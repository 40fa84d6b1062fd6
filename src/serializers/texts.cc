// serializers/texts.cc: see texts.h.
#include "serializers/texts.h"

#include "input/uuid_text.h"
#include "py/names.h"
#include "py/python.h"
#include "py/str.h"
#include "py/uuid.h"
#include "schema/schema.h"
#include "serializers/errors.h"
#include "serializers/keys.h"
#include "serializers/temporal.h"

namespace pydantic_core {

bool format_uuid(Borrowed uuid, char (&out)[kUuidText]) {
  constexpr char kHex[] = "0123456789abcdef";
  const Ref number = py::uuid_int(uuid);
  if (!number) return false;
  if (!PyLong_Check(number.get())) return conversion_error(number.get(), "PyInt");
  uint64_t high, low;
  if (!py::int_to_128_bits(number.get(), high, low)) {
    py::raise(PyExc_OverflowError, "int too big to convert");
    return false;
  }
  for (int i = 0; i < 16; ++i) {
    const auto byte = static_cast<unsigned char>((i < 8 ? high : low) >> (56 - i % 8 * 8));
    out[kUuidDigits[i]] = kHex[byte >> 4];
    out[kUuidDigits[i] + 1] = kHex[byte & 15];
  }
  out[8] = out[13] = out[18] = out[23] = '-';
  return true;
}

Ref uuid_to_str(Borrowed uuid) {
  char text[kUuidText];
  return format_uuid(uuid, text) ? py::str(std::string_view(text, sizeof text)) : Ref();
}

void append_complex(Text& out, Borrowed number) {
  const Py_complex value = reinterpret_cast<PyComplexObject*>(number)->cval;
  if (value.real != 0.0) {
    append_plain(out, value.real);
    if (value.imag >= 0.0) out << '+';
  }
  append_plain(out, value.imag);
  out << 'j';
}

Ref unknown_to_str(Borrowed value) {
  if (Ref text = str_key(value)) return text;
  if (!forgive()) return {};
  Text text;
  text << "<Unserializable ";
  Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(value)), names.dunder_qualname));
  if (name && py::is_str(name.get())) {
    py::append_lossy(text, name.get());
    text << ' ';
  }
  if (!forgive()) return {};
  return py::str(text << "object>");
}

bool raise_unknown_type(Borrowed value) {
  Text text;
  text << "Unable to serialize unknown type: ";
  py::append_safe_repr(text, as_object(Py_TYPE(value)));
  return raise_serialization_error(text);
}

}  // namespace pydantic_core
