// validate/input/fraction.cc: see fraction.h.
#include "validate/input/fraction.h"

#include "py/call.h"
#include "py/classes.h"
#include "validate/input/json_number.h"

namespace pydantic_core {
namespace {

/// Fraction() computes 10**exponent for text that has an exponent. An exponent may be as large as
/// the number of digits that an int may have.
constexpr long long kMostExponent = 4300;

/// Whether text has an exponent, as Fraction() reads it, that is too large. -1 with MemoryError
/// set.
int has_large_exponent(Borrowed str) {
  std::string_view text;
  // Fraction() refuses text without UTF-8, and what has no int behind its "e".
  if (!py::utf8(str, text)) return forgive() ? 0 : -1;
  const size_t at = text.find_last_of("eE");
  if (at == std::string_view::npos) return 0;
  // U+001C and others end the number for Fraction(), but not for int().
  const Ref whole = py::str(text.substr(at + 1));
  const Ref tail = whole ? steal(PyObject_CallMethodNoArgs(whole.get(), names.strip)) : Ref();
  const Ref exponent = tail ? steal(PyLong_FromUnicodeObject(tail.get(), 10)) : Ref();
  if (!exponent) return forgive() ? 0 : -1;
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(exponent.get(), &overflow);
  return overflow != 0 || value > kMostExponent || value < -kMostExponent;
}

/// Fraction(argument).
template <class Input>
Outcome make(Input input, Borrowed argument, Exactness exactness, State& state, Ref& out) {
  if (PyUnicode_Check(argument)) {
    const int large = has_large_exponent(argument);
    if (large != 0)
      return large < 0 ? Outcome::raised : state.fail(ErrorType::fraction_parsing, input);
  }
  Borrowed type = py::fraction_class.get_or_import();
  if (type == nullptr) return Outcome::raised;
  out = py::call(type, argument);
  if (out) return state.matched(exactness, Outcome::ok);
  if (PyErr_ExceptionMatches(PyExc_TypeError)) {
    PyErr_Clear();
    return state.fail(ErrorType::fraction_type, input);
  }
  if (PyErr_ExceptionMatches(PyExc_ValueError) || PyErr_ExceptionMatches(PyExc_ZeroDivisionError) ||
      PyErr_ExceptionMatches(PyExc_OverflowError)) {
    PyErr_Clear();
    return state.fail(ErrorType::fraction_parsing, input);
  }
  return Outcome::raised;
}

}  // namespace

Outcome read_fraction(PyInput input, State& state, bool strict, Ref& out) {
  Borrowed type = py::fraction_class.get_or_import();
  if (type == nullptr) return Outcome::raised;
  const bool exact = as_object(Py_TYPE(input.object)) == type;
  const int is_fraction = exact ? 1 : PyObject_IsInstance(input.object, type);
  if (is_fraction < 0) return Outcome::raised;
  if (is_fraction == 0) {
    return strict ? state.fail(ErrorType::is_instance_of, input, "Fraction")
                  : make(input, input.object, Exactness::lax, state, out);
  }
  state.floor_exactness(exact ? Exactness::exact : Exactness::strict);
  out = borrow(input.object);
  return Outcome::ok;
}

Outcome read_fraction(JsonInput input, State& state, bool, Ref& out) {
  Ref argument;
  if (!json_number_argument(input, argument)) return Outcome::raised;
  if (!argument) return state.fail(ErrorType::fraction_type, input);
  return make(input, argument.get(), input.is_key ? Exactness::lax : Exactness::strict, state, out);
}

Outcome read_fraction(StringInput input, State& state, bool, Ref& out) {
  return input.is_text() ? make(input, input.object, Exactness::strict, state, out)
                         : state.fail(ErrorType::fraction_type, input);
}

}  // namespace pydantic_core
