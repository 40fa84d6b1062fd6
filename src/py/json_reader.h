// py/json_reader.h: Python objects read off JSON text, without values of JSON in between.
#pragma once

#include "base/vec.h"
#include "json/stream.h"
#include "py/json_shape.h"
#include "py/string_cache.h"

namespace pydantic_core::py {

/// Reads one value, or the values of a container one after the other, as from_json() (json_value.h)
/// makes them. A reader must not be used again after a read that returned an empty Ref.
class JsonReader {
 public:
  /// The stream must outlive the reader. A text that the stream gives up on may still be valid
  /// (json/stream.h).
  JsonReader(json::Stream& in, CacheStrings cache) : in_(in), cache_(cache) {}
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  /// The next value of the text. Empty: an exception is set, or the stream gives up.
  Ref read() { return value(kWholeText, 0); }
  /// Whether read() returned an empty Ref because the stream gave up.
  bool gave_up() const { return gave_up_; }

 private:
  /// Reads the next value. If it is a container, its place is place_within(place, number).
  Ref value(JsonPlace place, uint64_t number);
  Ref list(JsonPlace place);
  Ref dict(JsonPlace place);
  bool add_value(JsonPlace place, uint64_t number);
  bool add_key();
  Ref give_up() {
    gave_up_ = true;
    return {};
  }

  json::Stream& in_;
  const CacheStrings cache_;
  bool gave_up_ = false;
  // Of all containers that are open, those of the innermost last.
  Vec<Ref, 64> values_;
  Vec<Ref, 32> keys_;
};

}  // namespace pydantic_core::py
