// serialize/engine/child.h: a node as its container holds it, with its leaf (leaf.h) beside it:
// most values are then serialized without a call.
#pragma once

#include "serialize/engine/leaves.h"
#include "serialize/engine/node.h"

namespace pydantic_core {

struct SerChild {
  const SerNode* node = nullptr;
  SerLeaf leaf;

  SerChild() = default;
  explicit SerChild(const SerNode* node) : node(node), leaf(node ? node->leaf() : SerLeaf()) {}

  // As SerNode's own.
  [[nodiscard]] Ref to_python(Borrowed value, SerState& state) const {
    // Inference has its own way with floats that are not finite.
    if (leaf.takes(value) && !state.serialize_as_any && leaf.passes_in(state)) [[likely]]
      return borrow(value);
    return node->to_python(value, state);
  }
  [[nodiscard]] bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    LeafForm form;
    return (leaf.takes(value, form) && leaf.is_written_in(state) &&
            write_value(form, value, out.buffer())) ||
           node->to_json(value, state, out);
  }
  // As SerNode's own.
  [[nodiscard]] bool write_whole(Borrowed value, Whole& to) const {
    return write_whole_leaf(leaf, value, to) ||
           (node->ops->whole != nullptr && node->write_whole(value, to));
  }
};

}  // namespace pydantic_core
