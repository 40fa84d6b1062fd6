// validate/kinds/scalars/fraction.cc: fractions, and the bounds on them.
//
// Comparing and dividing are Fraction's own methods, so that subclasses mean what they mean in
// Python. The class is written in Python: no node that makes one is quiet.
#include "validate/input/fraction.h"

#include "validate/kinds/scalars/bounds.h"
#include "validate/kinds/scalars/multiple.h"

namespace pydantic_core {
namespace {

/// A bound of the schema as Fraction. False with an exception set when it cannot be one.
bool read_bound(const Schema& schema, Borrowed key, Ref& out) {
  return read_number_bound(schema, key, "Fraction", out,
                           [](PyInput input, State& state, Ref& bound) {
                             return read_fraction(input, state, false, bound);
                           });
}

class FractionNode : public KindNode<FractionNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref fraction;
    PC_TRY(read_fraction(input, state, state.strict_or(strict_), fraction));
    if (multiple_of_) PC_TRY(check_multiple(input, state, fraction.get()));
    PC_TRY(check_bounds(bounds_, input, state, [&](Borrowed bound, int op) {
      return PyObject_RichCompareBool(fraction.get(), bound, op);
    }));
    out = std::move(fraction);
    return Outcome::ok;
  }
  void name(NameWriter& out) const { out.out << "fraction"; }
  static constexpr Spelling kSpelling{"Fraction", "FractionValidator"};
  void describe(Describer& out) const {
    out.field("strict", strict_);
    out.field_object("multiple_of", multiple_of_.get(), true);
    for (int i = 0; i < kBoundCount; ++i) out.field_object(kBounds[i].name, bounds_[i].get(), true);
  }
  bool init(const Schema& schema) {
    if (!read_bound(schema, names.multiple_of, multiple_of_)) return false;
    const int positive = multiple_of_ ? compare_with_zero(multiple_of_.get(), Py_GT) : 1;
    if (positive == 0) py::raise(PyExc_ValueError, "'multiple_of' must be greater than 0");
    return positive > 0 && schema.get_or_config(names.strict, strict_) &&
           read_bounds(schema, &read_bound, bounds_);
  }
  template <class F>
  void each_ref(F&& f) {
    f(multiple_of_);
    for (Ref& bound : bounds_) f(bound);
  }

 private:
  template <class Input>
  Outcome check_multiple(Input input, State& state, Borrowed fraction) const {
    const Ref rest = steal(PyNumber_Remainder(fraction, multiple_of_.get()));
    const int whole = rest ? compare_with_zero(rest.get(), Py_EQ) : -1;
    if (whole < 0) return Outcome::raised;
    return whole > 0 ? Outcome::ok : state.fail(ErrorType::multiple_of, input, multiple_of_);
  }

  Ref multiple_of_;
  Ref bounds_[kBoundCount];  // in the order of kBounds
  bool strict_ = false;
};

}  // namespace

const Node* build_fraction(const Schema& schema, Builder& builder) {
  return build_kind<FractionNode>(schema, builder);
}

}  // namespace pydantic_core
