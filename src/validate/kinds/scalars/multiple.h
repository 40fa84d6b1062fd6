// validate/kinds/scalars/multiple.h: what `multiple_of` must be where it is a number.
#pragma once

#include "base/edition.h"
#include "py/error.h"
#include "py/python.h"

namespace pydantic_core {

/// The truth of number op 0: -1 with an exception set.
inline int compare_with_zero(Borrowed number, int op) {
  const Ref zero = steal(PyLong_FromLong(0));
  return zero ? PyObject_RichCompareBool(number, zero.get(), op) : -1;
}

/// Whether a `multiple_of` will do, `is_positive` being 1, or 0, or -1 with an exception set. False
/// with ValueError, or that exception, set.
inline bool require_multiple(int is_positive) {
  if (is_positive == 0)
    py::raise(PyExc_ValueError, "'multiple_of' must be a finite number greater than 0");
  return is_positive > 0;
}

/// Reads the settings of a number and its `multiple_of`, by functions that are false with an
/// exception set. Where both are wrong, the one that is read first is the one that is reported.
template <class Settings, class Multiple>
[[nodiscard]] bool read_with_multiple(Settings&& settings, Multiple&& multiple) {
  return kMultiplesArePositive ? multiple() && settings() : settings() && multiple();
}

}  // namespace pydantic_core
