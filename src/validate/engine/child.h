// validate/engine/child.h: a node as its container holds it, with its leaf (py/leaf.h) beside it:
// most values are then validated without a call, and without setting a path.
#pragma once

#include "validate/engine/node.h"
#include "validate/input/read_leaf.h"

namespace pydantic_core {

struct Child {
  const Node* node = nullptr;
  Leaf leaf;

  Child() = default;
  explicit Child(const Node* node) : node(node), leaf(node != nullptr ? node->leaf() : Leaf()) {}

  /// Takes a value of the leaf, which cannot fail but for want of memory: then it is true with
  /// `out` empty. False: the node must be asked.
  template <class Input>
  [[gnu::always_inline]] bool take(Input input, State& state, Ref& out) const {
    return read_leaf(leaf, input, state, out);
  }
};

}  // namespace pydantic_core
