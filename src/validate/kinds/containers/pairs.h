// validate/kinds/containers/pairs.h: dicts, and what is made of a dict: keys that have one schema,
// values that have another.
//
// A kind has its words and what it differs in:
//
//     struct DictKind {
//       static constexpr MappingKind kKind = MappingKind::dict;
//       static constexpr const char* kName = "dict";
//       static constexpr const char* kMessage = "Dictionary";  // begins errors about the length
//       static constexpr Spelling kSpelling{"Dict", "DictValidator"};
//       // Whether making it of plain keys runs no Python code.
//       static constexpr bool kIsQuiet = true;
//       // Whether the first pair too many ends the walk; otherwise pairs are counted at the end.
//       static constexpr bool kStopsAtMost = false;
//       // The object, of the dict of its pairs; empty with an exception set.
//       static Ref make(Ref dict);
//     };
#pragma once

#include "validate/engine/build.h"
#include "validate/engine/child.h"
#include "validate/engine/streaming.h"
#include "validate/input/mapping.h"
#include "validate/kinds/containers/length.h"

namespace pydantic_core {

template <class Kind>
class PairsNode : public KindNode<PairsNode<Kind>> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    typename MappingOf<Input>::Type mapping;
    PC_TRY(read_mapping(input, state, state.strict_or(strict_), Kind::kKind, mapping));
    Ref dict = steal(py::new_dict(size_of(mapping)));
    if (!dict) return Outcome::raised;
    const uint32_t mark = state.errors.size();
    const PartialMode partial = state.allow_partial;
    bool stopped = false;
    bool too_many = false;
    ItemPath path(state);
    ItemPath key_path(state, path);
    key_path.frame.set_label([](const void*, Text& text) { text << "[key]"; }, nullptr);
    const auto take_pair = [&](auto key, auto value, bool is_last) -> Outcome {
      set_key(path.frame, key);
      Ref new_key, new_value;
      state.allow_partial = PartialMode::off;
      Outcome result = Outcome::ok;
      if (!keys_.take(key, state, new_key)) {
        const ItemPath::Link link(path);
        const ItemPath::Link key_link(key_path);
        result = keys_.node->validate(key, state, new_key);
      } else if (!new_key) {
        return Outcome::raised;
      }
      if (result == Outcome::omit) return Outcome::ok;
      if (result != Outcome::ok && result != Outcome::invalid) return result;
      // Not yet after a wrong value: the next key is still looked at, as upstream does.
      stopped = fail_fast_ && state.errors.size() != mark;
      if (stopped) return Outcome::invalid;

      state.allow_partial = is_last ? partial : PartialMode::off;
      if (!values_.take(value, state, new_value)) {
        const ItemPath::Link link(path);
        const uint32_t before = state.errors.size();
        result = values_.node->validate(value, state, new_value);
        if (result == Outcome::invalid && is_last) state.errors.truncate(before);
        if (result == Outcome::invalid || result == Outcome::omit) return Outcome::ok;
        if (result != Outcome::ok) return result;
      } else if (!new_value) {
        return Outcome::raised;
      }
      if (!new_key) return Outcome::ok;
      if (PyDict_SetItem(dict.get(), new_key.get(), new_value.get()) < 0) return Outcome::raised;
      too_many = Kind::kStopsAtMost && limits_.is_above(size_of_dict(dict));
      return too_many ? Outcome::invalid : Outcome::ok;
    };
    const Outcome outcome = for_each(mapping, state, take_pair);
    if (too_many) {
      state.errors.truncate(mark);
      return limits_.fail_long(input, state, Kind::kMessage, {});
    }
    // If iteration itself failed, report only that error.
    if (outcome == Outcome::invalid && !stopped) state.errors.keep_last(mark);
    if (outcome != Outcome::ok) return outcome;
    if (state.errors.size() != mark) return Outcome::invalid;
    PC_TRY(limits_.check(input, state, Kind::kMessage, size_of_dict(dict)));
    return finish(std::move(dict), out);
  }
  /// What a leaf gives is hashed by CPython alone.
  bool is_quiet(QuietSearch& search) const {
    return Kind::kIsQuiet && keys_.leaf && search.is_quiet(keys_.node) &&
           search.is_quiet(values_.node);
  }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    using Next = json::Stream::Next;
    Ref dict = steal(PyDict_New());
    if (!dict) return Outcome::raised;
    Next next = in.open('{');
    for (; next == Next::item; next = in.next('{')) {
      json::Node text;
      Ref key, value;
      if (!in.key(text)) return Outcome::invalid;
      const JsonInput key_input{json::Value(&text), true};
      if (!keys_.take(key_input, state, key)) PC_TRY(keys_.node->validate(key_input, state, key));
      if (!key) return Outcome::raised;
      PC_TRY(stream_value(values_, in, state, value));
      if (PyDict_SetItem(dict.get(), key.get(), value.get()) < 0) return Outcome::raised;
    }
    if (next != Next::end || !limits_.allow(size_of_dict(dict))) return Outcome::invalid;
    return finish(std::move(dict), out);
  }
  void name(NameWriter& out) const {
    NameWriter inner{out.out, true};
    out.out << Kind::kName << '[';
    keys_.node->name(inner);
    out.out << ',';
    values_.node->name(inner);
    out.out << ']';
  }
  static constexpr Spelling kSpelling = Kind::kSpelling;
  void describe(Describer& out) const {
    out.field("strict", strict_);
    describe_node(out, "key_validator", keys_.node);
    describe_node(out, "value_validator", values_.node);
    limits_.describe(out);
    out.field("fail_fast", fail_fast_);
    describe_name(out, this);
  }
  bool init(const Schema& schema, Builder& builder) {
    keys_ = Child(build_or_any(schema, names.keys_schema, builder));
    if (keys_.node == nullptr) return false;
    values_ = Child(build_or_any(schema, names.values_schema, builder));
    return values_.node != nullptr && schema.get_or_config(names.strict, strict_) &&
           limits_.init(schema) && schema.dict.get(names.fail_fast, fail_fast_);
  }

 private:
  static size_t size_of_dict(const Ref& dict) {
    return static_cast<size_t>(PyDict_GET_SIZE(dict.get()));
  }
  static Outcome finish(Ref dict, Ref& out) {
    out = Kind::make(std::move(dict));
    return out ? Outcome::ok : Outcome::raised;
  }
  static const Node* build_or_any(const Schema& schema, Borrowed name, Builder& builder) {
    Ref inner;
    if (!schema.dict.get(name, inner)) return nullptr;
    return inner ? builder.build(inner.get(), schema.config) : build_any(schema, builder);
  }

  Child keys_;
  Child values_;
  Limits limits_;
  bool strict_ = false;
  bool fail_fast_ = false;
};

}  // namespace pydantic_core
