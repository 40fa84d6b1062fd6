// serialize/kinds/containers/pairs.h: dicts, and what is made of a dict.
//
// A kind has its words and what it differs in:
//
//     struct DictKind {
//       static constexpr Spelling kSpelling{"Dict", "DictSerializer"};
//       static constexpr const char* kName = "dict";
//       // Whether it is a dict that comes out, so that one may be copied as a block.
//       static constexpr bool kIsDict = true;
//       // Whether only its items() tell what comes after what.
//       static constexpr bool kHasOwnOrder = false;
//       // Whether a value is one: -1 with an exception set.
//       static int accepts(Borrowed value);
//       // The object, of the dict of its pairs; empty with an exception set.
//       static Ref make(Ref dict);
//     };
#pragma once

#include "py/layout/containers.h"
#include "py/str.h"
#include "schema/schema.h"
#include "serialize/engine/build.h"
#include "serialize/engine/child.h"
#include "serialize/engine/filter.h"
#include "serialize/engine/leaves.h"
#include "serialize/engine/sequence.h"

namespace pydantic_core {

template <class Kind>
class PairsSerializer : public KindSerializer<PairsSerializer<Kind>> {
 public:
  static constexpr Spelling kSpelling = Kind::kSpelling;
  Ref to_python(Borrowed value, SerState& state) const {
    const int own = Kind::accepts(value);
    if (own <= 0) return own < 0 ? Ref() : this->fall_back(value, state);
    if (Kind::kIsDict && stays_as_it_is(value, state)) return py::copy_dict(value);
    Ref made = py::make_dict();
    const bool ok = made && each(
                                value, [](std::span<const py::DictPair>) { return size_t{0}; },
                                [&](Borrowed key, Borrowed item) {
                                  return filter_key(key, filter_, state, [&] {
                                    return add_pair(made.get(), key, item, state);
                                  });
                                });
    if (!ok) return {};
    return state.is_json() ? std::move(made) : Kind::make(std::move(made));
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    const int own = Kind::accepts(value);
    if (own <= 0) return own == 0 && this->fall_back(value, state, out);
    JsonItems items = json_object(out);
    const bool at_once = takes_str_keys() && filter_.passes(state);
    const bool ok = each(
        value,
        [&](std::span<const py::DictPair> pairs) {
          return at_once ? write_leaves(pairs, values_.leaf, state, items, out) : 0;
        },
        [&](Borrowed key, Borrowed item) {
          return filter_key(key, filter_, state, [&] {
            return write_key(key, state, items) && values_.node->to_json(item, state, out);
          });
        });
    items.end();
    return ok;
  }
  SerLeaf leaf() const {
    return SerLeaf::whole(Kind::kIsDict && takes_str_keys() && values_.leaf.may_be_whole());
  }
  bool whole(Borrowed value, Whole& to) const
    requires(Kind::kIsDict)
  {
    if (!PyDict_CheckExact(value) || !takes_str_keys() || !filter_.passes(to.state)) return false;
    Py_ssize_t count = 0;
    const py::DictPair* const pairs = py::pairs_of(value, count);
    if (pairs == nullptr) return false;
    JsonItems object = json_object(to.out);
    bool ok = true;
    for (const auto& [key, item] : std::span(pairs, static_cast<size_t>(count))) {
      if (item == nullptr) continue;  // was deleted
      ok = is_plain_key(key);
      if (!ok) break;
      object.key(py::ascii_view(key));
      ok = values_.write_whole(item, to);
      if (!ok) break;
    }
    object.end();
    return ok;
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return this->not_a_key(key, state, Kind::kName);
  }
  void name(Text& out) const {
    out << Kind::kName << '[';
    keys_->name(out);
    out << ", ";
    values_.node->name(out);
    out << ']';
  }
  void describe(Describer& out) const {
    describe_node(out, "key_serializer", keys_);
    describe_node(out, "value_serializer", values_.node);
    filter_.describe(out, "filter");
    describe_name(out, this);
  }
  bool init(const Schema& schema, SerBuilder& builder) {
    keys_ = builder.build_optional(schema, names.keys_schema);
    if (keys_ == nullptr) return false;
    values_ = SerChild(builder.build_optional(schema, names.values_schema));
    return values_.node != nullptr && filter_.read_hashes(schema.dict);
  }

 private:
  /// Whether such keys stay as they are.
  bool takes_str_keys() const { return keys_->is(SerKind::str) || keys_->is(SerKind::any); }

  /// Whether all pairs come out as they are.
  bool stays_as_it_is(Borrowed dict, const SerState& state) const {
    if (!PyDict_CheckExact(dict) || !takes_str_keys() || !values_.leaf || state.serialize_as_any ||
        !values_.leaf.passes_in(state) || !filter_.passes(state))
      return false;
    Py_ssize_t count = 0;
    const py::DictPair* const pairs = py::pairs_of(dict, count);
    for (Py_ssize_t i = 0; pairs != nullptr && i < count; ++i) {
      const auto& [key, value] = pairs[i];
      if (value != nullptr && !(is_plain_key(key) && values_.leaf.takes(value))) return false;
    }
    return pairs != nullptr;
  }

  /// work(key, item) for each pair that at_once(pairs) has not dealt with (each_pair in
  /// sequence.h).
  template <class AtOnce, class Work>
  static bool each(Borrowed value, AtOnce&& at_once, Work&& work) {
    if constexpr (Kind::kHasOwnOrder) return each_listed_pair(value, work);
    if (!PyDict_Check(value)) return conversion_error(value, "PyDict");
    return each_pair(value, at_once, work);
  }
  bool add_pair(Borrowed made, Borrowed key, Borrowed item, SerState& state) const {
    const Ref made_key = key_to_python(key, state);
    const Ref made_item = made_key ? values_.to_python(item, state) : Ref();
    return made_item && PyDict_SetItem(made, made_key.get(), made_item.get()) == 0;
  }
  Ref key_to_python(Borrowed key, SerState& state) const {
    if (is_plain_key(key) && takes_str_keys()) return borrow(key);
    // include and exclude are about values.
    ScopedFilter scope(state, nullptr, nullptr);
    return state.is_json() ? keys_->json_key(key, state) : keys_->to_python(key, state);
  }
  bool write_key(Borrowed key, SerState& state, JsonItems& items) const {
    if (is_plain_key(key) && takes_str_keys()) {
      items.key(py::ascii_view(key));
      return true;
    }
    Ref text = keys_->json_key(key, state);
    return text && items.key(text.get());
  }

  const SerNode* keys_ = nullptr;
  SerChild values_;
  SchemaFilter filter_;
};

}  // namespace pydantic_core
