// validate/input/arguments.h: input as the arguments of a call: some by position, some by name.
//
// Those by name are a record, so that aliases are looked up as fields' are. Text has no form for
// arguments: validate_strings never comes here.
#pragma once

#include "validate/input/args_kwargs.h"
#include "validate/input/record.h"

namespace pydantic_core {

class PyArguments {
 public:
  using Record = PyRecord;

  /// Takes a dict (all by name), ArgsKwargs, or a tuple or list (all by position).
  Outcome open(PyInput input, State& state, const KeyTable&) {
    Borrowed object = input.object;
    if (PyDict_Check(object)) {
      open_keywords(object);
    } else if (is_args_kwargs(object)) {
      open_args_kwargs(object);
    } else if (PyTuple_Check(object)) {
      positional_ = borrow(object);
    } else if (PyList_Check(object)) {
      positional_ = steal(PyList_AsTuple(object));
      if (!positional_) return Outcome::raised;
    } else {
      return state.fail(ErrorType::arguments_type, input);
    }
    return Outcome::ok;
  }
  void open_args_kwargs(Borrowed object) {
    positional_ = borrow(args_of(object));
    if (Borrowed kwargs = kwargs_of(object)) open_keywords(kwargs);
  }
  /// How many are given by position.
  size_t size() const {
    return positional_ ? static_cast<size_t>(PyTuple_GET_SIZE(positional_.get())) : 0;
  }
  PyInput at(size_t index) {
    return {PyTuple_GET_ITEM(positional_.get(), static_cast<Py_ssize_t>(index))};
  }
  /// Those given by name; nullptr when the input has no place for any.
  Record* keywords() { return has_keywords_ ? &keywords_ : nullptr; }

 private:
  void open_keywords(Borrowed dict) {
    keywords_.open_dict(dict);
    has_keywords_ = true;
  }

  Ref positional_;  // tuple or empty
  PyRecord keywords_;
  bool has_keywords_ = false;
};

class JsonArguments {
 public:
  using Record = JsonRecord;

  /// Takes an object (all by name) or an array (all by position).
  Outcome open(JsonInput input, State& state, const KeyTable& keys) {
    if (input.value.is_array()) {
      size_ = input.value.size();
      next_ = input.value.as_array().begin();
      return Outcome::ok;
    }
    has_keywords_ = true;
    return keywords_.open(input, state, false, false, keys, ErrorType::arguments_type, nullptr);
  }
  size_t size() const { return size_; }
  /// To be called with indexes that never go down: arrays are walked, not indexed.
  JsonInput at(size_t index) {
    for (; next_index_ < index; ++next_index_) ++next_;
    return JsonInput{*next_};
  }
  Record* keywords() { return has_keywords_ ? &keywords_ : nullptr; }

 private:
  size_t size_ = 0;
  size_t next_index_ = 0;
  json::ArrayRange::Iterator next_{nullptr};
  JsonRecord keywords_;
  bool has_keywords_ = false;
};

}  // namespace pydantic_core
