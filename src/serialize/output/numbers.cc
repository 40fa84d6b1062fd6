// serialize/output/numbers.cc: see numbers.h.
#include "serialize/output/numbers.h"

#include <cmath>

#include "py/long_int.h"

namespace pydantic_core {
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
  return py::write_long_int(number, out.buffer());
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
