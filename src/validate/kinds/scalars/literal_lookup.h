// validate/kinds/scalars/literal_lookup.h: finds an input among a fixed set of Python values, for
// literals, enums and the tags of unions.
//
// Python's equality alone is too generous: 1 == True == 1.0. So an exact bool, int or str is first
// looked for among the values of its own type; then among all other values by hash, or by equality
// where they have none; and last, as equality has it, among the bools, ints and strs again.
//
// The first step needs no Python object: a text is looked up by its UTF-8, an int of 64 bits by its
// value. Most inputs end there. So do those that are none of the values, where all values are ints
// and strs: an exact int equals no str, and an exact str no int.
#pragma once

#include "base/slot_table.h"
#include "py/sync.h"
#include "schema/describe.h"
#include "validate/input/plain.h"
#include "validate/input/scalars.h"

namespace pydantic_core {

/// Keys of one type, each with the index of its value; of equal ones the last index counts.
template <class Key>
class LiteralKeys {
 public:
  static constexpr Py_ssize_t kNone = -1;

  bool empty() const { return keys_.size() == 0; }
  /// A text must live as long as this. False with MemoryError set.
  [[nodiscard]] bool add(Key key, Py_ssize_t index) {
    uint32_t slot;
    if (!keys_.add(key, slot)) return py::no_memory();
    if (slot == indices_.size()) return indices_.push(index) || py::no_memory();
    indices_[slot] = index;
    return true;
  }
  /// The index of the value with that key, or kNone.
  Py_ssize_t find(Key key) const {
    const uint32_t slot = keys_.find(key);
    return slot == SlotTable<Key>::kMissing ? kNone : indices_[slot];
  }
  /// Calls visit(key, index) with all, until it is false; whether it never was.
  template <class Visit>
  bool each(Visit&& visit) const {
    for (uint32_t slot = 0; slot < keys_.size(); ++slot) {
      if (!visit(keys_[slot], indices_[slot])) return false;
    }
    return true;
  }

 private:
  SlotTable<Key> keys_;
  Vec<Py_ssize_t> indices_;  // by slot
};

class LiteralLookup {
 public:
  static constexpr Py_ssize_t kNone = -1;

  /// To be called first. False with MemoryError set.
  [[nodiscard]] bool init();
  /// Adds a value; its index is the number of those added before. False with an exception set.
  [[nodiscard]] bool add(Borrowed value);

  /// Whether the values are strs and nothing else.
  bool is_all_text() const { return !texts_.empty() && ints_.empty() && !has_others(); }
  /// Whether looking up a plain value (quiet.h) runs no code of the values'.
  bool is_quiet() const { return quiet_; }
  /// Calls visit(text) with the strs, until it is false; whether it never was.
  template <class Visit>
  bool each_text(Visit&& visit) const {
    return texts_.each([&](std::string_view text, Py_ssize_t) { return visit(text); });
  }

  /// Sets `index` to that of the value that the input is, or to kNone. The two errors there are: an
  /// integer beyond 64 bits where ints are expected, and a lone surrogate where strs are.
  Outcome find(PyInput input, State& state, Py_ssize_t& index) const;
  Outcome find(JsonInput input, State& state, Py_ssize_t& index) const;
  Outcome find(StringInput input, State& state, Py_ssize_t& index) const;

  /// Sets `index` to that of the int, str or float that the input converts to, or to kNone. Beside
  /// the two errors of find() there is one for a member of another enum whose value is no integer.
  template <class Input>
  Outcome find_int(Input input, State& state, bool strict, Py_ssize_t& index) const {
    index = kNone;
    if (ints_.empty()) return Outcome::ok;
    if (int64_t number; as_int64(input, number)) {
      index = ints_.find(number);
      return Outcome::ok;
    }
    Ref value;
    const Outcome read = attempt(state, [&] { return read_int(input, state, strict, value); });
    if (read == Outcome::ok) PC_TRY(index_of(state, value));
    if (read != Outcome::ok) return after_reading(read);
    return find_int_object(value.get(), state, index);
  }
  template <class Input>
  Outcome find_str(Input input, State& state, bool strict, Py_ssize_t& index) const {
    index = kNone;
    if (texts_.empty()) return Outcome::ok;
    if (std::string_view text; as_text(input, text)) {
      index = texts_.find(text);
      return Outcome::ok;
    }
    Ref value;
    const Outcome read =
        attempt(state, [&] { return read_str(input, state, strict, false, value); });
    return read == Outcome::ok ? find_str_object(value.get(), state, index) : after_reading(read);
  }
  template <class Input>
  Outcome find_float(Input input, State& state, bool strict, Py_ssize_t& index) const {
    index = kNone;
    if (!has_items(hashed_)) return Outcome::ok;
    FloatValue number;
    const Outcome read = attempt(state, [&] { return read_float(input, state, strict, number); });
    if (read != Outcome::ok) return after_reading(read);
    const Ref value = steal(PyFloat_FromDouble(number.value));
    if (!value) return Outcome::raised;
    return look_up(hashed_, value.get(), index) ? Outcome::ok : after_look_up();
  }

  void describe(Describer& out) const;
  template <class F>
  void each_ref(F&& f) {
    f(hashed_), f(primitives_);
    for (Unhashable& value : unhashable_) f(value.value);
  }

 private:
  struct Unhashable {
    Ref value;
    Py_ssize_t index;
  };

  static bool has_items(const Ref& dict) { return PyDict_GET_SIZE(dict.get()) != 0; }
  bool has_bools() const { return bools_[0] != kNone || bools_[1] != kNone; }
  /// Whether there are values beside the ints and texts.
  bool has_others() const { return has_items(hashed_) || !unhashable_.empty(); }
  /// Looks `key` up; what cannot be hashed or compared is not there. An exception is set only for
  /// want of memory.
  static bool look_up(const Ref& dict, Borrowed key, Py_ssize_t& index);
  /// What comes of a look-up that found nothing.
  static Outcome after_look_up() { return PyErr_Occurred() ? Outcome::raised : Outcome::ok; }
  /// The outcome where reading gave no value: ok, as an object that cannot be read is none of the
  /// values; or raised, for MemoryError.
  static Outcome after_reading(Outcome read);
  /// Among the values of its own type: an exact int, a str. The two errors are theirs.
  Outcome find_int_object(Borrowed number, State& state, Py_ssize_t& index) const;
  Outcome find_str_object(Borrowed text, State& state, Py_ssize_t& index) const;
  Outcome find_object(Borrowed object, State& state, Py_ssize_t& index) const;
  /// Among the values that Python compares.
  Outcome find_by_equality(Borrowed object, Py_ssize_t& index) const;
  /// A text that strict mode takes for a bool: there is no other way to write one there.
  bool find_bool(std::string_view text, Py_ssize_t& index) const;

  Py_ssize_t bools_[2] = {kNone, kNone};
  LiteralKeys<int64_t> ints_;            // exact ints of 64 bits
  LiteralKeys<std::string_view> texts_;  // exact strs, in the UTF-8 that they keep themselves
  Vec<Ref> strs_;                        // the strs of texts_: a dict's keys can be taken away
  Ref hashed_;                           // dict of all others that can be hashed, bools too → index
  Ref primitives_;                       // dict of bools, ints and strs → index
  Vec<Unhashable> unhashable_;
  Py_ssize_t count_ = 0;
  bool quiet_ = true;  // all values are of built-in types
};

}  // namespace pydantic_core
