// json/scanner.h: the exact reader of upstream's JSON grammar (jiter's): it makes no values and is
// not fast, but it knows which error a malformed text has and where, and in partial mode which part
// of a text is kept. It runs only for texts that a stream gives up on (stream.h).
#pragma once

#include <string_view>

#include "json/buffer.h"
#include "json/error.h"
#include "json/rules.h"

namespace pydantic_core::json {

/// Checks `text` against upstream's grammar. On success in a partial mode, `completed` receives a
/// complete text with exactly the values that are kept; in mode `off` it is left alone.
ParseResult scan(std::string_view text, ParseOptions options, Buffer& completed);

}  // namespace pydantic_core::json
