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

#include "py/layout/containers.h"
#include "validate/engine/build.h"
#include "validate/engine/child.h"
#include "validate/engine/item_walk.h"
#include "validate/engine/streaming.h"
#include "validate/input/mapping.h"
#include "validate/kinds/containers/length.h"

namespace pydantic_core {

/// How the pairs are treated.
struct PairRules {
  Child keys;
  Child values;
  bool any_key = false;    ///< keys stay as they are, whatever they are
  bool any_value = false;  ///< the same of values

  /// A copy of an exact dict, if it has pairs and all stay as they are: `out` is empty if not. Runs
  /// no Python code. `raised`: memory ran out.
  Outcome copy(Borrowed dict, Ref& out) const;
};

template <class Kind>
class PairsNode : public KindNode<PairsNode<Kind>> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    typename MappingOf<Input>::Type mapping;
    PC_TRY(read_mapping(input, state, state.strict_or(strict_), Kind::kKind, mapping));
    if constexpr (std::is_same_v<Input, PyInput>) {
      if (PyDict_CheckExact(input.object) &&
          !limits_.is_above(static_cast<size_t>(PyDict_GET_SIZE(input.object)))) {
        Ref copy;
        PC_TRY(rules_.copy(input.object, copy));
        if (copy) {
          if (rules_.any_key || rules_.any_value)
            state.floor_exactness(Exactness::strict);  // as its node does
          PC_TRY(limits_.check(input, state, Kind::kMessage, size_of_dict(copy)));
          return finish(std::move(copy), out);
        }
      }
    }
    Ref dict = steal(py::new_dict(size_of(mapping)));
    if (!dict) return Outcome::raised;
    ItemWalk walk(state, fail_fast_);
    ItemPath path(state);
    ItemPath key_path(state, path);
    key_path.frame.set_label([](const void*, Text& text) { text << "[key]"; }, nullptr);
    const auto take_pair = [&](auto key, auto value, bool is_last) -> Outcome {
      set_key(path.frame, key);
      Ref new_key, new_value;
      Outcome outcome = Outcome::ok;
      walk.enter(false);
      if (!rules_.keys.take(key, state, new_key)) {
        const ItemPath::Link link(path);
        const ItemPath::Link key_link(key_path);
        outcome = rules_.keys.node->validate(key, state, new_key);
      } else if (!new_key) {
        return Outcome::raised;
      }
      if (outcome == Outcome::omit) return Outcome::ok;
      PC_TRY(go_on(outcome));
      // fail_fast does not end the walk after a wrong value: as in upstream, the next key is
      // validated first.
      PC_TRY(walk.check());

      walk.enter(is_last);
      if (!rules_.values.take(value, state, new_value)) {
        const ItemPath::Link link(path);
        const uint32_t before = state.errors.size();
        outcome = rules_.values.node->validate(value, state, new_value);
        if (outcome != Outcome::ok) return walk.leave_out(outcome, before, is_last);
      } else if (!new_value) {
        return Outcome::raised;
      }
      if (!new_key) return Outcome::ok;
      if (PyDict_SetItem(dict.get(), new_key.get(), new_value.get()) < 0) return Outcome::raised;
      return Kind::kStopsAtMost && limits_.is_above(size_of_dict(dict))
                 ? limits_.fail_long(input, state, Kind::kMessage, {})
                 : Outcome::ok;
    };
    PC_TRY(walk.finish(for_each(mapping, state, take_pair)));
    PC_TRY(limits_.check(input, state, Kind::kMessage, size_of_dict(dict)));
    return finish(std::move(dict), out);
  }
  /// Hashing the values of a leaf, or keys of plain input as they are, runs no user code.
  bool is_quiet(QuietSearch& search) const {
    return Kind::kIsQuiet && (rules_.keys.leaf || rules_.any_key) &&
           search.is_quiet(rules_.keys.node) && search.is_quiet(rules_.values.node);
  }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    using Next = json::Stream::Next;
    if (takes_all(state)) return stream_as_is(in, state, out);
    Ref dict = py::make_dict();
    if (!dict) return Outcome::raised;
    const size_t most = limits_.most();
    Next next = in.open('{');
    for (; next == Next::item; next = in.next('{')) {
      json::Node text;
      Ref key, value;
      if (!in.key(text)) return Outcome::invalid;
      const JsonInput key_input{json::Value(&text), true};
      if (!rules_.keys.take(key_input, state, key))
        PC_TRY(rules_.keys.node->validate(key_input, state, key));
      if (!key) return Outcome::raised;
      PC_TRY(stream_value(rules_.values, in, state, value));
      if (PyDict_SetItem(dict.get(), key.get(), value.get()) < 0) return Outcome::raised;
      if (size_of_dict(dict) > most) return Outcome::invalid;
    }
    if (next != Next::end || !limits_.allow(size_of_dict(dict))) return Outcome::invalid;
    return finish(std::move(dict), out);
  }
  void name(NameWriter& out) const {
    NameWriter inner = out.inner();
    out.out << Kind::kName << '[';
    rules_.keys.node->name(inner);
    out.out << ',';
    rules_.values.node->name(inner);
    out.out << ']';
  }
  static constexpr Spelling kSpelling = Kind::kSpelling;
  void describe(Describer& out) const {
    out.field("strict", strict_);
    describe_node(out, "key_validator", rules_.keys.node);
    describe_node(out, "value_validator", rules_.values.node);
    limits_.describe(out);
    out.field("fail_fast", fail_fast_);
    describe_name(out, this);
  }
  bool init(const Schema& schema, Builder& builder) {
    rules_.keys = Child(build_or_any(schema, names.keys_schema, builder));
    if (rules_.keys.node == nullptr) return false;
    rules_.values = Child(build_or_any(schema, names.values_schema, builder));
    if (rules_.values.node == nullptr) return false;
    rules_.any_key = rules_.keys.node->is(NodeKind::any);
    rules_.any_value = rules_.values.node->is(NodeKind::any);
    return schema.get_or_config(names.strict, strict_) && limits_.init(schema) &&
           schema.dict.get(names.fail_fast, fail_fast_);
  }

 private:
  /// Whether all keys and values are taken as they are. (Not with CacheStrings::keys:
  /// stream_as_is() would cache the keys, but keys that are validated are cached as values are.)
  bool takes_all(const State& state) const {
    const bool any_key = rules_.keys.leaf.type == &PyUnicode_Type || rules_.any_key;
    return any_key && rules_.any_value && !limits_.max && state.cache_strings != CacheStrings::keys;
  }
  /// Dicts for which takes_all() holds are read by JsonReader, which is faster.
  Outcome stream_as_is(json::Stream& in, State& state, Ref& out) const {
    if (*in.place() != '{') return Outcome::invalid;
    py::JsonReader reader(in, state.cache_strings);
    Ref dict;
    PC_TRY(take_value(reader, dict));
    if (!limits_.allow(size_of_dict(dict))) return Outcome::invalid;
    if (size_of_dict(dict) != 0)
      state.floor_exactness(Exactness::strict);  // its keys and values do
    return finish(std::move(dict), out);
  }
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

  PairRules rules_;
  Limits limits_;
  bool strict_ = false;
  bool fail_fast_ = false;
};

}  // namespace pydantic_core
