// validate/input/record.h: inputs that have named fields: dicts, other mappings, objects with
// attributes, JSON objects.
//
// `find` looks a field up by its paths; afterwards `for_each` (mapping.h) walks all pairs, for
// extra ones.
#pragma once

#include "base/bitset.h"
#include "py/layout/inline_values.h"
#include "schema/lookup.h"
#include "validate/input/mapping.h"
#include "validate/input/read_leaf.h"

namespace pydantic_core {

/// A value found, and the path under which it was. `keep` owns it where the record does not.
template <class Input>
struct Found {
  const LookupPath* path = nullptr;
  Input value{};
  Ref keep;
};

class PyRecord {
 public:
  using Item = PyInput;
  static constexpr bool kChecksAll = false;

  /// Takes a dict, in lax mode another mapping, and with `from_attributes` nearly any object. Other
  /// input gives `type_error`, with `class_name` as its field (nullptr: it has none), or with
  /// `from_attributes` the error model_attributes_type.
  [[gnu::always_inline]] Outcome open(PyInput input, State& state, bool strict,
                                      bool from_attributes, const KeyTable&, ErrorType type_error,
                                      Borrowed class_name) {
    object_ = input.object;
    in_order_ = PyDict_CheckExact(input.object);
    return in_order_ ? Outcome::ok
                     : open_other(input, state, strict, from_attributes, type_error, class_name);
  }
  /// Takes a dict, also one of a subclass, as keyword arguments are.
  void open_dict(Borrowed dict) {
    object_ = dict;
    in_order_ = PyDict_CheckExact(dict);
  }
  /// To be called before next() or take(), at first and whenever Python code may have run.
  [[gnu::always_inline]] void resume() {
    Py_ssize_t count;
    pairs_ = in_order_ ? py::pairs_of(object_, count) : nullptr;
    end_ = pairs_ != nullptr ? count : at_;
  }
  /// The value under `path`, where it comes next: input often comes in the order of the fields, one
  /// pair after the other. False: find() must be called.
  [[gnu::always_inline]] bool next(const LookupPath& path, Found<PyInput>& out) {
    Borrowed value = peek(path);
    if (value == nullptr) return false;
    only_leaves_ = false;
    out.keep = borrow(value);
    out.path = &path;
    out.value = PyInput{value};
    ++at_;
    return true;
  }
  /// The same for a value that a leaf takes. As read_leaf.
  [[gnu::always_inline]] bool take(const LookupPath& path, Leaf leaf, State& state, Ref& out) {
    Borrowed value = peek(path);
    if (value == nullptr || !read_leaf(leaf, PyInput{value}, state, out)) return false;
    ++at_;
    return true;
  }
  [[gnu::always_inline]] Outcome find(LookupPaths paths, State& state, Found<PyInput>& out) {
    only_leaves_ = false;
    if (in_order_) {
      const LookupPath& path = *paths.begin();
      if (!path.rest && (out.keep = py::dict_next_if(object_, at_, path.key.get()))) {
        out.path = &path;
        out.value = PyInput{out.keep.get()};
        return Outcome::ok;
      }
    }
    return look_up(paths, state, out);
  }
  /// The last key as locations show it: a str (or an int); empty when there is none. False with an
  /// exception set.
  [[nodiscard]] bool last_key(Ref& out) const;
  /// Attributes are no keys: there is nothing extra about those that no field asks for.
  bool is_attributes() const { return source_ == Source::attributes; }
  /// False only when it is certain that no key is unused, given the slots of those that were used
  /// and their number.
  bool may_have_extra(const KeyTable& keys, const BitSet& used, size_t used_count) const {
    return size() != used_count || (!only_leaves_ && !has_only(object_, keys, used));
  }
  /// How many keys there are; SIZE_MAX when that is not known. Arguments of calls and of
  /// dataclasses go by it alone, whatever a validator has done to the dict.
  size_t size() const {
    return source_ == Source::dict ? static_cast<size_t>(PyDict_GET_SIZE(object_)) : SIZE_MAX;
  }
  template <class F>
  Outcome for_each_pair(State& state, F&& f) {
    PyMapping mapping;
    if (source_ == Source::dict) {
      mapping.source = object_;
    } else {
      PC_TRY(open_mapping(PyInput{object_}, state, mapping));
    }
    return for_each(mapping, state, std::forward<F>(f));
  }
  /// The same, where a key that comes more than once counts once.
  template <class F>
  Outcome for_each_key(State& state, F&& f) {
    return for_each_pair(state, std::forward<F>(f));
  }

 private:
  enum class Source : uint8_t { dict, mapping, attributes };

  /// The value of the pair that comes next, if it is under `path`: unheld, usable until Python code
  /// runs.
  [[gnu::always_inline]] Borrowed peek(const LookupPath& path) const {
    if (path.rest) return nullptr;
    if (at_ >= end_) return py::kInstancesKeepValues && in_order_ ? peek_inline(path) : nullptr;
    const py::DictPair& pair = pairs_[at_];
    // The key of a deleted pair is gone too.
    return pair.value != nullptr && py::is_same_key(pair.key, path.key.get()) ? pair.value
                                                                              : nullptr;
  }
  /// The same for a dict over the values of an instance.
  Borrowed peek_inline(const LookupPath& path) const {
    const py::InlinePairs pairs = py::InlinePairs::of_dict(object_);
    if (static_cast<size_t>(at_) >= pairs.size()) return nullptr;
    const auto [key, value] = pairs[static_cast<size_t>(at_)];
    return py::is_same_key(key, path.key.get()) ? value : nullptr;
  }
  Outcome open_other(PyInput input, State& state, bool strict, bool from_attributes,
                     ErrorType type_error, Borrowed class_name);
  Outcome look_up(LookupPaths paths, State& state, Found<PyInput>& out);
  static bool has_only(Borrowed dict, const KeyTable& keys, const BitSet& used);

  static bool find_in(Borrowed object, Source source, LookupPaths paths, const LookupPath*& found,
                      Ref& value);

  Borrowed object_ = nullptr;  // what has the fields
  Ref extra_fields_;           // the dict of (object, dict) given with from_attributes
  Source source_ = Source::dict;
  bool in_order_ = false;                // a dict whose keys came one after the other so far
  Py_ssize_t at_ = 0;                    // of the pair that should come next
  Py_ssize_t end_ = 0;                   // of pairs_; at_ where there are none
  const py::DictPair* pairs_ = nullptr;  // of such a dict, while no Python code runs
  bool only_leaves_ = true;              // no Python code has run for a value so far
  friend class StringRecord;
};

class StringRecord {
 public:
  using Item = StringInput;
  /// All pairs are walked, to find values that are neither text nor dicts. A field may have taken
  /// only a part of such a value.
  static constexpr bool kChecksAll = true;

  Outcome open(StringInput input, State& state, bool strict, bool from_attributes,
               const KeyTable& keys, ErrorType type_error, Borrowed class_name);
  Outcome find(LookupPaths paths, State& state, Found<StringInput>& out);
  void resume() {}
  bool next(const LookupPath&, Found<StringInput>&) { return false; }
  bool take(const LookupPath&, Leaf, State&, Ref&) { return false; }
  [[nodiscard]] bool last_key(Ref& out) const;
  bool is_attributes() const { return false; }
  bool may_have_extra(const KeyTable& keys, const BitSet& used, size_t used_count) const {
    return size() != used_count || !PyRecord::has_only(mapping_.dict, keys, used);
  }
  size_t size() const { return static_cast<size_t>(PyDict_GET_SIZE(mapping_.dict)); }
  template <class F>
  Outcome for_each_pair(State& state, F&& f) {
    return for_each(mapping_, state, std::forward<F>(f));
  }
  template <class F>
  Outcome for_each_key(State& state, F&& f) {
    return for_each_pair(state, std::forward<F>(f));
  }

 private:
  StringMapping mapping_;
};

/// A JSON object whose keys were matched against the fields' once, when it was opened.
class JsonRecord {
 public:
  using Item = JsonInput;
  static constexpr bool kChecksAll = false;

  JsonRecord() = default;
  JsonRecord(const JsonRecord&) = delete;
  JsonRecord& operator=(const JsonRecord&) = delete;
  ~JsonRecord() {
    if (slots_ != few_) std::free(slots_);
  }

  Outcome open(JsonInput input, State& state, bool strict, bool from_attributes,
               const KeyTable& keys, ErrorType type_error, Borrowed class_name);
  Outcome find(LookupPaths paths, State&, Found<JsonInput>& out) {
    for (const LookupPath& path : paths) {
      const json::Node* value = slots_[path.slot];
      if (value == nullptr) continue;
      if (path.rest && !(value = follow(value, path.rest.get()))) continue;
      out.path = &path;
      out.value = JsonInput{json::Value(value)};
      return Outcome::ok;
    }
    out.path = nullptr;
    return Outcome::ok;
  }
  void resume() {}
  [[gnu::always_inline]] bool next(const LookupPath& path, Found<JsonInput>& out) {
    const json::Node* value = slots_[path.slot];
    if (value == nullptr || path.rest) return false;
    out.path = &path;
    out.value = JsonInput{json::Value(value)};
    return true;
  }
  [[gnu::always_inline]] bool take(const LookupPath& path, Leaf leaf, State& state, Ref& out) {
    const json::Node* value = slots_[path.slot];
    return value != nullptr && !path.rest &&
           read_leaf(leaf, JsonInput{json::Value(value)}, state, out);
  }
  [[nodiscard]] bool last_key(Ref& out) const;
  bool is_attributes() const { return false; }
  bool may_have_extra(const KeyTable&, const BitSet&, size_t used_count) const {
    return size() != used_count;
  }
  size_t size() const { return mapping_.object.size(); }
  template <class F>
  Outcome for_each_pair(State& state, F&& f) {
    return for_each(mapping_, state, std::forward<F>(f));
  }
  template <class F>
  Outcome for_each_key(State&, F&& f) {
    Vec<json::Member> members;
    if (!unique_members(mapping_.object, members)) return py::no_memory();
    for (const json::Member& member : members)
      PC_TRY(f(JsonInput{member.key, true}, JsonInput{member.value}, false));
    return Outcome::ok;
  }

 private:
  static constexpr uint32_t kFew = 24;

  static const json::Node* follow(const json::Node* value, Borrowed steps);

  JsonMapping mapping_;
  const json::Node** slots_ = few_;
  const json::Node* few_[kFew];
};

template <class Input>
struct RecordOf;
template <>
struct RecordOf<PyInput> {
  using Type = PyRecord;
};
template <>
struct RecordOf<JsonInput> {
  using Type = JsonRecord;
};
template <>
struct RecordOf<StringInput> {
  using Type = StringRecord;
};

}  // namespace pydantic_core
