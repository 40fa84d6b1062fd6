// validate/kinds/scalars/complex.cc: complex numbers. JSON has no form for them: there a string of
// Python's own spelling is one, in strict mode as well, and in lax mode a plain number.
#include "base/edition.h"
#include "py/call.h"
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

Outcome make(double real, State& state, Ref& out) {
  state.floor_exactness(Exactness::lax);
  out = steal(PyComplex_FromDoubles(real, 0.0));
  return out ? Outcome::ok : Outcome::raised;
}

class ComplexNode : public KindNode<ComplexNode> {
 public:
  constexpr explicit ComplexNode(bool strict) : strict_(strict) {}

  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    return read(input, state, kComplexTakesNumbers ? state.strict_or(strict_) : strict_, out);
  }
  bool is_quiet(QuietSearch& search) const { return search.is_for_text(); }
  void name(NameWriter& out) const { out.out << "complex"; }
  static constexpr Spelling kSpelling{"Complex", "ComplexValidator"};
  void describe(Describer& out) const { out.field("strict", strict_); }

 private:
  static Outcome read(PyInput input, State& state, bool strict, Ref& out) {
    Borrowed object = input.object;
    if (PyComplex_Check(object)) {
      state.floor_exactness(Exactness::strict);
      out = borrow(object);
      return Outcome::ok;
    }
    if (strict) return state.fail(ErrorType::is_instance_of, input, "complex");
    if (PyUnicode_Check(object) || kComplexTakesNumbers) {
      out = py::call(as_object(&PyComplex_Type), object);
      if (out) return state.matched(Exactness::lax, Outcome::ok);
      if (!forgive()) return Outcome::raised;
    } else if (PyFloat_CheckExact(object)) {
      return make(PyFloat_AS_DOUBLE(object), state, out);
    } else if (PyLong_CheckExact(object)) {
      const double real = PyLong_AsDouble(object);
      if (real != -1.0 || !PyErr_Occurred()) return make(real, state, out);
      PyErr_Clear();  // too large
    }
    return state.fail(ErrorType::complex_type, input);
  }
  static Outcome read(JsonInput input, State& state, bool strict, Ref& out) {
    double real;
    switch (input.value.kind()) {
      case json::Kind::string: {
        Ref text = py::str(input.value);
        return text ? parse(input, text.get(), state, out) : Outcome::raised;
      }
      case json::Kind::floating:
        real = input.value.as_double();
        break;
      case json::Kind::int64:
        if (!input.value.is_small_int()) return state.fail(ErrorType::complex_type, input);
        real = static_cast<double>(input.value.as_int64());
        break;
      default:
        return state.fail(ErrorType::complex_type, input);
    }
    if (strict) return state.fail(ErrorType::complex_str_parsing, input);
    return make(real, state, out);
  }
  static Outcome read(StringInput input, State& state, bool, Ref& out) {
    return input.is_text() ? parse(input, input.object, state, out)
                           : state.fail(ErrorType::complex_type, input);
  }
  template <class Input>
  static Outcome parse(Input input, Borrowed text, State& state, Ref& out) {
    out = py::call(as_object(&PyComplex_Type), text);
    if (out) {
      state.floor_exactness(Exactness::strict);
      return Outcome::ok;
    }
    if (!PyErr_ExceptionMatches(PyExc_ValueError)) return Outcome::raised;
    PyErr_Clear();
    return state.fail(ErrorType::complex_str_parsing, input);
  }

  bool strict_;
};

constexpr ComplexNode kPlain[] = {ComplexNode(false), ComplexNode(true)};

}  // namespace

const Node* build_complex(const Schema& schema, Builder&) {
  bool strict = false;
  return schema.get_or_config(names.strict, strict) ? &kPlain[strict] : nullptr;
}

}  // namespace pydantic_core
