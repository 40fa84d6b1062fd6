// validate/kinds/scalars/int.cc: integers of any size, and the constraints on them.
#include <algorithm>

#include "validate/input/plain.h"
#include "validate/kinds/scalars/bounds.h"
#include "validate/kinds/scalars/multiple.h"

namespace pydantic_core {
namespace {

class IntNode : public KindNode<IntNode> {
 public:
  constexpr explicit IntNode(bool strict) : strict_(strict) {}

  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    return read_int(input, state, state.strict_or(strict_), out);
  }
  Leaf leaf() const { return {&PyLong_Type}; }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "int"; }
  static constexpr Spelling kSpelling{"Int", "IntValidator"};
  void describe(Describer& out) const { out.field("strict", strict_); }

 private:
  bool strict_;
};

constexpr IntNode kLax(false);
constexpr IntNode kStrict(true);

/// 1 when `left op right`, 0 when not, -1 with an exception set. Both are exact ints.
int compare(Borrowed left, Borrowed right, int op) {
  int64_t l, r;
  if (py::compact_int(left, l) && py::compact_int(right, r)) [[likely]]
    return holds(l, op, r);
  return PyObject_RichCompareBool(left, right, op);
}

/// The ints of 64 bits that some bounds allow.
class Int64Range {
 public:
  bool has(int64_t number) const { return least_ <= number && number <= most_; }
  void clear() { least_ = 1, most_ = 0; }
  /// Takes out those for which `number op bound` does not hold. The bound is an exact int.
  void narrow(Borrowed bound, int op) {
    const bool is_lower = op == Py_GE || op == Py_GT;
    const bool is_strict = op == Py_GT || op == Py_LT;
    int overflow;
    const int64_t value = PyLong_AsLongLongAndOverflow(bound, &overflow);
    if (overflow != 0) {
      // The bound is beyond all ints of 64 bits: it allows either none or all of them.
      if ((overflow > 0) == is_lower) clear();
    } else if (is_strict && value == (is_lower ? INT64_MAX : INT64_MIN)) {
      clear();
    } else if (is_lower) {
      least_ = std::max(least_, value + is_strict);
    } else {
      most_ = std::min(most_, value - is_strict);
    }
  }

 private:
  int64_t least_ = INT64_MIN;
  int64_t most_ = INT64_MAX;
};

class ConstrainedIntNode : public KindNode<ConstrainedIntNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    const bool strict = state.strict_or(strict_);
    if (int64_t plain; as_int64(input, plain) && allowed_.has(plain)) [[likely]]
      return read_int(input, state, strict, out);
    Ref value;
    PC_TRY(read_int(input, state, strict, value));
    Ref number = value.clone();
    PC_TRY(index_of(state, number));
    if (multiple_of_) {
      Ref rest = steal(PyNumber_Remainder(number.get(), multiple_of_.get()));
      if (!rest) return Outcome::raised;
      if (PyObject_IsTrue(rest.get()))
        return state.fail(ErrorType::multiple_of, input, multiple_of_);
    }
    PC_TRY(check_bounds(bounds_, input, state,
                        [&](Borrowed bound, int op) { return compare(number.get(), bound, op); }));
    out = std::move(value);
    return Outcome::ok;
  }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "constrained-int"; }
  static constexpr Spelling kSpelling{"ConstrainedInt", "ConstrainedIntValidator"};
  void describe(Describer& out) const {
    out.field("strict", strict_);
    describe_bound(out, "multiple_of", multiple_of_);
    for (int i = 0; i < kBoundCount; ++i) describe_bound(out, kBounds[i].name, bounds_[i]);
  }
  bool init(const Schema& schema) {
    if (!read_with_multiple([&] { return schema.get_or_config(names.strict, strict_); },
                            [&] { return read_multiple(schema); }) ||
        !read_bounds(schema, &read_bound, bounds_)) {
      return false;
    }
    for (int i = 0; i < kBoundCount; ++i) {
      if (bounds_[i]) allowed_.narrow(bounds_[i].get(), kBounds[i].op);
    }
    if (multiple_of_) allowed_.clear();
    return true;
  }
  template <class F>
  void each_ref(F&& f) {
    f(multiple_of_);
    for (Ref& bound : bounds_) f(bound);
  }

 private:
  static void describe_bound(Describer& out, const char* name, const Ref& bound) {
    out.field(name);
    if (!bound) {
      out.out() << "None";
      return;
    }
    int overflow;
    PyLong_AsLongLongAndOverflow(bound.get(), &overflow);  // of an int: cannot fail otherwise
    out.open_tuple("Some");
    out.open_tuple(overflow == 0 ? "I64" : "Big");
    py::append_safe_repr(out.out(), bound.get());
    out.close_tuple();
    out.close_tuple();
  }
  bool read_multiple(const Schema& schema) {
    return read_bound(schema, names.multiple_of, multiple_of_) &&
           (!kMultiplesArePositive || !multiple_of_ ||
            require_multiple(compare_with_zero(multiple_of_.get(), Py_GT)));
  }
  /// Bounds are themselves validated as lax ints; upstream says the same of all that goes wrong.
  static bool read_bound(const Schema& schema, Borrowed key, Ref& bound) {
    Ref value;
    if (!schema.dict.get(key, value)) return false;
    if (!value) return true;
    State state(InputType::python);
    if (read_int(PyInput{value.get()}, state, false, bound) == Outcome::ok &&
        index_of(state, bound) == Outcome::ok)
      return true;
    if (PyErr_Occurred() && !forgive()) return false;
    Text text;
    text << '\'';
    py::append_lossy(text, key);
    return py::raise(PyExc_ValueError, text << "' must be coercible to an integer");
  }

  Ref multiple_of_;
  Ref bounds_[kBoundCount];
  Int64Range allowed_;  // what needs no further look
  bool strict_ = false;
};

}  // namespace

const Node* build_int(const Schema& schema, Builder& builder) {
  bool is_constrained = false;
  if (!find_constraints(schema.dict, is_constrained)) return nullptr;
  if (is_constrained) return build_kind<ConstrainedIntNode>(schema, builder);
  bool strict = false;
  if (!schema.get_or_config(names.strict, strict)) return nullptr;
  return strict ? &kStrict : &kLax;
}

}  // namespace pydantic_core
