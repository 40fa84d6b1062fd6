// serialize/output/texts.cc: see texts.h.
#include "serialize/output/texts.h"

#include <cmath>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/edition.h"
#include "errors/serialization_errors.h"
#include "json/number_text.h"
#include "py/names.h"
#include "py/python.h"
#include "py/str.h"
#include "py/uuid.h"
#include "py/uuid_text.h"
#include "schema/schema.h"
#include "serialize/output/keys.h"

namespace pydantic_core {
namespace {

#if !defined(__SSE2__)
/// The eight hexadecimal digits of a number, the first in the lowest byte: all at once, as they are
/// read (py/uuid_text.cc).
uint64_t eight_digits(uint32_t number) {
  constexpr uint64_t kEach = 0x0101010101010101;
  uint64_t values = __builtin_bswap32(number);
  values = (values | values << 16) & 0x0000ffff0000ffff;
  values = (values | values << 8) & 0x00ff00ff00ff00ff;
  values = (values >> 4 | values << 8) & kEach * 0x0f;
  const uint64_t letters = (values + kEach * 6) >> 4 & kEach;
  return values + kEach * '0' + letters * ('a' - '9' - 1);
}
#endif

/// The hexadecimal digits of 128 bits.
void write_digits(uint64_t high, uint64_t low, char (&out)[32]) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_set_epi64x(static_cast<int64_t>(__builtin_bswap64(low)),
                                       static_cast<int64_t>(__builtin_bswap64(high)));
  const __m128i four_bits = _mm_set1_epi8(15);
  const __m128i first = _mm_and_si128(_mm_srli_epi16(bytes, 4), four_bits);
  const __m128i second = _mm_and_si128(bytes, four_bits);
  const auto put = [&](size_t place, __m128i values) {
    const __m128i letters =
        _mm_and_si128(_mm_cmpgt_epi8(values, _mm_set1_epi8(9)), _mm_set1_epi8('a' - '9' - 1));
    const __m128i text = _mm_add_epi8(_mm_add_epi8(values, _mm_set1_epi8('0')), letters);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + place), text);
  };
  put(0, _mm_unpacklo_epi8(first, second));
  put(16, _mm_unpackhi_epi8(first, second));
#else
  const uint64_t digits[] = {
      eight_digits(static_cast<uint32_t>(high >> 32)), eight_digits(static_cast<uint32_t>(high)),
      eight_digits(static_cast<uint32_t>(low >> 32)), eight_digits(static_cast<uint32_t>(low))};
  std::memcpy(out, digits, sizeof digits);
#endif
}

}  // namespace

void format_uuid_bits(uint64_t high, uint64_t low, char* out) {
  char from[32];
  write_digits(high, low, from);
  std::memcpy(out, from, 8);
  std::memcpy(out + 9, from + 8, 4);
  std::memcpy(out + 14, from + 12, 4);
  std::memcpy(out + 19, from + 16, 4);
  std::memcpy(out + 24, from + 20, 12);
  out[8] = out[13] = out[18] = out[23] = '-';
}

bool format_uuid(Borrowed uuid, char (&out)[kUuidText]) {
  const Ref number = py::uuid_int(uuid);
  if (!number) return false;
  if (!PyLong_Check(number.get())) return conversion_error(number.get(), "PyInt");
  uint64_t high, low;
  if (!py::int_to_128_bits(number.get(), high, low)) {
    int overflow = 0;
    const long long small = PyLong_AsLongLongAndOverflow(number.get(), &overflow);
    if (small < 0 && overflow <= 0) {
      py::raise(PyExc_ValueError, "Cannot convert negative int");
    } else {
      py::raise(PyExc_OverflowError, "int too big to convert");
    }
    return false;
  }
  format_uuid_bits(high, low, out);
  return true;
}

Ref uuid_to_str(Borrowed uuid) {
  char text[kUuidText];
  return format_uuid(uuid, text) ? py::str(std::string_view(text, sizeof text)) : Ref();
}

void append_complex(Text& out, Borrowed number) {
  const Py_complex value = PyComplex_AsCComplex(number);
  if (value.real != 0.0) {
    json::append_plain(out, value.real);
    // NaN is written without a sign.
    const bool needs_sign = kComplexShowsSignBit
                                ? std::isnan(value.imag) || !std::signbit(value.imag)
                                : value.imag >= 0.0;
    if (needs_sign) out << '+';
  }
  json::append_plain(out, value.imag);
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

Raised raise_unknown_type(Borrowed value) {
  Text text;
  text << "Unable to serialize unknown type: ";
  py::append_safe_repr(text, as_object(Py_TYPE(value)));
  return raise_serialization_error(text);
}

}  // namespace pydantic_core
