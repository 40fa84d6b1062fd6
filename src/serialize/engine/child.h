// serialize/engine/child.h: a node as its container holds it, with its leaf (leaf.h) beside it:
// most values are then serialized without a call.
#pragma once

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
    return write_at_once(value, state, out.buffer()) || node->to_json(value, state, out);
  }
  /// Writes what the leaf takes. False, with nothing written, for what the node must write. Runs no
  /// Python code.
  [[nodiscard]] bool write_at_once(Borrowed value, const SerState& state, json::Buffer& out) const {
    return leaf.is_written_in(state) &&
           write_leaf(leaf, value, out, [&](size_t count) { return out.reserve(count); });
  }
};

}  // namespace pydantic_core
