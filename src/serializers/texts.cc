// serializers/texts.cc: see texts.h.
#include "serializers/texts.h"

#include "py/names.h"
#include "py/python.h"
#include "py/str.h"
#include "schema/schema.h"
#include "serializers/errors.h"
#include "serializers/keys.h"
#include "serializers/temporal.h"

namespace pydantic_core {

bool format_uuid(Borrowed uuid, char (&out)[kUuidText]) {
  constexpr char kHex[] = "0123456789abcdef";
  const Ref number = steal(PyObject_GetAttr(uuid, names.int_));
  if (!number) return false;
  if (!PyLong_Check(number.get())) return conversion_error(number.get(), "PyInt");
  uint64_t high, low;
  if (!py::int_to_128_bits(number.get(), high, low)) {
    py::raise(PyExc_OverflowError, "int too big to convert");
    return false;
  }
  const auto put = [&](int at, uint64_t bits, int digits) {
    for (int i = digits; i-- > 0; bits >>= 4) out[at + i] = kHex[bits & 15];
  };
  put(0, high >> 32, 8);
  put(9, high >> 16, 4);
  put(14, high, 4);
  put(19, low >> 48, 4);
  put(24, low, 12);
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
  PyErr_Clear();
  Text text;
  text << "<Unserializable ";
  Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(value)), names.dunder_qualname));
  if (name && py::is_str(name.get())) {
    py::append_lossy(text, name.get());
    text << ' ';
  }
  PyErr_Clear();
  return py::str(text << "object>");
}

bool raise_unknown_type(Borrowed value) {
  Text text;
  text << "Unable to serialize unknown type: ";
  py::append_safe_repr(text, as_object(Py_TYPE(value)));
  return raise_serialization_error(text);
}

}  // namespace pydantic_core
