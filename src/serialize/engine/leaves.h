// serialize/engine/leaves.h: leaves that come one after the other in a container: they are written
// to JSON in one go, unheld, without a call for each.
#pragma once

#include <span>

#include "py/layout/dict_layout.h"
#include "serialize/engine/leaf.h"

namespace pydantic_core {

/// Writes a value of that form, as write_form (leaf.h) does.
bool write_value(LeafForm form, Borrowed value, json::Buffer& out);

namespace detail {
size_t write_run(std::span<PyObject* const> items, SerLeaf leaf, const SerState& state,
                 JsonItems& array, JsonText& out);
size_t write_run(std::span<const py::DictPair> pairs, SerLeaf leaf, const SerState& state,
                 JsonItems& object, JsonText& out);
}  // namespace detail

/// Writes those at the beginning of `items` that `leaf` takes. Returns how many: the next one is
/// for the node. Runs no Python code.
inline size_t write_leaves(std::span<PyObject* const> items, SerLeaf leaf, const SerState& state,
                           JsonItems& array, JsonText& out) {
  LeafForm form;
  return !items.empty() && leaf.takes(items[0], form)
             ? detail::write_run(items, leaf, state, array, out)
             : 0;
}
/// The same for pairs, of which there are some, and whose keys must be plain.
inline size_t write_leaves(std::span<const py::DictPair> pairs, SerLeaf leaf, const SerState& state,
                           JsonItems& object, JsonText& out) {
  LeafForm form;
  return pairs[0].value != nullptr && leaf.takes(pairs[0].value, form)
             ? detail::write_run(pairs, leaf, state, object, out)
             : 0;
}

/// Whether a key is a str that stands in JSON as it is, but for escapes.
inline bool is_plain_key(Borrowed key) {
  return PyUnicode_CheckExact(key) && PyUnicode_IS_COMPACT_ASCII(key);
}

}  // namespace pydantic_core
