// serialize/kinds/records/record_pairs.h: the names and values of a record's fields, one pair after
// the other.
//
// Serializing a value may run the user's code, which may change the object. The pairs of its dict,
// or the values that it has in itself (py/layout/inline_values.h), are therefore copied first.
// Attributes are asked for one by one, and held until the next one.
#pragma once

#include <span>

#include "base/vec.h"
#include "py/layout/inline_values.h"
#include "py/pairs.h"

namespace pydantic_core {

/// The values of the fields of one object: its dict if there is one, else some of its attributes,
/// else the values that it has in itself.
struct RecordValues {
  Borrowed dict = nullptr;
  Borrowed extra = nullptr;       ///< dict of a model's extras, or nullptr
  Borrowed fields_set = nullptr;  ///< set: other fields are left out; nullptr: none is
  Borrowed object = nullptr;
  const Vec<Ref>* attributes = nullptr;      ///< names; each is asked for when its turn comes
  const py::InlinePlaces* places = nullptr;  ///< of all fields in the object, where they are known
};

// Values that lie one after the other until Python code runs. Each view has value(i, name): the
// i-th value where that is the value of the field of that name, else nullptr.

/// Of pairs.
struct PairsView {
  const py::DictPair* pairs;

  Borrowed value(size_t i, Borrowed name) const {
    return pairs[i].key == name ? pairs[i].value : nullptr;
  }
};

/// Of all fields, which an instance has in itself.
struct InlineView {
  PyObject* const* values;
  const uint8_t* places;

  Borrowed value(size_t i, Borrowed) const { return values[places[i]]; }
};

/// Of fields whose values are held.
struct HeldView {
  const Ref* values;

  Borrowed value(size_t i, Borrowed) const { return values[i].get(); }
};

/// take(view) with the values of an object's dict, or those that it has in itself, where there are
/// as many as fields, `count`; Result() elsewhere, and where they do not lie still.
template <class Result, class Take>
[[gnu::always_inline]] inline Result with_view(const RecordValues& values, size_t count,
                                               Take&& take) {
  if constexpr (py::kInstancesKeepValues) {
    const py::InlinePairs pairs = values.dict != nullptr ? py::InlinePairs::of_dict(values.dict)
                                                         : py::InlinePairs::of(values.object);
    if (pairs) {
      PyObject* const* const all =
          values.places != nullptr ? values.places->all_of(pairs) : nullptr;
      return all != nullptr ? take(InlineView{all, values.places->at()}) : Result();
    }
  }
  Py_ssize_t places = 0;
  const py::DictPair* pairs = values.dict != nullptr ? py::pairs_of(values.dict, places) : nullptr;
  return pairs != nullptr && static_cast<size_t>(places) == count ? take(PairsView{pairs})
                                                                  : Result();
}

class RecordPairs {
 public:
  enum class Step : uint8_t { pair, end, raised };

  /// To be called first. `done`: how many fields have been dealt with already. If it is not 0, the
  /// record has all fields, in their order, and nothing else. `values` must stay alive. False with
  /// an exception set.
  [[nodiscard]] bool init(const RecordValues& values, uint32_t done) {
    values_ = &values;
    at_ = done;
    if (values.attributes != nullptr) {
      size_ = values.attributes->size();
      return true;
    }
    if (!take()) return false;
    size_ = copy_.size();
    return true;
  }

  /// Goes to the next pair. `raised`: an attribute could not be had; an exception is set.
  [[nodiscard]] Step next() {
    if (at_ >= size_) return Step::end;
    if (values_->attributes == nullptr) {
      const py::DictPair& pair = copy_.begin()[at_++];
      key_ = pair.key;
      value_ = pair.value;
      return Step::pair;
    }
    key_ = (*values_->attributes)[at_++].get();
    held_value_ = steal(PyObject_GetAttr(values_->object, key_));
    value_ = held_value_.get();
    return value_ != nullptr ? Step::pair : Step::raised;
  }
  /// How many pairs were before this one.
  uint32_t place() const { return static_cast<uint32_t>(at_ - 1); }
  Borrowed key() const { return key_; }
  Borrowed value() const { return value_; }

  /// The pairs after this one, as far as they are known.
  std::span<const py::DictPair> ahead() const {
    if (values_->attributes != nullptr || at_ >= size_) return {};
    return {copy_.begin() + at_, size_ - at_};
  }
  /// Goes past the first `count` of those.
  void skip(size_t count) { at_ += count; }

 private:
  /// Copies the pairs. False with an exception set.
  bool take() {
    if (values_->dict != nullptr) return copy_.take(values_->dict);
    if (const auto pairs = py::InlinePairs::of(values_->object)) return copy_.take(pairs);
    // It has got a dict since.
    const Ref dict = steal(PyObject_GenericGetDict(values_->object, nullptr));
    return dict && copy_.take(dict.get());
  }

  const RecordValues* values_ = nullptr;
  size_t at_ = 0;
  size_t size_ = 0;
  Borrowed key_ = nullptr;
  Borrowed value_ = nullptr;
  Ref held_value_;
  Pairs copy_;
};

}  // namespace pydantic_core
