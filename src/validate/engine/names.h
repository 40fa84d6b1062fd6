// validate/engine/names.h: the names of nodes, like "list[int]", for titles, locations and repr().
//
// The names of most kinds are fixed when they are built, before a definition that they refer to may
// be filled: below them an unfilled definition stays "...". A list or a reference has no name of
// its own until one of those kinds, or the title, asks for it. Then the list and the definition
// keep the name that they have at that time; one that nothing asked for is named anew each time.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "base/text.h"

namespace pydantic_core {

struct Node;

/// The name of a definition that is not filled, or is being named.
inline constexpr std::string_view kUnknownName = "...";

struct NameWriter {
  /// A definition whose name is being written, and the one that it is written in.
  struct Definition {
    const void* definition;
    const Definition* outer;
  };

  Text& out;
  bool at_build = false;
  const Definition* naming = nullptr;  ///< the innermost; a reference to any of them is "..."
  Arena* keeping = nullptr;            ///< of the graph, while it is built: kept names are there

  /// Writes the names inside of one that is fixed when it is built.
  NameWriter inner() const { return {out, true, naming, keeping}; }
  bool is_naming(const void* definition) const {
    const Definition* at = naming;
    while (at != nullptr && at->definition != definition) at = at->outer;
    return at != nullptr;
  }
  /// While the graph is built, makes what was written from `begin` on the kept name `shown`. A text
  /// that has no memory left for it is failed. Later it does nothing: other threads read `shown`.
  void keep(std::string_view& shown, size_t begin) const;
};

/// The name of a node around another, "what[node]", where nullptr is "any".
void name_around(NameWriter& out, std::string_view what, const Node* node);
/// The same for a list, which keeps its name in `shown`. That of a list whose items are "..." is
/// not kept, so that it is asked for again.
void name_list(NameWriter& out, std::string_view what, const Node* item, std::string_view& shown);

}  // namespace pydantic_core
