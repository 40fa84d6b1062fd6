// py/json_reader.h: Python objects read off JSON text, without values of JSON in between.
#pragma once

#include "base/vec.h"
#include "json/stream.h"
#include "py/json_shape.h"
#include "py/string_cache.h"

namespace pydantic_core::py {

/// Reads values as from_json() (json_value.h) makes them, one or the next ones of a container. Not
/// to be used any more after a read that came to nothing.
class JsonReader {
 public:
  /// The stream must outlive the reader. In a text that it gives up on, anything may be wrong, or
  /// nothing (json/stream.h).
  JsonReader(json::Stream& in, CacheStrings cache) : in_(in), cache_(cache) {}
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  /// The next value of the text. Empty: an exception is set, or the stream gives up.
  Ref read() { return value(kWholeText, 0); }
  /// Whether that was why.
  bool gave_up() const { return gave_up_; }

 private:
  /// What an object or array at `place` has under its key of that number.
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
