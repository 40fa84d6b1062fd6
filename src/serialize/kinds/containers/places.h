// serialize/kinds/containers/places.h: what the nodes of tuples and of named tuples have in common:
// a node for each place.
//
// A kind K has the rest, and
//
//     // Whether it takes a value, which is then a tuple: -1 with an exception set.
//     int accepts(Borrowed value, const SerState& state) const;
//     // work(node, item) -> bool for each item that passes, with the node of its place.
//     template <class Work> bool each(Borrowed tuple, SerState& state, Work&& work) const;
#pragma once

#include "serialize/engine/build.h"
#include "serialize/engine/sequence.h"

namespace pydantic_core {

template <class K>
class PlacesSerializer : public KindSerializer<K> {
 public:
  Ref to_python(Borrowed value, SerState& state) const {
    const int own = kind().accepts(value, state);
    if (own <= 0) return own < 0 ? Ref() : this->fall_back(value, state);
    Ref list = steal(PyList_New(0));
    const bool ok = list && kind().each(value, state, [&](const SerNode* node, Borrowed item) {
      return append(list.get(), node->to_python(item, state));
    });
    if (!ok) return {};
    return state.is_json() ? std::move(list) : steal(PyList_AsTuple(list.get()));
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    const int own = kind().accepts(value, state);
    if (own <= 0) return own == 0 && this->fall_back(value, state, out);
    JsonItems items = json_array(out);
    const bool ok = kind().each(value, state, [&](const SerNode* node, Borrowed item) {
      items.item();
      return node->to_json(item, state, out);
    });
    items.end();
    return ok;
  }
  /// The keys of the items, with commas between.
  Ref json_key(Borrowed key, SerState& state) const {
    const int own = kind().accepts(key, state);
    if (own <= 0) return own < 0 ? Ref() : this->fall_back_key(key, state);
    ScopedFilter scope(state, nullptr, nullptr);
    Text joined;
    bool first = true;
    const bool ok = kind().each(key, state, [&](const SerNode* node, Borrowed item) {
      const Ref text = node->json_key(item, state);
      std::string_view utf8;
      if (!text || !py::utf8(text.get(), utf8)) return false;
      if (!std::exchange(first, false)) joined << ',';
      joined << utf8;
      return true;
    });
    return ok ? py::str(joined) : Ref();
  }
  bool retry_with_lax(LaxSearch&) const { return true; }

 private:
  const K& kind() const { return *static_cast<const K*>(this); }
};

}  // namespace pydantic_core
