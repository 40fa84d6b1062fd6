// validate/engine/foresight.h: what can be said of a node without running it (choice_filter.h).
#pragma once

namespace pydantic_core {

struct Node;
class FieldTable;
class LiteralLookup;

struct Foresight {
  const FieldTable* fields = nullptr;      ///< a mapping is wrong where these fields are
  const LiteralLookup* literal = nullptr;  ///< what is not among these is wrong
  const Node* same_as = nullptr;           ///< this node validates the input, as it is
  bool is_model = false;                   ///< makes an instance of a mapping
  bool has_default = false;                ///< has a value where there is no input
};

}  // namespace pydantic_core
