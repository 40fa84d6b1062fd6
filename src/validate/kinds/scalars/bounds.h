// validate/kinds/scalars/bounds.h: the bounds that numbers are held against as Python objects: le,
// lt, ge and gt.
#pragma once

#include "validate/engine/build.h"

namespace pydantic_core {

struct Bound {
  const char* name;
  ErrorType error;
  int op;  ///< Py_LE …, for value op bound
};

inline constexpr Bound kBounds[] = {
    {"le", ErrorType::less_than_equal, Py_LE},
    {"lt", ErrorType::less_than, Py_LT},
    {"ge", ErrorType::greater_than_equal, Py_GE},
    {"gt", ErrorType::greater_than, Py_GT},
};
inline constexpr int kBoundCount = 4;

/// Reads those that the schema has into `out`, in the order of kBounds. read(schema, key, bound) is
/// false with an exception set when a bound is none of its kind.
template <class Read>
[[nodiscard]] bool read_bounds(const Schema& schema, Read&& read, Ref (&out)[kBoundCount]) {
  PyObject* const keys[kBoundCount] = {names.le, names.lt, names.ge, names.gt};
  for (int i = 0; i < kBoundCount; ++i) {
    if (!read(schema, keys[i], out[i])) return false;
  }
  return true;
}

/// Reads the number under `key` of the schema, where there is one, by read(input, state, out).
/// False with ValueError set when it cannot be one of the class called `class_name`.
template <class Read>
[[nodiscard]] bool read_number_bound(const Schema& schema, Borrowed key, const char* class_name,
                                     Ref& out, Read&& read) {
  Ref value;
  if (!schema.dict.get(key, value)) return false;
  if (!value) return true;
  State state(InputType::python);
  if (read(PyInput{value.get()}, state, out) == Outcome::ok) return true;
  if (!forgive()) return false;
  Text text;
  text << '\'';
  py::append_lossy(text, key);
  text << "' must be coercible to a " << class_name << " instance";
  return py::raise(PyExc_ValueError, text);
}

/// Holds a value against the bounds there are. compare(bound, op): 1 when it holds, 0 when not, -1
/// with an exception set.
template <class Input, class Compare>
Outcome check_bounds(const Ref (&bounds)[kBoundCount], Input input, State& state,
                     Compare&& compare) {
  for (int i = 0; i < kBoundCount; ++i) {
    if (!bounds[i]) continue;
    const int holds = compare(bounds[i].get(), kBounds[i].op);
    if (holds < 0) return Outcome::raised;
    if (holds == 0) return state.fail(kBounds[i].error, input, bounds[i]);
  }
  return Outcome::ok;
}

}  // namespace pydantic_core
