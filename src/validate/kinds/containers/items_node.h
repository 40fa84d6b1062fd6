// validate/kinds/containers/items_node.h: what the nodes of lists and of deques have in common: any
// number of items that all have one schema.
//
// A kind K has its words: kName for its name, kWhat for messages about the length and kSpelling for
// repr(); validate(); and what it makes of valid items, K::take(state, first) -> Ref, which takes
// the values from `first` on off the stack and is empty with an exception set.
#pragma once

#include "validate/engine/build.h"
#include "validate/engine/streaming.h"
#include "validate/kinds/containers/items.h"

namespace pydantic_core {

template <class K>
class ItemsNode : public KindNode<K, NodeKind::named_when_asked> {
 public:
  bool is_quiet(QuietSearch& search) const { return search.is_quiet_or_none(rules_.item.node); }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    if (rules_.item.node == nullptr) {
      py::JsonReader reader(in, state.cache_strings);
      return stream_items(in, state, out, [&](Ref& value) { return take_value(reader, value); });
    }
    return stream_items(in, state, out, [&](Ref& value) __attribute__((always_inline)) {
      return stream_value(rules_.item, in, state, value);
    });
  }
  void name(NameWriter& out) const { name_list(out, K::kName, rules_.item.node, shown_); }
  void describe(Describer& out) const {
    out.field("strict", strict_);
    describe_inner(out, "item_validator", rules_.item.node);
    rules_.limits.describe(out);
    out.field("name");
    out.open_tuple("OnceLock");
    if (shown_.empty()) {
      out.out() << "<uninit>";
    } else {
      out.quoted(shown_);
    }
    out.close_tuple();
    out.field("fail_fast", rules_.fail_fast);
  }
  bool init(const Schema& schema, Builder& builder) {
    rules_.what = K::kWhat;
    const Node* item = nullptr;
    if (!build_items(schema, builder, item)) return false;
    rules_.item = Child(item);
    return schema.get_or_config(names.strict, strict_) && rules_.limits.init(schema) &&
           schema.dict.get(names.fail_fast, rules_.fail_fast);
  }

 protected:
  ItemRules rules_{};
  bool strict_ = false;

 private:
  mutable std::string_view shown_;  ///< the name, once it is kept

  /// read(value) -> Outcome reads the next item.
  template <class Read>
  Outcome stream_items(json::Stream& in, State& state, Ref& out, Read&& read) const {
    using Next = json::Stream::Next;
    const uint32_t first = state.values.size();
    const size_t most = rules_.limits.most();
    Next next = in.open('[');
    for (; next == Next::item; next = in.next('[')) {
      if (state.values.size() - first == most) return Outcome::invalid;
      Ref value;
      PC_TRY(read(value));
      if (!state.values.push(std::move(value))) return py::no_memory();
    }
    if (next != Next::end || !rules_.limits.allow(state.values.size() - first))
      return Outcome::invalid;
    out = K::take(state, first);
    return out ? Outcome::ok : Outcome::raised;
  }
};

}  // namespace pydantic_core
