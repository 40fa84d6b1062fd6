// schema/words.h: the words of modes: how schemas name their values, and how repr() spells them.
#pragma once

#include "py/str.h"

namespace pydantic_core {

struct Word {
  const char* name;
  const char* spelling;
};

/// The words of a mode, in the order of its values: static constexpr Word kWords[].
template <class Mode>
struct WordsOf;

/// Sets `out` to the value that `text` names. False, without an exception, where it names none.
template <class Mode>
[[nodiscard]] bool find_word(Borrowed text, Mode& out) {
  for (const Word& word : WordsOf<Mode>::kWords) {
    if (!py::equals(text, word.name)) continue;
    out = static_cast<Mode>(&word - WordsOf<Mode>::kWords);
    return true;
  }
  return false;
}

/// How schemas name it.
template <class Mode>
const char* name_of(Mode mode) {
  return WordsOf<Mode>::kWords[static_cast<int>(mode)].name;
}
/// How repr() spells it.
template <class Mode>
const char* word_of(Mode mode) {
  return WordsOf<Mode>::kWords[static_cast<int>(mode)].spelling;
}

}  // namespace pydantic_core
