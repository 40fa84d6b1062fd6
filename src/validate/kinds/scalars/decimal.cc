// validate/kinds/scalars/decimal.cc: decimal numbers, and the constraints on them.
//
// Comparing and dividing are Decimal's own methods, so that contexts, traps and huge exponents mean
// what they mean in Python. The digits alone are counted here, in the number's text: as_tuple()
// would make an object for each of them.
#include "validate/input/decimal.h"

#include <algorithm>
#include <charconv>

#include "py/call.h"
#include "py/classes.h"
#include "validate/kinds/scalars/bounds.h"
#include "validate/kinds/scalars/multiple.h"

namespace pydantic_core {
namespace {

/// How many digits a finite number takes, and how many of them are behind the point.
struct Digits {
  uint64_t all = 0;
  uint64_t decimals = 0;

  uint64_t whole() const { return all - decimals; }
};

/// A finite number as the digits of an integer, from the first one that is not 0, and a power of
/// ten.
struct Coefficient {
  uint64_t significant = 0;  ///< digits; none of 0
  uint64_t zeros = 0;        ///< how many of them are zeros at the end
  int64_t exponent = 0;

  /// Reads scientific notation as str() writes it. False when the text is no finite number.
  [[nodiscard]] bool read(std::string_view text) {
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    bool behind_point = false;
    size_t at = 0;
    for (; at < text.size() && text[at] != 'E' && text[at] != 'e'; ++at) {
      if (text[at] == '.') {
        behind_point = true;
        continue;
      }
      if (text[at] < '0' || text[at] > '9') return false;
      exponent -= behind_point;
      if (significant != 0 || text[at] != '0') ++significant;
      zeros = significant != 0 && text[at] == '0' ? zeros + 1 : 0;
    }
    if (at + 1 < text.size()) exponent += read_exponent(text.substr(at + 1));
    return true;
  }
  Digits count() const {
    Digits digits{significant != 0 ? significant : 1, 0};
    if (exponent >= 0) {
      digits.all += static_cast<uint64_t>(exponent);  // zeros that are not written
    } else {
      digits.decimals = 0 - static_cast<uint64_t>(exponent);
      digits.all = std::max(digits.all, digits.decimals);
    }
    return digits;
  }
  /// The same number with no zeros at its end.
  Coefficient without_zeros() const {
    if (significant == 0) return {};
    return {significant - zeros, 0, exponent + static_cast<int64_t>(zeros)};
  }

 private:
  /// An exponent that no int64_t holds is as good as one beyond all limits.
  static int64_t read_exponent(std::string_view text) {
    const bool negative = text.front() == '-';
    if (text.front() == '+') text.remove_prefix(1);
    int64_t exponent = 0;
    const auto error = std::from_chars(text.data(), text.data() + text.size(), exponent).ec;
    constexpr int64_t kMost = INT64_MAX / 2;
    if (error == std::errc::result_out_of_range) exponent = negative ? -kMost : kMost;
    return std::clamp(exponent, -kMost, kMost);
  }
};

/// Reads a Decimal's text, if it is a finite number's. False with an exception set.
bool read_coefficient(Borrowed decimal, Coefficient& out, bool& is_finite) {
  const Ref str = steal(PyObject_Str(decimal));
  std::string_view text;
  if (!str || !py::utf8(str.get(), text)) return false;
  out = {};
  is_finite = out.read(text);
  return true;
}

/// The truth of decimal.name(): -1 with an exception set.
int ask(Borrowed decimal, Borrowed name) {
  Ref answer = py::call_method(decimal, name);
  return answer ? PyObject_IsTrue(answer.get()) : -1;
}

/// A constraint of the schema as Decimal. False with an exception set when it cannot be one.
bool read_bound(const Schema& schema, Borrowed key, Ref& out) {
  return read_number_bound(schema, key, "Decimal", out,
                           [](PyInput input, State& state, Ref& bound) {
                             bool unused = false;
                             return read_decimal(input, state, false, bound, unused);
                           });
}

class DecimalNode : public KindNode<DecimalNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref decimal;
    bool is_finite = false;
    PC_TRY(read_decimal(input, state, state.strict_or(strict_), decimal, is_finite));
    if (checks_digits()) {
      PC_TRY(check_digits(input, state, decimal.get()));
    } else if (!allow_inf_nan_ && !is_finite) {
      const int answer = ask(decimal.get(), names.is_finite);
      if (answer < 0) return Outcome::raised;
      if (answer == 0) return state.fail(ErrorType::finite_number, input);
    }
    if (multiple_of_) PC_TRY(check_multiple(input, state, decimal.get()));
    if (bounded_) PC_TRY(check_all_bounds(input, state, decimal.get()));
    out = std::move(decimal);
    return Outcome::ok;
  }
  bool is_quiet(QuietSearch& search) const { return search.is_for_text(); }
  void name(NameWriter& out) const { out.out << "decimal"; }
  static constexpr Spelling kSpelling{"Decimal", "DecimalValidator"};
  void describe(Describer& out) const {
    out.field("strict", strict_);
    out.field("allow_inf_nan", allow_inf_nan_);
    out.field("check_digits", checks_digits());
    out.field_object("multiple_of", multiple_of_.get(), true);
    for (int i = 0; i < kBoundCount; ++i) out.field_object(kBounds[i].name, bounds_[i].get(), true);
    out.field("max_digits", max_digits_);
    out.field("decimal_places", decimal_places_);
  }
  bool init(const Schema& schema) {
    if (!schema.get_or_config(names.allow_inf_nan, allow_inf_nan_) ||
        !schema.dict.get(names.decimal_places, decimal_places_) ||
        !schema.dict.get(names.max_digits, max_digits_)) {
      return false;
    }
    if (allow_inf_nan_ && checks_digits()) {
      return py::raise(PyExc_ValueError,
                       "allow_inf_nan=True cannot be used with max_digits or decimal_places");
    }
    if (!read_with_multiple([&] { return schema.get_or_config(names.strict, strict_); },
                            [&] { return read_multiple(schema); }) ||
        !read_bounds(schema, &read_bound, bounds_)) {
      return false;
    }
    for (const Ref& bound : bounds_) bounded_ = bounded_ || bound;
    return true;
  }
  template <class F>
  void each_ref(F&& f) {
    f(multiple_of_);
    for (Ref& bound : bounds_) f(bound);
  }

 private:
  bool read_multiple(const Schema& schema) {
    if (!read_bound(schema, names.multiple_of, multiple_of_)) return false;
    if (!kMultiplesArePositive || !multiple_of_) return true;
    // NaN cannot be compared.
    int is_positive = ask(multiple_of_.get(), names.is_finite);
    if (is_positive > 0) is_positive = compare_with_zero(multiple_of_.get(), Py_GT);
    return require_multiple(is_positive);
  }
  bool checks_digits() const { return max_digits_ || decimal_places_; }
  uint64_t max_whole() const {
    return *max_digits_ > *decimal_places_ ? *max_digits_ - *decimal_places_ : 0;
  }

  template <class Input>
  static Outcome fail_digits(ErrorType type, Input input, State& state, uint64_t limit) {
    return state.fail(type, input, limit);
  }
  bool within_limits(const Digits& digits) const {
    return !(max_digits_ && digits.all > *max_digits_) &&
           !(decimal_places_ && digits.decimals > *decimal_places_) &&
           !(max_digits_ && decimal_places_ && digits.whole() > max_whole());
  }
  /// A number breaks a limit when it does both as it is written and without its trailing zeros;
  /// those are taken off only once it matters.
  template <class Input>
  Outcome check_digits(Input input, State& state, Borrowed decimal) const {
    Coefficient coefficient;
    bool is_finite;
    if (!read_coefficient(decimal, coefficient, is_finite)) return Outcome::raised;
    if (!is_finite) return state.fail(ErrorType::finite_number, input);
    const Digits digits = coefficient.count();
    if (within_limits(digits)) [[likely]]
      return Outcome::ok;
    if (kDigitsIgnoreContext) {
      coefficient = coefficient.without_zeros();
    } else {
      // The context may refuse to normalize: then the number stands as it is.
      Ref normalized = py::call_method(decimal, names.normalize);
      if (!normalized && !forgive()) return Outcome::raised;
      if (normalized && !read_coefficient(normalized.get(), coefficient, is_finite))
        return Outcome::raised;
      if (!is_finite) return Outcome::ok;
    }
    const Digits shortest = coefficient.count();
    if (max_digits_ && digits.all > *max_digits_ && shortest.all > *max_digits_)
      return fail_digits(ErrorType::decimal_max_digits, input, state, *max_digits_);
    if (!decimal_places_) return Outcome::ok;
    if (digits.decimals > *decimal_places_ && shortest.decimals > *decimal_places_)
      return fail_digits(ErrorType::decimal_max_places, input, state, *decimal_places_);
    if (max_digits_ && digits.whole() > max_whole() && shortest.whole() > max_whole())
      return fail_digits(ErrorType::decimal_whole_digits, input, state, max_whole());
    return Outcome::ok;
  }

  /// Whether the quotient is whole: -1 with an exception set.
  int is_multiple(Borrowed decimal) const {
    const Ref quotient = steal(PyNumber_TrueDivide(decimal, multiple_of_.get()));
    const Ref one = quotient ? steal(PyLong_FromLong(1)) : Ref();
    const Ref fraction = one ? steal(PyNumber_Remainder(quotient.get(), one.get())) : Ref();
    if (fraction) return compare_with_zero(fraction.get(), Py_EQ);
    if (!kUncomputableIsNoMultiple) return -1;
    Ref error = py::take_exception();
    Borrowed arithmetic = py::decimal_exception.get_or_import();
    if (arithmetic == nullptr) return -1;
    if (PyErr_GivenExceptionMatches(error.get(), arithmetic)) return 0;
    py::restore_exception(std::move(error));
    return -1;
  }

  template <class Input>
  Outcome check_multiple(Input input, State& state, Borrowed decimal) const {
    const int whole = is_multiple(decimal);
    if (whole < 0) return Outcome::raised;
    return whole > 0 ? Outcome::ok : state.fail(ErrorType::multiple_of, input, multiple_of_);
  }

  template <class Input>
  Outcome check_all_bounds(Input input, State& state, Borrowed decimal) const {
    // Comparing with NaN raises.
    const int nan = allow_inf_nan_ ? ask(decimal, names.is_nan) : 0;
    if (nan < 0) return Outcome::raised;
    return check_bounds(bounds_, input, state, [&](Borrowed bound, int op) {
      return nan ? 0 : PyObject_RichCompareBool(decimal, bound, op);
    });
  }

  Ref multiple_of_;
  Ref bounds_[kBoundCount];  // in the order of kBounds
  std::optional<size_t> max_digits_;
  std::optional<size_t> decimal_places_;
  bool strict_ = false;
  bool allow_inf_nan_ = false;
  bool bounded_ = false;
};

}  // namespace

const Node* build_decimal(const Schema& schema, Builder& builder) {
  return build_kind<DecimalNode>(schema, builder);
}

}  // namespace pydantic_core
