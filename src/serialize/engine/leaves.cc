// serialize/engine/leaves.cc: see leaves.h.
#include "serialize/engine/leaves.h"

namespace pydantic_core {
namespace {

/// Writes the key of the next value: as JsonItems::key, with one look for room.
[[gnu::always_inline]] inline void write_key(std::string_view name, JsonItems& object,
                                             JsonText& out) {
  json::Buffer& buffer = out.buffer();
  char* const at = out.plain() ? buffer.reserve(name.size() + 4) : nullptr;
  char* const end = at != nullptr ? json::write_clean_string(at + 1, name) : nullptr;
  if (end == nullptr) return object.key(name);
  *at = ',';
  *end = ':';
  buffer.commit(end + 1);
}

}  // namespace

bool write_value(LeafForm form, Borrowed value, json::Buffer& out) {
  return write_form(form, value, out, [&](size_t count) { return out.reserve(count); });
}

namespace detail {

size_t write_run(std::span<PyObject* const> items, SerLeaf leaf, const SerState& state,
                 JsonItems& array, JsonText& out) {
  if (!leaf.is_written_in(state)) return 0;
  json::Buffer& buffer = out.buffer();
  const bool plain = out.plain();
  const auto reserve_after_comma = [&](size_t count) {
    char* at = buffer.reserve(1 + count);
    if (at != nullptr) *at++ = ',';
    return at;
  };
  LeafForm form;
  size_t i = 0;
  for (; i < items.size() && leaf.takes(items[i], form); ++i) {
    if (plain) {
      if (!write_form(form, items[i], buffer, reserve_after_comma)) break;
      continue;
    }
    const size_t before = buffer.size();
    array.item();
    if (write_value(form, items[i], buffer)) continue;
    buffer.truncate(before);
    break;
  }
  return i;
}

size_t write_run(std::span<const py::DictPair> pairs, SerLeaf leaf, const SerState& state,
                 JsonItems& object, JsonText& out) {
  if (!leaf.is_written_in(state)) return 0;
  json::Buffer& buffer = out.buffer();
  LeafForm form;
  size_t i = 0;
  for (; i < pairs.size(); ++i) {
    const auto& [key, value] = pairs[i];
    if (value == nullptr || !leaf.takes(value, form) || !is_plain_key(key)) break;
    const size_t before = buffer.size();
    write_key(py::ascii_view(key), object, out);
    if (write_value(form, value, buffer)) continue;
    buffer.truncate(before);
    break;
  }
  return i;
}

}  // namespace detail
}  // namespace pydantic_core
