// py/layout/inline_values.h: attributes that lie behind their instance, without a dict.
//
// Since 3.14 an instance of a class with slots, such as a model, has room for its attributes behind
// it, as instances of other classes have. A table of the class has the names, in the order in which
// they were first set on any instance. The instance has its values, and the order in which they
// were set. A dict over both is made when somebody asks for `__dict__`. Such an instance is one
// block of memory and one object of the collector; with a dict it is three blocks and two objects.
//
// This is CPython's own layout. Importing the module checks it on classes made for the purpose. If
// it is another, before 3.14 and without the GIL, all InlinePlaces are empty and no instance has
// values in place: callers use dicts.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>

#include "py/layout/dict_layout.h"
#include "py/layout/instance_layout.h"

namespace pydantic_core::py {

/// Whether the layout was recognised; set once at import, after that of dicts and instances.
extern constinit bool inline_values_known;

void init_inline_values();

namespace detail {

inline PyObject** items_of(InlineValues& values) {
  return reinterpret_cast<PyObject**>(&values) + 1;
}
/// The places of the values in the order in which they were set.
inline uint8_t* order_of(InlineValues& values) {
  return reinterpret_cast<uint8_t*>(items_of(values) + values.capacity);
}
/// The table of a class with inline values.
inline DictKeys* shared_names(PyTypeObject* cls) {
  return reinterpret_cast<DictKeys*>(reinterpret_cast<PyHeapTypeObject*>(cls)->ht_cached_keys);
}

}  // namespace detail

/// Whether instances of exactly that class may have values in place.
inline bool may_have_values(PyTypeObject* cls) {
  return kInstancesKeepValues && inline_values_known && has_inline_values(cls);
}

/// Whether the attributes of an instance of such a class lie in it. A dict that was made over them
/// changes nothing; one that was set in their place does.
inline bool has_values(Borrowed instance) { return detail::inline_values(instance).valid != 0; }

/// Values in the order in which they were set, with their names. Valid until Python code runs.
class InlinePairs {
 public:
  /// Those that an instance of any class has in itself. Empty: it has none.
  static InlinePairs of(Borrowed instance) {
    PyTypeObject* const cls = Py_TYPE(instance);
    if (!may_have_values(cls) || !has_values(instance)) return {};
    if (Borrowed dict = detail::dict_of(instance); dict != nullptr) return of_dict(dict);
    return InlinePairs(*detail::shared_names(cls), detail::inline_values(instance));
  }
  /// Those of a dict over the values of an instance, or of a copy of such a dict. Empty: the dict
  /// is of another kind, or is being cleared (its number of values is set first).
  static InlinePairs of_dict(Borrowed dict) {
    auto* const object = reinterpret_cast<PyDictObject*>(dict);
    if (!inline_values_known || object->ma_values == nullptr) return {};
    auto& values = *reinterpret_cast<detail::InlineValues*>(object->ma_values);
    if (object->ma_used != values.size) return {};
    return InlinePairs(*reinterpret_cast<detail::DictKeys*>(object->ma_keys), values);
  }
  explicit operator bool() const { return names_ != nullptr; }
  size_t size() const { return size_; }
  DictPair operator[](size_t i) const { return {names_[order_[i]].key, items_[order_[i]]}; }

 private:
  InlinePairs() = default;
  InlinePairs(detail::DictKeys& names, detail::InlineValues& values)
      : names_(detail::first_pair(&names)),
        items_(detail::items_of(values)),
        order_(detail::order_of(values)),
        size_(values.size) {}

  friend class InlinePlaces;

  const DictPair* names_ = nullptr;  // of the class
  PyObject* const* items_ = nullptr;
  const uint8_t* order_ = nullptr;
  size_t size_ = 0;
};

/// Where instances of a class have the values of given names.
class InlinePlaces {
 public:
  /// Makes the class give a place to each of `count` different names: names(i), a str. Stays empty
  /// if the class has too few places, or has something else under one of the names. Precondition:
  /// making and dropping an instance runs no Python code. False with MemoryError set.
  template <class Names>
  [[nodiscard]] bool init(PyTypeObject* cls, uint32_t count, Names&& names) {
    Borrowed room[kMost];
    const auto all = collected(cls, count, names, room);
    return all.empty() || find_all(cls, all) || give_all(cls, all);
  }
  /// The same with the places that the class has given already.
  template <class Names>
  void find(PyTypeObject* cls, uint32_t count, Names&& names) {
    Borrowed room[kMost];
    const auto all = collected(cls, count, names, room);
    if (!all.empty()) find_all(cls, all);
  }
  explicit operator bool() const { return count_ != 0; }

  /// The values, if `pairs` has exactly the names of this object, set in their order: the value of
  /// the i-th name is then at index at()[i]. Else nullptr.
  PyObject* const* all_of(const InlinePairs& pairs) const {
    if (pairs.names_ != names_ || pairs.size_ != count_) return nullptr;
    Word differ = 0;
    for (uint32_t at = 0; at < count_; at += sizeof(Word)) {
      Word order, place, counts;
      std::memcpy(&order, pairs.order_ + at, sizeof order);
      std::memcpy(&place, places_ + at, sizeof place);
      std::memcpy(&counts, counts_ + at, sizeof counts);
      differ |= (order ^ place) & counts;
    }
    return differ == 0 ? pairs.items_ : nullptr;
  }
  const uint8_t* at() const { return places_; }

  /// Whether put() may be called for that instance of the class, which others have made.
  bool fits(Borrowed instance) const {
    const detail::InlineValues& values = detail::inline_values(instance);
    return values.valid != 0 && values.size == 0 && detail::dict_of(instance) == nullptr;
  }
  /// Moves the values, one for each name, into an instance that fits, such as one of
  /// new_bare_instance(). An instance never has fewer places than its class has names.
  void put(Borrowed instance, Ref* values) const {
    detail::InlineValues& into = detail::inline_values(instance);
    PyObject** const items = detail::items_of(into);
    for (uint32_t i = 0; i < count_; ++i) items[places_[i]] = values[i].release();
    // Behind the order of all that fit there is room up to the next word.
    for (uint32_t at = 0; at < count_; at += sizeof(Word))
      std::memcpy(detail::order_of(into) + at, places_ + at, sizeof(Word));
    into.size = static_cast<uint8_t>(count_);
  }

 private:
  using Word = uintptr_t;
  static constexpr uint32_t kMost = 29;  // what CPython gives to a class, less an instance's own
  static constexpr uint32_t kRoom = (kMost / sizeof(Word) + 1) * sizeof(Word);

  /// The names; empty where instances of the class cannot have so many.
  template <class Names>
  static std::span<const Borrowed> collected(PyTypeObject* cls, uint32_t count, Names&& names,
                                             Borrowed (&room)[kMost]) {
    if (count > kMost || !may_have_values(cls)) return {};
    for (uint32_t i = 0; i < count; ++i) room[i] = names(i);
    return {room, count};
  }
  bool find_all(PyTypeObject* cls, std::span<const Borrowed> names);
  [[nodiscard]] bool give_all(PyTypeObject* cls, std::span<const Borrowed> names);

  const DictPair* names_ = nullptr;  // of the class
  uint32_t count_ = 0;
  uint8_t places_[kRoom] = {};
  uint8_t counts_[kRoom] = {};  // all bits of each of the places that there are
};

}  // namespace pydantic_core::py
