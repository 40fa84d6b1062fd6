// serialize/engine/sequence.h: walking the items of a container, with its include and exclude.
//
// Serializing an item may run the user's code, which may change the container: items are held while
// they are worked on, and a list is read by index up to the length that it had at first.
#pragma once

#include <span>

#include "py/get.h"
#include "py/layout/containers.h"
#include "py/sync.h"
#include "schema/schema.h"
#include "serialize/engine/index_filter.h"
#include "serialize/output/json_text.h"

namespace pydantic_core {

/// Asks `filter` about the item at `index`, and calls work() below its include and exclude.
/// `is_silent`: work() runs no code of the user. False with an exception set.
template <class Work>
[[nodiscard]] bool filter_index(size_t index, IndexFilter& filter, SerState& state, bool is_silent,
                                Work&& work) {
  if (!state.filtered()) [[likely]]
    return !filter.takes_by_schema(index) || work();
  NextFilter next;
  const Filtered filtered = filter.at(index, state, next);
  if (filtered != Filtered::take) return filtered == Filtered::skip;
  ScopedFilter scope(state, next.include.get(), next.exclude.get());
  if (!is_silent) filter.code_ran();
  return work();
}

/// Asks a key for its hash, where upstream does before it looks whether there is anything to filter
/// by. False with an exception set.
[[nodiscard]] inline bool ask_hash(Borrowed key) {
  return !kKeysAreAlwaysHashed || py::is_quiet_key(key) || PyObject_Hash(key) != -1;
}

/// The same for a key of a dict or record that has a schema.
template <class Work>
[[nodiscard]] bool filter_key(Borrowed key, const SchemaFilter& filter, SerState& state,
                              Work&& work) {
  if (filter.passes(state)) [[likely]]
    return ask_hash(key) && work();
  NextFilter next;
  const Filtered filtered = filter.key(key, state, next);
  if (filtered != Filtered::take) return filtered == Filtered::skip;
  ScopedFilter scope(state, next.include.get(), next.exclude.get());
  return work();
}

/// The same for a key of a dict without a schema, which is not asked where nothing is filtered.
template <class Work>
[[nodiscard]] bool filter_inferred_key(Borrowed key, SerState& state, Work&& work) {
  return state.filtered() ? filter_key(key, kNoFilter, state, work) : work();
}

/// What len() of a list or tuple says, from whose end negative indices count: a subclass may say
/// anything, and is asked in editions that read indices more than once. Nothing where it raises.
/// False with MemoryError set.
[[nodiscard]] inline bool ask_length(Borrowed items, std::optional<size_t>& length) {
  Py_ssize_t size;
  if (PyList_CheckExact(items) || (kIndicesAreReadOnce && PyList_Check(items))) {
    size = PyList_GET_SIZE(items);
  } else if (PyTuple_CheckExact(items) || (kIndicesAreReadOnce && PyTuple_Check(items))) {
    size = PyTuple_GET_SIZE(items);
  } else {
    size = PyObject_Size(items);
  }
  if (size < 0) return forgive();
  length = static_cast<size_t>(size);
  return true;
}

/// How long a list is said to be, from whose end negative indices count. A length is asked for at
/// each item: length(list, out) is false with MemoryError set.
struct LengthAtFirst {
  std::optional<size_t> length;
  bool operator()(Borrowed, std::optional<size_t>& out) const {
    out = length;
    return true;
  }
};
inline constexpr auto kLengthNow = [](Borrowed list, std::optional<size_t>& out) {
  out = static_cast<size_t>(PyList_GET_SIZE(list));
  return true;
};

/// For items about whose serializing nothing is known.
inline constexpr auto kNoneIsSilent = [](Borrowed) { return false; };

/// work(item) -> bool for each item that passes; is_silent(item): it runs no code of the user.
/// `length`: as LengthAtFirst. False when some call said so, or with an exception set.
template <class Length, class Work, class IsSilent>
[[nodiscard]] bool each_list_item(Borrowed list, const Length& length, const SchemaFilter& filter,
                                  SerState& state, IsSilent&& is_silent, Work&& work) {
  const Py_ssize_t size = PyList_GET_SIZE(list);
  IndexFilter indices(filter, std::nullopt);
  for (Py_ssize_t i = 0; i < size; ++i) {
    const Ref item = py::list_item(list, i);
    if (!item) break;
    std::optional<size_t> now;
    if (!length(list, now)) return false;
    indices.set_length(now);
    const bool ok = filter_index(static_cast<size_t>(i), indices, state, is_silent(item.get()),
                                 [&] { return work(item.get()); });
    if (!ok) return false;
  }
  return true;
}

/// The same for a tuple, which is asked for its len().
template <class Work>
[[nodiscard]] bool each_tuple_item(Borrowed tuple, const SchemaFilter& filter, SerState& state,
                                   Work&& work) {
  const Py_ssize_t size = PyTuple_GET_SIZE(tuple);
  std::optional<size_t> length;
  if (!ask_length(tuple, length)) return false;
  IndexFilter indices(filter, length);
  for (Py_ssize_t i = 0; i < size; ++i) {
    Borrowed item = PyTuple_GET_ITEM(tuple, i);
    const bool ok =
        filter_index(static_cast<size_t>(i), indices, state, false, [&] { return work(item); });
    if (!ok) return false;
  }
  return true;
}

/// work(item) for each item that an iterator yields. Without a length, negative indices are an
/// error.
template <class Work>
[[nodiscard]] bool each_yielded(Borrowed iterator, std::optional<size_t> length,
                                const SchemaFilter& filter, SerState& state, Work&& work) {
  IndexFilter indices(filter, length);
  for (size_t i = 0;; ++i) {
    const Ref item = steal(PyIter_Next(iterator));
    if (!item) return PyErr_Occurred() == nullptr;
    indices.code_ran();
    if (!filter_index(i, indices, state, false, [&] { return work(item.get()); })) return false;
  }
}

/// work(key, value) for each pair of a dict that at_once(pairs) has not handled. at_once gets the
/// pairs that come next, as far as they are known not to move. It must run no Python code, and
/// returns how many of them it has handled. A dict that changes its size meanwhile is a
/// RuntimeError.
template <class AtOnce, class Work>
[[nodiscard]] bool each_pair(Borrowed dict, AtOnce&& at_once, Work&& work) {
  const Py_ssize_t size = PyDict_GET_SIZE(dict);
  Py_ssize_t at = 0;
  Ref key, value;
  for (;;) {
    Py_ssize_t count = 0;
    if (const py::DictPair* pairs = py::pairs_of(dict, count); pairs != nullptr && at < count) {
      const std::span<const py::DictPair> ahead(pairs + at, static_cast<size_t>(count - at));
      at += static_cast<Py_ssize_t>(at_once(ahead));
      if (at == count) return true;
    }
    if (!py::dict_next(dict, at, key, value)) return true;
    if (!work(key.get(), value.get())) return false;
    if (PyDict_GET_SIZE(dict) != size) [[unlikely]]
      return py::raise_dict_changed();
  }
}
/// The same with work(key, value) for all.
template <class Work>
[[nodiscard]] bool each_pair(Borrowed dict, Work&& work) {
  return each_pair(dict, [](std::span<const py::DictPair>) { return size_t{0}; }, work);
}

/// Whether `pair` is a tuple of two. False with an exception set.
[[nodiscard]] inline bool check_pair(Borrowed pair) {
  if (!PyTuple_Check(pair)) return conversion_error(pair, "PyTuple");
  const Py_ssize_t size = PyTuple_GET_SIZE(pair);
  if (size == 2) return true;
  Text text;
  text << "expected tuple of length 2, but got tuple of length " << static_cast<size_t>(size);
  return py::raise(PyExc_ValueError, text);
}

/// work(key, value) for each pair of the list that items() of a mapping gives. False as each_pair.
template <class Work>
[[nodiscard]] bool each_listed_pair(Borrowed mapping, Work&& work) {
  const Ref items = steal(PyMapping_Items(mapping));
  const Py_ssize_t size = items ? PyList_GET_SIZE(items.get()) : 0;
  for (Py_ssize_t i = 0; i < size; ++i) {
    const Ref pair = py::list_item(items.get(), i);
    if (!pair) break;
    if (!check_pair(pair.get()) ||
        !work(PyTuple_GET_ITEM(pair.get(), 0), PyTuple_GET_ITEM(pair.get(), 1)))
      return false;
  }
  return static_cast<bool>(items);
}

/// Appends to a list. False with an exception set, also when `item` is empty.
[[nodiscard]] inline bool append(Borrowed list, Ref item) {
  return item && PyList_Append(list, item.get()) == 0;
}

/// A list that gets its size at once and its items one by one. Until it is finished the collector
/// does not know it, so that no Python code can come upon the places that are still empty.
class UnfinishedList {
 public:
  explicit UnfinishedList(Py_ssize_t size) : list_(py::make_list(size)) {}
  bool ok() const { return static_cast<bool>(list_); }
  /// False when `item` is empty.
  [[nodiscard]] bool add(Ref item) {
    if (!item) return false;
    PyList_SET_ITEM(list_.get(), filled_++, item.release());
    return true;
  }
  /// The list, as long as it was filled; empty with an exception set.
  Ref finish() {
    if (!list_) return {};
    const Py_ssize_t size = PyList_GET_SIZE(list_.get());
    py::track(list_.get());
    if (filled_ < size && PyList_SetSlice(list_.get(), filled_, size, nullptr) < 0) return {};
    return std::move(list_);
  }

 private:
  Ref list_;
  Py_ssize_t filled_ = 0;
};

/// A list of convert(item) -> Ref for each item of `list` that passes; `length`: see
/// each_list_item.
template <class Length, class IsSilent, class Convert>
Ref list_to_python(Borrowed list, const Length& length, const SchemaFilter& filter, SerState& state,
                   IsSilent&& is_silent, Convert&& convert) {
  if (filter.passes(state) && PyList_CheckExact(list)) [[likely]] {
    const Py_ssize_t size = PyList_GET_SIZE(list);
    UnfinishedList made(size);
    for (Py_ssize_t i = 0; made.ok() && i < size; ++i) {
      const Ref item = py::list_item(list, i);
      if (!item) break;
      if (!made.add(convert(item.get()))) return {};
    }
    return made.finish();
  }
  Ref made = steal(PyList_New(0));
  const bool ok =
      made && each_list_item(list, length, filter, state, is_silent,
                             [&](Borrowed item) { return append(made.get(), convert(item)); });
  return ok ? std::move(made) : Ref();
}

/// A JSON array. each(item) -> bool writes the items that at_once(items, array) has not written.
/// at_once gets the items that come next, as far as they are known not to move. It must run no
/// Python code, and returns how many of them it has written. length and is_silent(item): see
/// each_list_item.
template <class Length, class AtOnce, class IsSilent, class Each>
bool list_to_json(Borrowed list, const Length& length, const SchemaFilter& filter, SerState& state,
                  JsonText& out, AtOnce&& at_once, IsSilent&& is_silent, Each&& each) {
  JsonItems array = json_array(out);
  const auto write = [&](Borrowed item) __attribute__((always_inline)) {
    array.item();
    return each(item);
  };
  bool ok = true;
  if (filter.passes(state)) [[likely]] {
    const Py_ssize_t size = PyList_GET_SIZE(list);
    for (Py_ssize_t i = 0; ok; ++i) {
      i += static_cast<Py_ssize_t>(at_once(py::list_items(list, i, size), array));
      const Ref item = i < size ? py::list_item(list, i) : Ref();
      if (!item) break;
      ok = write(item.get());
    }
  } else {
    ok = each_list_item(list, length, filter, state, is_silent, write);
  }
  array.end();
  return ok;
}

}  // namespace pydantic_core
