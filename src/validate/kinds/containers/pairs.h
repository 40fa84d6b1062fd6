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

#include "py/get.h"
#include "py/layout/containers.h"
#include "validate/engine/build.h"
#include "validate/engine/child.h"
#include "validate/engine/item_walk.h"
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
    if constexpr (std::is_same_v<Input, PyInput>) {
      if (PyDict_CheckExact(input.object) && may_stay(input.object)) {
        // All pairs of the copy are checked, since nobody else can change it.
        Ref copy = py::copy_dict(input.object);
        if (!copy) return Outcome::raised;
        if (py::all_own_pairs(copy.get(), [&](Borrowed k, Borrowed v) { return stays(k, v); })) {
          if (takes_any_ || takes_any_key_)
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
      if (!keys_.take(key, state, new_key)) {
        const ItemPath::Link link(path);
        const ItemPath::Link key_link(key_path);
        outcome = keys_.node->validate(key, state, new_key);
      } else if (!new_key) {
        return Outcome::raised;
      }
      if (outcome == Outcome::omit) return Outcome::ok;
      PC_TRY(go_on(outcome));
      // fail_fast does not end the walk after a wrong value: as in upstream, the next key is
      // validated first.
      PC_TRY(walk.check());

      walk.enter(is_last);
      if (!values_.take(value, state, new_value)) {
        const ItemPath::Link link(path);
        const uint32_t before = state.errors.size();
        outcome = values_.node->validate(value, state, new_value);
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
    return Kind::kIsQuiet && (keys_.leaf || takes_any_key_) && search.is_quiet(keys_.node) &&
           search.is_quiet(values_.node);
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
      if (!keys_.take(key_input, state, key)) PC_TRY(keys_.node->validate(key_input, state, key));
      if (!key) return Outcome::raised;
      PC_TRY(stream_value(values_, in, state, value));
      if (PyDict_SetItem(dict.get(), key.get(), value.get()) < 0) return Outcome::raised;
      if (size_of_dict(dict) > most) return Outcome::invalid;
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
    if (values_.node == nullptr) return false;
    takes_any_key_ = keys_.node->is(NodeKind::any);
    takes_any_ = values_.node->is(NodeKind::any);
    return schema.get_or_config(names.strict, strict_) && limits_.init(schema) &&
           schema.dict.get(names.fail_fast, fail_fast_);
  }

 private:
  /// Whether any object will do, as it is. (Of what is read so, keys can be cached alone; those
  /// that are validated are cached as values are.)
  bool takes_all(const State& state) const {
    const bool any_key = keys_.leaf.type == &PyUnicode_Type || takes_any_key_;
    return any_key && takes_any_ && !limits_.max && state.cache_strings != CacheStrings::keys;
  }
  /// What takes_all() is read by what reads any value, which is quicker.
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
  /// Whether the pair goes into the result as it is.
  bool stays(Borrowed key, Borrowed value) const {
    const bool key_stays = keys_.leaf.takes(key) || (takes_any_key_ && py::is_quiet_key(key));
    return key_stays && (takes_any_ || values_.leaf.takes(value));
  }
  /// Whether it is likely that all pairs do, so that copying the dict to check is worth it.
  bool may_stay(Borrowed dict) const {
    if (limits_.is_above(static_cast<size_t>(PyDict_GET_SIZE(dict)))) return false;
    Py_ssize_t at = 0;
    Ref key, value;
    return py::dict_next(dict, at, key, value) && stays(key.get(), value.get());
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
  bool takes_any_key_ = false;
  bool takes_any_ = false;  // the values stay as they are, whatever they are
  bool strict_ = false;
  bool fail_fast_ = false;
};

}  // namespace pydantic_core
