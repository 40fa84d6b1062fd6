// serialize/engine/whole.h: writing a whole value to JSON at once.
//
// A union does not know which of its choices a value is, so it makes plain objects of the value
// before it writes them (kinds/unions/choices.h): a choice may refuse it midway, when the user's
// code has run already. Most values need none of that. They consist of instances of the very
// classes that the schema names, of lists, dicts and leaves: whether a choice takes them can be
// found out while they are written, and no code of the user runs on the way. If it does not take
// them, what was written is taken back, and the union goes the long way. So the short one cannot be
// noticed, but for the time.
//
// write_whole() may say yes only where to_python(), strictly checked and in JSON mode, takes the
// value, and inference writes the result as the same text. Kinds that cannot know that do not have
// it, and what it does not expect it leaves to the long way: other classes, attributes that are
// missing, dicts whose pairs do not lie still, numbers that JSON has not, and values that the
// recursion guard knows.
#pragma once

#include "serialize/engine/leaf.h"

namespace pydantic_core {

struct SerChild;

struct Whole {
  const SerState& state;
  JsonText& out;
  /// How many nodes may still be entered, one in the other: it ends schemas that refer to
  /// themselves and values that hold themselves. With what is_deep() lets pass, the recursion guard
  /// would take as many containers.
  uint32_t levels = kRecursionLimit / 4;
};

/// Writes a value that is a leaf. False, with nothing written, for others. Runs no Python code.
bool write_whole_leaf(const SerLeaf& leaf, Borrowed value, Whole& to);

/// Writes a value as the choice of a union does, if that can be done at once. False, with nothing
/// written and no exception set, where not.
bool write_choice(const SerChild& choice, Borrowed value, const SerState& state, JsonText& out);

}  // namespace pydantic_core
