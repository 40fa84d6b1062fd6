// validate/input/py_scalars.cc: reading Python objects as bool, int, float and str.
#include "base/edition.h"
#include "base/utf8.h"
#include "py/call.h"
#include "py/classes.h"
#include "py/number.h"
#include "validate/input/decimal.h"
#include "validate/input/scalars.h"

namespace pydantic_core {
namespace {

/// The text of a str or bytes; `found` says whether it was one. Text that is not UTF-8 fails with
/// that error.
Outcome read_text(PyInput input, State& state, ErrorType bytes_error, std::string_view& text,
                  bool& found) {
  found = true;
  if (PyUnicode_Check(input.object)) {
    if (py::utf8(input.object, text)) return Outcome::ok;
    if (!forgive()) return Outcome::raised;
    return state.fail(ErrorType::string_unicode, input);
  }
  if (PyBytes_Check(input.object)) {
    text = {PyBytes_AS_STRING(input.object), static_cast<size_t>(PyBytes_GET_SIZE(input.object))};
    return utf8::is_valid(text) ? Outcome::ok : state.fail(bytes_error, input);
  }
  found = false;
  return Outcome::ok;
}

/// The double of anything that float() would take a number from; `found` says whether there was
/// one.
Outcome read_double(Borrowed object, double& out, bool& found) {
  found = py::double_of(object, out);
  return found || !PyErr_Occurred() ? Outcome::ok : Outcome::raised;
}

Outcome fail_whole(PyInput input, State& state, WholeFloat why) {
  switch (why) {
    case WholeFloat::not_finite:
      return state.fail(ErrorType::finite_number, input);
    case WholeFloat::has_fraction:
      return state.fail(ErrorType::int_from_float, input);
    default:
      return state.fail(ErrorType::int_parsing_size, input);
  }
}

Outcome int_of_double(PyInput input, State& state, double value, Ref& out) {
  int64_t whole;
  if (const WholeFloat why = whole_float(value, whole); why != WholeFloat::ok)
    return fail_whole(input, state, why);
  out = steal(PyLong_FromLongLong(whole));
  return out ? Outcome::ok : Outcome::raised;
}

/// A number whose as_integer_ratio() is a whole one, as int.
Outcome int_of_ratio(PyInput input, State& state, Borrowed number, Ref& out) {
  Ref ratio = py::call_method(number, names.as_integer_ratio);
  if (!ratio) return Outcome::raised;
  if (!PyTuple_Check(ratio.get()) || PyTuple_GET_SIZE(ratio.get()) != 2)
    return py::raise(PyExc_TypeError, "as_integer_ratio() should return a pair");
  Borrowed denominator = PyTuple_GET_ITEM(ratio.get(), 1);
  if (!PyLong_Check(denominator) || PyLong_AsLongLong(denominator) != 1) {
    if (!forgive()) return Outcome::raised;
    return state.fail(ErrorType::int_from_float, input);
  }
  out = borrow(PyTuple_GET_ITEM(ratio.get(), 0));
  return Outcome::ok;
}

/// A Decimal that is a whole number, as int.
Outcome int_of_decimal(PyInput input, State& state, Borrowed decimal, Ref& out) {
  Ref finite = py::call_method(decimal, names.is_finite);
  if (!finite) return Outcome::raised;
  if (finite.get() != Py_True) return state.fail(ErrorType::finite_number, input);
  return int_of_ratio(input, state, decimal, out);
}

/// The int that a Fraction gives for itself when it is a whole number.
Outcome int_of_fraction(PyInput input, State& state, Ref& out) {
  if (kFractionsGiveRatio) return int_of_ratio(input, state, input.object, out);
  bool whole = false;
  if (py::kFractionIsInteger) {
    Ref answer = py::call_method(input.object, names.is_integer);
    if (!answer) return Outcome::raised;
    whole = answer.get() == Py_True;
  } else {
    Ref denominator = steal(PyObject_GetAttr(input.object, names.denominator));
    if (!denominator) return Outcome::raised;
    whole = PyLong_Check(denominator.get()) && PyLong_AsLongLong(denominator.get()) == 1;
    if (!forgive()) return Outcome::raised;
  }
  if (!whole) return state.fail(ErrorType::int_from_float, input);
  out = py::call_method(input.object, py::kFractionAsInt ? names.dunder_int : names.dunder_trunc);
  if (out) return Outcome::ok;
  return forgive() ? state.fail(ErrorType::int_type, input) : Outcome::raised;
}

/// The value of an enum member; empty when `object` is none.
Outcome read_enum_value(Borrowed object, Ref& value) {
  Borrowed meta = py::enum_meta.get_if_loaded();
  if (meta != nullptr) {
    if (as_object(Py_TYPE(Py_TYPE(object))) != meta) return Outcome::ok;
    value = steal(PyObject_GetAttr(object, names.value));
  }
  return value || forgive() ? Outcome::ok : Outcome::raised;
}

/// Whether `object` is an instance of decimal.Decimal; what raises when it is asked is none.
Outcome check_decimal(Borrowed object, bool& out) {
  const int answer = py::decimal_class.is_instance(object);
  out = answer == 1;
  return answer >= 0 || forgive() ? Outcome::ok : Outcome::raised;
}

/// The Decimal that the input is; empty when it is none, or cannot be converted from its subclass.
Outcome decimal_of(PyInput input, State& state, Ref& out) {
  bool is_decimal;
  PC_TRY(check_decimal(input.object, is_decimal));
  if (!is_decimal) return Outcome::ok;
  bool unused = false;
  const Outcome outcome =
      attempt(state, [&] { return read_decimal(input, state, /*strict=*/true, out, unused); });
  return outcome != Outcome::raised || forgive() ? Outcome::ok : Outcome::raised;
}

/// What lax mode takes for an int beside ints.
Outcome read_lax_int(PyInput input, State& state, Ref& out) {
  std::string_view text;
  bool found;
  PC_TRY(read_text(input, state, ErrorType::int_parsing, text, found));
  if (found) return int_of_text(text, input, state, out);
  if (PyFloat_CheckExact(input.object))
    return int_of_double(input, state, PyFloat_AS_DOUBLE(input.object), out);
  if (py::is_no_number(input.object)) return state.fail(ErrorType::int_type, input);
  Ref decimal;
  PC_TRY(decimal_of(input, state, decimal));
  if (decimal) return int_of_decimal(input, state, decimal.get(), out);
  const int fraction = py::fraction_class.is_instance(input.object);
  if (fraction < 0 && !(kFractionsGiveRatio && forgive())) return Outcome::raised;
  if (fraction > 0) return int_of_fraction(input, state, out);
  double number;
  PC_TRY(read_double(input.object, number, found));
  if (found) return int_of_double(input, state, number, out);
  PC_TRY(read_enum_value(input.object, out));
  return out ? Outcome::ok : state.fail(ErrorType::int_type, input);
}

}  // namespace

Outcome read_bool(PyInput input, State& state, bool strict, bool& out) {
  if (PyBool_Check(input.object)) {
    state.floor_exactness(Exactness::exact);
    out = input.object == Py_True;
    return Outcome::ok;
  }
  if (strict) return state.fail(ErrorType::bool_type, input);
  std::string_view text;
  bool found;
  PC_TRY(read_text(input, state, ErrorType::bool_parsing, text, found));
  if (found) {
    if (!bool_from_text(text, out)) return state.fail(ErrorType::bool_parsing, input);
    state.floor_exactness(Exactness::lax);
    return Outcome::ok;
  }
  int64_t whole;
  if (!py::int64_of(input.object, whole)) {
    if (PyErr_Occurred()) return Outcome::raised;
    double value;
    PC_TRY(read_double(input.object, value, found));
    if (!found || whole_float(value, whole) != WholeFloat::ok) {
      return state.fail(ErrorType::bool_type, input);
    }
  }
  if (whole != 0 && whole != 1) return state.fail(ErrorType::bool_parsing, input);
  out = whole == 1;
  state.floor_exactness(Exactness::lax);
  return Outcome::ok;
}

Outcome read_int(PyInput input, State& state, bool strict, Ref& out) {
  if (PyLong_CheckExact(input.object)) [[likely]] {
    state.floor_exactness(Exactness::exact);
    out = borrow(input.object);
    return Outcome::ok;
  }
  if (PyLong_Check(input.object)) {
    if (PyBool_Check(input.object)) {
      if (strict) return state.fail(ErrorType::int_type, input);
      state.floor_exactness(Exactness::lax);
    } else {
      state.floor_exactness(Exactness::strict);
    }
    // int itself does the upcast: a subclass's own __int__ has no say.
    out = steal(PyLong_Type.tp_as_number->nb_positive(input.object));
    return out ? Outcome::ok : Outcome::raised;
  }
  if (strict) return state.fail(ErrorType::int_type, input);
  return state.matched(Exactness::lax, read_lax_int(input, state, out));
}

Outcome index_of(State& state, Ref& value) {
  if (PyLong_CheckExact(value.get())) [[likely]]
    return Outcome::ok;
  Ref index = steal(PyNumber_Index(value.get()));
  if (!index)
    return forgive() ? state.fail(ErrorType::int_parsing_size, PyInput{value.get()})
                     : Outcome::raised;
  // int itself does the upcast.
  value = steal(PyLong_Type.tp_as_number->nb_positive(index.get()));
  return value ? Outcome::ok : Outcome::raised;
}

Outcome read_float(PyInput input, State& state, bool strict, FloatValue& out) {
  if (PyFloat_CheckExact(input.object)) [[likely]] {
    state.floor_exactness(Exactness::exact);
    out.value = PyFloat_AS_DOUBLE(input.object);
    out.object = borrow(input.object);
    return Outcome::ok;
  }
  if (!strict) {
    std::string_view text;
    bool found;
    PC_TRY(read_text(input, state, ErrorType::float_parsing, text, found));
    if (found) {
      const TextNumber read = float_from_text(text, out.value);
      if (read == TextNumber::raised) return Outcome::raised;
      if (read != TextNumber::ok) return state.fail(ErrorType::float_parsing, input);
      state.floor_exactness(Exactness::lax);
      return Outcome::ok;
    }
  }
  bool is_number;
  PC_TRY(read_double(input.object, out.value, is_number));
  if (!is_number) return state.fail(ErrorType::float_type, input);
  if (PyBool_Check(input.object)) {
    if (strict) return state.fail(ErrorType::float_type, input);
    state.floor_exactness(Exactness::lax);
  } else {
    state.floor_exactness(Exactness::strict);
  }
  return Outcome::ok;
}

Outcome read_str(PyInput input, State& state, bool strict, bool coerce_numbers, Ref& out) {
  if (PyUnicode_CheckExact(input.object)) [[likely]] {
    state.floor_exactness(Exactness::exact);
    out = borrow(input.object);
    return Outcome::ok;
  }
  if (PyUnicode_Check(input.object)) {
    std::string_view text;
    if (!py::utf8(input.object, text)) {
      if (!forgive()) return Outcome::raised;
      return state.fail(ErrorType::string_unicode, input);
    }
    out = py::str(text);
    return state.matched(Exactness::strict, out);
  }
  if (strict) return state.fail(ErrorType::string_type, input);

  if (PyBytes_Check(input.object)) {
    const std::string_view text(PyBytes_AS_STRING(input.object),
                                static_cast<size_t>(PyBytes_GET_SIZE(input.object)));
    if (!utf8::is_valid(text)) return state.fail(ErrorType::string_unicode, input);
    out = py::str(text);
  } else if (PyByteArray_Check(input.object)) {
    out = py::call_method(input.object, names.decode, names.utf_8);
    if (!out) {
      if (!forgive()) return Outcome::raised;
      return state.fail(ErrorType::string_unicode, input);
    }
  } else {
    bool is_number = false;
    if (coerce_numbers && !PyBool_Check(input.object)) {
      is_number = PyLong_Check(input.object) || PyFloat_Check(input.object);
      if (!is_number) PC_TRY(check_decimal(input.object, is_number));
    }
    Ref value;
    if (!is_number) PC_TRY(read_enum_value(input.object, value));
    if (!is_number && !value) return state.fail(ErrorType::string_type, input);
    out = steal(PyObject_Str(is_number ? input.object : value.get()));
  }
  return state.matched(Exactness::lax, out);
}

}  // namespace pydantic_core
