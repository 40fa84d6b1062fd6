// validate/input/decimal.cc: see decimal.h.
#include "validate/input/decimal.h"

#include <optional>

#include "base/edition.h"
#include "oncecell/oncecell.h"
#include "py/call.h"
#include "py/classes.h"
#include "py/str.h"
#include "validate/input/json_number.h"

namespace pydantic_core {
namespace {

constexpr int kPlainDigits = 64;

/// Whether a str is a few digits, perhaps with a sign and a point.
bool is_plain_number(Borrowed str) {
  if (!PyUnicode_IS_COMPACT_ASCII(str)) return false;
  std::string_view text = py::ascii_view(str);
  if (text.size() > size_t{kPlainDigits}) return false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  size_t points = 0;
  for (const char c : text) {
    if (c == '.') {
      ++points;
    } else if (c < '0' || c > '9') {
      return false;
    }
  }
  return points <= 1 && text.size() > points;
}

/// create_decimal() of a context of our own. For a plain number it gives what Decimal() does, but
/// asks neither for keywords nor for the current context.
struct PlainConstructor {
  PyCFunction function;  // nullptr where decimal is not the module that CPython has
  PyObject* context;     // owned for ever, as the cell is
};
constinit oncecell::OnceCell<PlainConstructor> plain_constructor;

std::optional<PlainConstructor> find_plain_constructor() {
  // Not by importing it: a hook of the user's could come back here.
  const Ref name = steal(PyUnicode_FromString("decimal"));
  const Ref module = name ? steal(PyImport_GetModule(name.get())) : Ref();
  const Ref context =
      module ? steal(PyObject_CallMethod(module.get(), "Context", "isiiii[][]", kPlainDigits,
                                         "ROUND_HALF_EVEN", -kPlainDigits, kPlainDigits, 1, 0))
             : Ref();
  const Ref method =
      context ? steal(PyObject_GetAttrString(context.get(), "create_decimal")) : Ref();
  const Ref tried = method ? steal(PyObject_CallFunction(method.get(), "s", "1")) : Ref();
  if (!tried && !forgive()) return {};
  if (!tried || as_object(Py_TYPE(tried.get())) != py::decimal_class.get() ||
      !PyCFunction_CheckExact(method.get()) || PyCFunction_GetFlags(method.get()) != METH_VARARGS)
    return PlainConstructor{};
  // gc.get_objects() must not show it: whoever changed it would change all decimals.
  if (PyObject_IS_GC(context.get())) PyObject_GC_UnTrack(context.get());
  return PlainConstructor{PyCFunction_GetFunction(method.get()),
                          Py_NewRef(PyCFunction_GetSelf(method.get()))};
}

/// Decimal(argument): empty with an exception set when it raises. The class as CPython has it makes
/// an instance in its __new__ alone, which is called here without type.__call__; then `is_finite`
/// is set where that is seen.
Ref construct(Borrowed cls, Borrowed argument, bool& is_finite) {
  auto* const type = reinterpret_cast<PyTypeObject*>(cls);
  if (!py::is_unchangeable(type) || type->tp_init != PyBaseObject_Type.tp_init)
    return py::call(cls, argument);
  const Ref args = steal(PyTuple_New(1));
  if (!args) return {};
  PyTuple_SET_ITEM(args.get(), 0, Py_NewRef(argument));
  const bool plain = PyUnicode_Check(argument) && is_plain_number(argument);
  is_finite = plain || PyLong_Check(argument);
  if (plain && !py::kFreeThreaded) {  // without the GIL, threads must not share a context
    const PlainConstructor* known = plain_constructor.get_or_try_init(find_plain_constructor);
    if (known == nullptr) return {};
    if (known->function != nullptr) return steal(known->function(known->context, args.get()));
  }
  return steal(type->tp_new(type, args.get(), nullptr));
}

/// Decimal(argument) for an input.
template <class Input>
Outcome make(Input input, Borrowed argument, Exactness exactness, State& state, Ref& out,
             bool& is_finite) {
  Borrowed type = py::decimal_class.get_or_import();
  if (type == nullptr) return Outcome::raised;
  out = construct(type, argument, is_finite);
  if (out) [[likely]] {
    state.floor_exactness(exactness);
    return Outcome::ok;
  }
  Ref error = py::take_exception();
  Borrowed malformed = py::decimal_exception.get_or_import();
  if (malformed == nullptr) return Outcome::raised;
  if (PyErr_GivenExceptionMatches(error.get(), malformed))
    return state.fail(ErrorType::decimal_parsing, input);
  if (PyErr_GivenExceptionMatches(error.get(), PyExc_TypeError))
    return state.fail(ErrorType::decimal_type, input);
  py::restore_exception(std::move(error));
  return Outcome::raised;
}

/// Decimal((sign, digits, exponent)); empty where that is no number. False with an exception set.
bool make_from_triple(Borrowed triple, Ref& out) {
  Borrowed type = py::decimal_class.get_or_import();
  if (type == nullptr) return false;
  out = py::call(type, triple);
  return out || forgive();
}

}  // namespace

Outcome read_decimal(PyInput input, State& state, bool strict, Ref& out, bool& is_finite) {
  Borrowed object = input.object;
  Borrowed type = py::decimal_class.get_or_import();
  if (type == nullptr) return Outcome::raised;
  if (as_object(Py_TYPE(object)) == type) [[likely]] {
    state.floor_exactness(Exactness::exact);
    out = borrow(object);
    return Outcome::ok;
  }
  if (!strict) {
    if (PyUnicode_Check(object) || (PyLong_Check(object) && !PyBool_Check(object)))
      return make(input, object, Exactness::lax, state, out, is_finite);
    if (PyFloat_Check(object)) {
      // Through its text: 0.1 is meant as 0.1, not as the double next to it.
      Ref text = steal(PyObject_Str(object));
      return text ? make(input, text.get(), Exactness::lax, state, out, is_finite)
                  : Outcome::raised;
    }
    if (kDecimalsFromTriples && PyTuple_CheckExact(object) && PyTuple_GET_SIZE(object) == 3) {
      if (!make_from_triple(object, out)) return Outcome::raised;
      if (out) return state.matched(Exactness::lax, Outcome::ok);
    }
  }
  const int is_decimal = PyObject_IsInstance(object, type);
  if (is_decimal < 0) return Outcome::raised;
  if (is_decimal > 0) return make(input, object, Exactness::strict, state, out, is_finite);
  return strict ? state.fail(ErrorType::is_instance_of, input, "Decimal")
                : state.fail(ErrorType::decimal_type, input);
}

Outcome read_decimal(JsonInput input, State& state, bool strict, Ref& out, bool& is_finite) {
  if (kDecimalsFromTriples && !strict && input.value.kind() == json::Kind::array &&
      input.value.as_array().size() == 3) {
    const Ref triple = input.to_object();
    if (!triple || !make_from_triple(triple.get(), out)) return Outcome::raised;
    return out ? state.matched(Exactness::lax, Outcome::ok)
               : state.fail(ErrorType::decimal_type, input);
  }
  Ref argument;
  if (!json_number_argument(input, argument)) return Outcome::raised;
  if (!argument) return state.fail(ErrorType::decimal_type, input);
  return make(input, argument.get(), input.is_key ? Exactness::lax : Exactness::strict, state, out,
              is_finite);
}

Outcome read_decimal(StringInput input, State& state, bool, Ref& out, bool& is_finite) {
  return input.is_text() ? make(input, input.object, Exactness::strict, state, out, is_finite)
                         : state.fail(ErrorType::decimal_type, input);
}

}  // namespace pydantic_core
