// py/json_reader.cc: see json_reader.h. Nesting is bounded by the stream (200 levels), so recursion
// is.
#include "py/json_reader.h"

#include "py/json_value.h"
#include "py/layout/containers.h"
#include "py/no_memory.h"

namespace pydantic_core::py {

using Next = json::Stream::Next;

Ref JsonReader::value(JsonPlace place, uint64_t number) {
  json::Node scalar;
  if (in_.scalar(scalar)) [[likely]]
    return from_json(json::Value(&scalar), cache_);
  switch (*in_.place()) {
    case '[':
      return list(place_within(place, number));
    case '{':
      return dict(place_within(place, number));
    default:
      return give_up();
  }
}

inline bool JsonReader::add_value(JsonPlace place, uint64_t number) {
  Ref made = value(place, number);
  return made && (values_.push(std::move(made)) || no_memory());
}

inline bool JsonReader::add_key() {
  json::Node text;
  if (!in_.key(text)) return static_cast<bool>(give_up());
  Ref made = cached_str(json::Value(&text), cache_ != CacheStrings::none);
  return made && (keys_.push(std::move(made)) || no_memory());
}

Ref JsonReader::list(JsonPlace place) {
  const uint32_t first = values_.size();
  Next next = in_.open('[');
  for (; next == Next::item; next = in_.next('[')) {
    if (!add_value(place, 0)) return {};
  }
  if (next == Next::unread) return give_up();
  return fill_list(static_cast<Py_ssize_t>(values_.size() - first),
                   [&](PyObject** items) { values_.move_out(first, items); });
}

Ref JsonReader::dict(JsonPlace place) {
  const bool keeps_shapes = cache_ != CacheStrings::none;
  const uint32_t first_value = values_.size();
  const uint32_t first_key = keys_.size();
  uint32_t count = 0;
  Next next = in_.open('{');
  // Up to the first key that is another than expected, none becomes an object.
  const JsonShape expected = keeps_shapes ? JsonShape(place) : JsonShape();
  for (; next == Next::item && count < expected.size(); next = in_.next('{')) {
    if (!in_.take_key(ascii_view(expected.key(count)))) break;
    if (!add_value(place, ++count)) return {};
  }
  Ref dict;
  if (count != 0 && count == expected.size() && next == Next::end) [[likely]] {
    dict = expected.fill(&values_[first_value]);
  } else {
    for (uint32_t i = 0; i < count; ++i) {
      if (!keys_.push(borrow(expected.key(i)))) return no_memory();
    }
    for (; next == Next::item; next = in_.next('{')) {
      if (!add_key() || !add_value(place, ++count)) return {};
    }
    if (next == Next::unread) return give_up();
    const Ref* const keys = keys_.data() + first_key;
    const JsonShape shape = keeps_shapes ? JsonShape(keys, count) : JsonShape();
    shape.expect_at(place);
    dict = dict_of_pairs(shape, keys, values_.data() + first_value, count);
    keys_.truncate(first_key);
  }
  values_.truncate(first_value);
  return dict;
}

}  // namespace pydantic_core::py
