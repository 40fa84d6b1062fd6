// serialize/engine/index_filter.cc: see index_filter.h.
#include "serialize/engine/index_filter.h"

#include "py/call.h"
#include "py/dict_mark.h"
#include "py/error.h"
#include "py/get.h"
#include "py/number.h"
#include "py/sync.h"

namespace pydantic_core {
namespace {

/// An index of include or exclude, from the front. Empty with an exception set.
Ref index_from_front(Borrowed index, std::optional<size_t> length) {
  if (!length) {
    Ref zero = steal(PyLong_FromLong(0));
    const int negative = zero ? PyObject_RichCompareBool(index, zero.get(), Py_LT) : -1;
    if (negative < 0 && !forgive()) return {};
    if (negative > 0) {
      return py::raise(PyExc_ValueError,
                       "Negative indices cannot be used to exclude items on unsized iterables");
    }
    return borrow(index);
  }
  if (int64_t plain; *length != 0 && py::exact_int64(index, plain)) {
    const auto count = static_cast<int64_t>(*length);
    const int64_t rest = plain % count;
    return steal(PyLong_FromLongLong(rest < 0 ? rest + count : rest));
  }
  Ref size = steal(PyLong_FromSize_t(*length));
  if (!size) return {};
  Ref front = py::call_method(index, names.dunder_mod, size.get());
  if (front) return front;
  if (!forgive()) return {};
  return borrow(index);
}

/// work(object, is_index) for each key and value of a dict, or each item of a set, until one is
/// false. False then, or with MemoryError set.
template <class Work>
bool each_part(Borrowed filter, Work&& work) {
  if (PyDict_Check(filter)) {
    Py_ssize_t at = 0;
    Ref key, value;
    while (py::dict_next(filter, at, key, value)) {
      if (!work(key.get(), true) || !work(value.get(), false)) return false;
    }
    return true;
  }
  const Ref items = steal(PySequence_List(filter));
  if (!items) return false;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items.get()); ++i) {
    if (!work(py::own_list_item(items.get(), i), true)) return false;
  }
  return true;
}

/// Whether reading it runs no user code: a set is asked for its iterator.
bool is_read_quietly(Borrowed filter) { return PyDict_Check(filter) || PySet_CheckExact(filter); }

/// What tells whether it has changed; 0: nothing but what is in it.
uint64_t mark_of(Borrowed filter) { return PyDict_Check(filter) ? py::dict_mark(filter) : 0; }

}  // namespace

bool IndexFilter::Part::is_unchanged(Borrowed value) {
  const uint64_t now = mark_of(value);
  if (now != 0 && now == mark) return true;
  size_t i = 0;
  if (!each_part(value,
                 [&](Borrowed part, bool) { return i < seen.size() && seen[i++].get() == part; }) ||
      i != seen.size()) {
    return false;
  }
  mark = now;
  return true;
}

bool IndexFilter::Part::note(Borrowed value) {
  seen.clear();
  is_kept = is_read_quietly(value);
  if (!is_kept) return true;
  mark = mark_of(value);
  return each_part(value, [&](Borrowed part, bool is_index) {
    is_kept &= !is_index || py::is_quiet_key(part);
    return seen.push(borrow(part)) || py::no_memory();
  });
}

bool IndexFilter::Part::add_name(Borrowed front, std::optional<size_t> length) {
  if (!is_plain || PyUnicode_CheckExact(front)) return true;
  // Bits for larger indices would take more than the walk does.
  const int64_t most = length ? 1 << 20 : 1 << 12;
  int64_t index;
  is_plain = py::exact_int64(front, index) && index >= 0 && index < most;
  if (!is_plain) return true;
  const auto bit = static_cast<uint32_t>(index);
  while (named.size() <= bit / 64) {
    if (!named.push(0)) return py::no_memory();
  }
  named[bit / 64] |= uint64_t{1} << (bit % 64);
  return true;
}

Ref IndexFilter::Part::convert_dict(Borrowed dict, std::optional<size_t> length) {
  Ref out = steal(PyDict_New());
  Py_ssize_t at = 0;
  Ref key, value;
  while (out && py::dict_next(dict, at, key, value)) {
    const Ref front = index_from_front(key.get(), length);
    if (!front || !add_name(front.get(), length) ||
        PyDict_SetItem(out.get(), front.get(), value.get()) < 0) {
      return {};
    }
  }
  return out && (!is_plain || py::get_item(out.get(), names.all, all) >= 0) ? std::move(out)
                                                                            : Ref();
}

Ref IndexFilter::Part::convert_set(Borrowed set, std::optional<size_t> length) {
  const Ref items = steal(PySequence_List(set));
  for (Py_ssize_t i = 0; items && i < PyList_GET_SIZE(items.get()); ++i) {
    Ref front = index_from_front(py::own_list_item(items.get(), i), length);
    if (!front || !add_name(front.get(), length) ||
        PyList_SetItem(items.get(), i, front.release()) < 0)
      return {};
  }
  Ref out = items ? steal(PySet_New(items.get())) : Ref();
  if (!out || !is_plain) return out;
  const int has_all = PySet_Contains(out.get(), names.all);
  if (has_all > 0) all = borrow(Py_Ellipsis);
  return has_all < 0 ? Ref() : std::move(out);
}

bool IndexFilter::Part::convert(Borrowed value, std::optional<size_t> length) {
  named.clear();
  all = {};
  is_plain = kIndicesAreReadOnce || is_kept;
  if (PyDict_Check(value)) {
    from_front = convert_dict(value, length);
  } else if (PySet_Check(value)) {
    from_front = convert_set(value, length);
  } else {
    from_front = borrow(value);
    is_plain = false;
  }
  said_of_all = said_by(all.get());
  return static_cast<bool>(from_front);
}

bool IndexFilter::Part::update(Borrowed value, std::optional<size_t> length) {
  if (value == nullptr || (kIndicesAreReadOnce && from_front)) return true;
  if (is_kept && given == value) {
    if (is_sure || is_unchanged(value)) return is_sure = true;
    if (PyErr_Occurred()) return false;
  }
  given = value;
  if (!kIndicesAreReadOnce && !note(value)) return false;
  is_sure = convert(value, length);
  is_kept &= is_sure;
  return is_sure;
}

Filtered IndexFilter::at(size_t index, const SerState& state, NextFilter& next) {
  const auto number = static_cast<Py_ssize_t>(index);
  if (!include_.update(state.include, length_) || !exclude_.update(state.exclude, length_))
    return Filtered::raised;
  Ref key;
  const auto ask = [&](const char* name, const Part& part, Ref& inside) {
    if (!part.from_front) return Says::absent;
    if (part.is_plain && !part.has_named(index)) [[likely]] {
      if (part.said_of_all == Says::part) inside = borrow(part.all.get());
      return part.said_of_all;
    }
    if (!key) key = steal(PyLong_FromSize_t(index));
    return key ? ask_filter(name, part.from_front.get(), key.get(), inside) : Says::raised;
  };
  const Filtered filtered = filter_.decide(
      number, next, [&](Ref& inside) { return ask("exclude", exclude_, inside); },
      [&](Ref& inside) { return ask("include", include_, inside); });
  // Asking a part that is not kept runs the user's code. Merging what two keys say may run it too.
  const bool merged = key && (next.include || next.exclude);
  if (merged || include_.runs_code() || exclude_.runs_code()) code_ran();
  return filtered;
}

}  // namespace pydantic_core
