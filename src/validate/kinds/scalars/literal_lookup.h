// validate/kinds/scalars/literal_lookup.h: finds an input among a fixed set of Python values, for
// literals, enums and the tags of unions.
//
// Python's equality alone is too generous: 1 == True == 1.0. So an exact bool, int or str is first
// looked for among the values of its own type; then among all other values by hash, or by equality
// where they have none; and last, as equality has it, among the bools, ints and strs again.
#pragma once

#include "py/sync.h"
#include "schema/describe.h"
#include "validate/input/scalars.h"

namespace pydantic_core {

class LiteralLookup {
 public:
  static constexpr Py_ssize_t kNone = -1;

  [[nodiscard]] bool init();
  /// Adds a value; its index is the number of those added before. False with an exception set.
  [[nodiscard]] bool add(Borrowed value);

  /// Whether the values are strs and nothing else.
  bool is_all_text() const {
    return count_ != 0 && PyDict_GET_SIZE(primitives_.get()) == PyDict_GET_SIZE(strs_.get()) &&
           !has_items(hashed_) && unhashable_.empty();
  }
  /// Whether looking up a plain value (quiet.h) runs no code of the values'.
  bool is_quiet() const { return quiet_; }
  /// Calls visit(text) with the strs, until it is false; whether it never was.
  template <class Visit>
  bool each_text(Visit&& visit) const {
    Py_ssize_t at = 0;
    std::string_view text;
    for (Borrowed key, index; py::dict_next_unheld(strs_.get(), at, key, index);) {
      if (!py::utf8(key, text) || !visit(text)) return false;
    }
    return true;
  }

  /// Sets `index` to that of the value that the input is, or to kNone. The two errors there are: an
  /// integer beyond 64 bits where ints are expected, and a lone surrogate where strs are.
  Outcome find(PyInput input, State& state, Py_ssize_t& index) const;
  Outcome find(JsonInput input, State& state, Py_ssize_t& index) const;
  Outcome find(StringInput input, State& state, Py_ssize_t& index) const;

  /// The index among the ints, strs or floats of what the input converts to, or kNone. The same two
  /// errors, and that of the value of another enum's member that is no integer.
  template <class Input>
  Outcome find_int(Input input, State& state, bool strict, Py_ssize_t& index) const {
    index = kNone;
    if (!has_items(ints_)) return Outcome::ok;
    Ref value;
    const Outcome read = attempt(state, [&] { return read_int(input, state, strict, value); });
    if (read == Outcome::ok) PC_TRY(index_of(state, value));
    return find_converted(read, ints_, value, state, index);
  }
  template <class Input>
  Outcome find_str(Input input, State& state, bool strict, Py_ssize_t& index) const {
    index = kNone;
    if (!has_items(strs_)) return Outcome::ok;
    Ref value;
    const Outcome read =
        attempt(state, [&] { return read_str(input, state, strict, false, value); });
    return find_converted(read, strs_, value, state, index);
  }
  template <class Input>
  Outcome find_float(Input input, State& state, bool strict, Py_ssize_t& index) const {
    index = kNone;
    if (!has_items(hashed_)) return Outcome::ok;
    FloatValue number;
    const Outcome read = attempt(state, [&] { return read_float(input, state, strict, number); });
    Ref value;
    if (read == Outcome::ok && !(value = steal(PyFloat_FromDouble(number.value))))
      return Outcome::raised;
    return find_converted(read, hashed_, value, state, index);
  }

  void describe(Describer& out) const;
  template <class F>
  void each_ref(F&& f) {
    f(ints_), f(strs_), f(hashed_), f(primitives_);
    for (Unhashable& value : unhashable_) f(value.value);
  }

 private:
  struct Unhashable {
    Ref value;
    Py_ssize_t index;
  };

  static bool has_items(const Ref& dict) { return PyDict_GET_SIZE(dict.get()) != 0; }
  /// The errors of an int or str that is not among the ints and strs.
  static Outcome check_unknown(Borrowed object, State& state);
  Outcome find_object(Borrowed object, State& state, Py_ssize_t& index) const;
  /// A text that strict mode takes for a bool: there is no other way to write one there.
  bool find_bool(std::string_view text, Py_ssize_t& index) const;
  Outcome find_converted(Outcome read, const Ref& dict, const Ref& value, State& state,
                         Py_ssize_t& index) const;

  Py_ssize_t bools_[2] = {kNone, kNone};
  Ref ints_;        // dict of exact ints of 64 bits → index
  Ref strs_;        // dict of exact strs → index
  Ref hashed_;      // dict of all others that can be hashed → index
  Ref primitives_;  // dict of bools, ints and strs → index
  Vec<Unhashable> unhashable_;
  Py_ssize_t count_ = 0;
  bool quiet_ = true;  // all values are of built-in types
};

}  // namespace pydantic_core
