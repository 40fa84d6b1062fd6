// validate/engine/streaming.cc: see streaming.h.
#include "validate/engine/streaming.h"

namespace pydantic_core {

Outcome validate_tree(const Node* node, json::Stream& in, State& state, Ref& out) {
  json::Value value;
  if (!in.tree(value)) return Outcome::invalid;
  return node->validate(JsonInput{value}, state, out);
}

bool stream_text(const Node* root, std::string_view text, State& state, Outcome& outcome,
                 Ref& out) {
  if (state.self_instance != nullptr || state.allow_partial != PartialMode::off) return false;
  json::Stream in(text);
  state.streaming = Streaming::on;
  Child child;
  child.node = root;
  outcome = stream_value(child, in, state, out);
  const bool spoilt = std::exchange(state.streaming, Streaming::off) == Streaming::spoilt;
  if (outcome == Outcome::ok && !spoilt && in.at_end()) [[likely]]
    return true;
  if (outcome == Outcome::raised && !forgive()) return true;
  out.reset();
  state.restart();
  return false;
}

}  // namespace pydantic_core
