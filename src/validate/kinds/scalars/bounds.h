// validate/kinds/scalars/bounds.h: the bounds that values are held against: le, lt, ge and gt.
#pragma once

#include "validate/engine/build.h"

namespace pydantic_core {

struct Bound {
  const char* name;
  PyObject* Names::* key;
  ErrorType error;
  int op;  ///< Py_LE …, for value op bound
};

inline constexpr Bound kBounds[] = {
    {"le", &Names::le, ErrorType::less_than_equal, Py_LE},
    {"lt", &Names::lt, ErrorType::less_than, Py_LT},
    {"ge", &Names::ge, ErrorType::greater_than_equal, Py_GE},
    {"gt", &Names::gt, ErrorType::greater_than, Py_GT},
};
inline constexpr int kBoundCount = 4;

/// Whether `value op bound`. NaN holds against none.
template <class T>
bool holds(T value, int op, T bound) {
  switch (op) {
    case Py_LE:
      return value <= bound;
    case Py_LT:
      return value < bound;
    case Py_GE:
      return value >= bound;
    default:
      return value > bound;
  }
}

/// Whether a number's schema has a bound or `multiple_of`. False with an exception set.
[[nodiscard, gnu::noinline]] inline bool find_constraints(SchemaDict schema, bool& has_some) {
  Ref present;
  if (!schema.get(names.multiple_of, present)) return false;
  for (const Bound& bound : kBounds) {
    if (!present && !schema.get(names.*bound.key, present)) return false;
  }
  has_some = static_cast<bool>(present);
  return true;
}

/// Reads those that the schema has into the array `out`, in the order of kBounds. read(schema, key,
/// bound) is false with an exception set when a bound is none of its kind.
template <class Read, class T>
[[nodiscard]] bool read_bounds(const Schema& schema, Read&& read, T* out) {
#ifdef __clang__
#pragma clang loop unroll(disable)  // for its size
#endif
  for (int i = 0; i < kBoundCount; ++i) {
    if (!read(schema, names.*kBounds[i].key, out[i])) return false;
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

/// Holds a value against the bounds there are, which are objects. compare(bound, op): 1 when it
/// holds, 0 when not, -1 with an exception set.
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
