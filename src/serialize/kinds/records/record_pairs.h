// serialize/kinds/records/record_pairs.h: the names and values of a record's fields, one pair after
// the other.
//
// Serializing a value may run the user's code, which may change the object. A dict is therefore
// read in one of two ways: live, where each pair is what it is when its turn comes, or from a copy
// of its pairs. Attributes are asked for one by one. A pair is held until the next one.
#pragma once

#include <span>

#include "base/vec.h"
#include "py/pairs.h"

namespace pydantic_core {

/// The values of the fields of one object: its dict, or some of its attributes.
struct RecordValues {
  Borrowed dict = nullptr;        ///< nullptr: see attributes
  Borrowed extra = nullptr;       ///< dict of a model's extras, or nullptr
  Borrowed fields_set = nullptr;  ///< set: other fields are left out; nullptr: none is
  Borrowed object = nullptr;
  const Vec<Ref>* attributes = nullptr;  ///< names; each is asked for when its turn comes
};

class RecordPairs {
 public:
  enum class Step : uint8_t { pair, end, raised };

  /// To be called first. `live`: only as many pairs are read as the dict has now. `values` must
  /// stay alive. False with MemoryError set.
  [[nodiscard]] bool init(const RecordValues& values, bool live) {
    values_ = &values;
    if (values.attributes != nullptr) {
      left_ = values.attributes->size();
      return true;
    }
    copied_ = py::kFreeThreaded || !live;
    if (copied_ && !copy_.take(values.dict)) return false;
    left_ = copied_ ? copy_.size() : static_cast<size_t>(PyDict_GET_SIZE(values.dict));
    return true;
  }

  /// After a live init: goes to the place `at` of the dict, which had `size` pairs at first.
  void resume(uint32_t at, uint32_t size) {
    at_ = at;
    left_ = size - at;
  }

  /// Goes to the next pair. `raised`: an attribute could not be had; an exception is set.
  [[nodiscard]] Step next() {
    if (left_ == 0) return Step::end;
    --left_;
    if (copied_) {
      const py::DictPair& pair = copy_.begin()[at_++];
      key_ = pair.key;
      value_ = pair.value;
      return Step::pair;
    }
    if (values_->attributes != nullptr) {
      key_ = (*values_->attributes)[static_cast<size_t>(at_++)].get();
      held_value_ = steal(PyObject_GetAttr(values_->object, key_));
      value_ = held_value_.get();
      return value_ != nullptr ? Step::pair : Step::raised;
    }
    if (!py::dict_next(values_->dict, at_, held_key_, held_value_)) return Step::end;
    key_ = held_key_.get();
    value_ = held_value_.get();
    return Step::pair;
  }
  Borrowed key() const { return key_; }
  Borrowed value() const { return value_; }

  /// The pairs after this one, as far as they are known to lie still until Python code runs; a
  /// deleted one has no key.
  std::span<const py::DictPair> ahead() const {
    if (copied_) return {copy_.begin() + at_, left_};
    Py_ssize_t count = 0;
    const py::DictPair* pairs =
        values_->dict != nullptr ? py::pairs_of(values_->dict, count) : nullptr;
    if (pairs == nullptr || count <= at_) return {};
    const auto there = static_cast<size_t>(count - at_);
    return {pairs + at_, there < left_ ? there : left_};
  }
  /// Goes past the first `count` of those, none of which is deleted.
  void skip(size_t count) {
    at_ += static_cast<Py_ssize_t>(count);
    left_ -= count;
  }

 private:
  const RecordValues* values_ = nullptr;
  bool copied_ = false;
  Py_ssize_t at_ = 0;
  size_t left_ = 0;
  Borrowed key_ = nullptr;
  Borrowed value_ = nullptr;
  Ref held_key_;
  Ref held_value_;
  Pairs copy_;
};

}  // namespace pydantic_core
