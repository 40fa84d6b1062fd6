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
// write_whole(). It says no to everything else: other classes, attributes that are missing, dicts
// whose pairs may move, numbers that JSON does not have, and values that the recursion guard knows.
#pragma once

#include "serialize/engine/leaf.h"

namespace pydantic_core {

struct SerChild;

struct Whole {
  const SerState& state;
  JsonText& out;
  /// How many nodes may still be entered, one within the other. This ends schemas that refer to
  /// themselves and values that hold themselves. The recursion guard would take that many
  /// containers too, even on top of the depth at which is_deep() still lets a value pass.
  uint32_t levels = kRecursionLimit / 4;
};

/// Writes a value that is a leaf. False, with nothing written, for others. Runs no Python code.
bool write_whole_leaf(const SerLeaf& leaf, Borrowed value, Whole& to);

/// Writes a value as the choice of a union does, if that can be done at once. False, with nothing
/// written and no exception set, where not.
bool write_choice(const SerChild& choice, Borrowed value, const SerState& state, JsonText& out);

}  // namespace pydantic_core
