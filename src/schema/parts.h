// schema/parts.h: parts of schemas that several kinds read alike, or a kind's validator and its
// serializer. Every reader returns false with an exception set.
#pragma once

#include <span>

#include "schema/schema.h"

namespace pydantic_core {

/// `sub_type` of enum: what all values are.
enum class SubType : uint8_t { int_, str, float_, none };
template <>
struct WordsOf<SubType> {
  static constexpr Word kWords[] = {{"int", "IntEnum"}, {"str", "StrEnum"}, {"float", "FloatEnum"}};
};
/// `out` stays as it is when the key is missing.
[[nodiscard]] bool read_sub_type(SchemaDict schema, SubType& out);

/// `expected` of literal, a list with something in it.
[[nodiscard]] bool require_expected(SchemaDict schema, Ref& out);

/// Whether this CPython has frozendict. False with SchemaError set.
[[nodiscard]] bool check_has_frozendict();

/// SchemaError for a union without choices.
Raised refuse_no_choices();
/// SchemaError for the key called `name`, which is about extra fields, where they are not kept.
Raised refuse_without_extras(Borrowed name);
/// SchemaError for a mode that is none of `words`.
Raised refuse_mode(const char* what, Borrowed text, std::span<const Word> words);

/// The mode under `key`; `out` stays as it is when the key is missing. Errors call it `what`.
template <class Mode>
[[nodiscard]] bool read_mode(SchemaDict schema, Borrowed key, const char* what, Mode& out) {
  Ref text;
  if (!schema.get_text(key, text)) return false;
  return !text || find_word(text.get(), out) ||
         refuse_mode(what, text.get(), WordsOf<Mode>::kWords);
}

}  // namespace pydantic_core
