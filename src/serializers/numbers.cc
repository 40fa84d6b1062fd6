// serializers/numbers.cc: see numbers.h.
#include "serializers/numbers.h"

#include <cmath>

namespace pydantic_core {
namespace {

/// str() refuses integers of more than 4300 digits (sys.set_int_max_str_digits), JSON does not:
/// such numbers are cut into pieces below that limit first. 640 is the lowest limit that Python
/// lets anybody set.
constexpr int kDigitsAtOnce = 600;

Ref power_of_ten(Py_ssize_t exponent) {
  Ref ten = steal(PyLong_FromLong(10));
  Ref power = steal(PyLong_FromSsize_t(exponent));
  return ten && power ? steal(PyNumber_Power(ten.get(), power.get(), Py_None)) : Ref();
}

/// Writes a number ≥ 0 that has at most `digits` digits; with `pad`, exactly so many. Halves it
/// until str() will do.
bool write_digits(Borrowed number, Py_ssize_t digits, bool pad, JsonText& out) {
  if (digits <= kDigitsAtOnce) {
    Ref text = steal(PyLong_Type.tp_repr(number));
    std::string_view utf8;
    if (!text || !py::utf8(text.get(), utf8)) return false;
    if (pad) out.buffer().append_repeated('0', static_cast<size_t>(digits) - utf8.size());
    out.raw(utf8);
    return true;
  }
  const Py_ssize_t low_digits = digits / 2;
  Ref unit = power_of_ten(low_digits);
  if (!unit) return false;
  Ref parts = steal(PyNumber_Divmod(number, unit.get()));
  if (!parts) return false;
  Borrowed high = PyTuple_GET_ITEM(parts.get(), 0);
  Borrowed low = PyTuple_GET_ITEM(parts.get(), 1);
  if (!pad) {
    // The estimate of digits may be too high: leading zeros are not written.
    const int nonzero = PyObject_IsTrue(high);
    if (nonzero < 0) return false;
    if (nonzero == 0) return write_digits(low, low_digits, false, out);
  }
  return write_digits(high, digits - low_digits, pad, out) &&
         write_digits(low, low_digits, true, out);
}

}  // namespace

Ref exact_int(Borrowed value) {
  Ref number = steal(PyNumber_Index(value));
  if (!number) (void)forgive();
  return number;
}

bool write_big_int(Borrowed number, JsonText& out) {
  int overflow;
  const long long small = PyLong_AsLongLongAndOverflow(number, &overflow);
  if (overflow == 0) {
    if (small == -1 && PyErr_Occurred()) return false;
    out.integer(static_cast<int64_t>(small));
    return true;
  }
  const size_t bits = _PyLong_NumBits(number);
  if (bits == static_cast<size_t>(-1) && PyErr_Occurred()) return false;
  Ref magnitude;
  if (overflow < 0) {
    out.raw("-");
    magnitude = steal(PyNumber_Negative(number));
    if (!magnitude) return false;
    number = magnitude.get();
  }
  return write_digits(number, static_cast<Py_ssize_t>(bits / 3 + 1), false, out);
}

bool read_double(Borrowed value, double& out) {
  out = PyFloat_AsDouble(value);
  if (out != -1.0 || !PyErr_Occurred()) return true;
  (void)forgive();
  return false;
}

void write_double(double value, InfNanMode mode, JsonText& out) {
  if (std::isfinite(value) || mode == InfNanMode::constants) {
    out.number(value);
  } else if (mode == InfNanMode::null) {
    out.null();
  } else {
    out.string(std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
  }
}

}  // namespace pydantic_core
