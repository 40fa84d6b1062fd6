// validate/engine/streaming.h: validating JSON text while it is read, without a document in
// between.
//
// A kind of node that reads containers may have, besides validate(JsonInput), a second way:
//
//     Outcome stream(json::Stream& in, State& state, Ref& out) const;
//
// It validates the value that comes next in the text, item by item. Scalars need no such way: they
// are read first and given to validate(). Neither do containers of other kinds: such a value is
// read with all that is in it (a tree), and given to validate() too.
//
// Whatever is not simply right ends the attempt: stream() returns anything but ok, what was made is
// dropped, and the whole text is read again as a document. So stream() makes no error, keeps no
// path, leaves what it pushed on the stack of values, and may return `invalid` for what it merely
// does not want to do.
//
// Nobody can tell which way was taken, because
//
// - No Python code of a user runs while a text is streamed. Otherwise a fallback would run it a
//   second time; and where the text goes wrong further on, upstream runs none at all, since it
//   reads all of the text first. So only schemas that are quiet (quiet.h) are streamed. What can
//   be known only when it is about to happen (a class that was given a __new__, a list that is a
//   default and no longer empty) is refused with State::spoil(), which spoils the attempt for good,
//   so that not even a union that goes on to its next choice hides it.
// - Streaming gives a result only if the text is valid to its end (json/stream.h). Where it has a
//   syntax error, or exceeds a limit on nesting or numbers, the document reports that.
// - The result is the value that the document would have given. Keys are taken in the order of the
//   text, not in that of the fields. That order could show only in errors, and there are none. Of
//   equal keys the last one counts here too. If an earlier one is wrong, the text is read again as
//   a document, which costs time and nothing else.
// - Errors always come from the document, with its locations, its input values and its order.
// - An exception other than MemoryError only ends the attempt: the text may have a syntax error
//   further on, which upstream would report instead.
// - The text cannot change meanwhile: bytes and str are streamed, a bytearray is not. (Which is how
//   tests have the same text read both ways.) The collector may run finalizers of other objects at
//   any allocation, as in a document's walk.
// - Instances that were made in vain go away unseen: classes whose instances would notice
//   (__del__) are not streamed. Strings may stay in the cache, as always.
#pragma once

#include <atomic>

#include "json/stream.h"
#include "py/json_reader.h"
#include "validate/engine/child.h"

namespace pydantic_core {

/// Validates the next value of the text, read as a tree.
Outcome validate_tree(const Node* node, json::Stream& in, State& state, Ref& out);

/// Validates the next value of the text, which is a container (or nothing that can be streamed).
inline Outcome stream_container(const Node* node, json::Stream& in, State& state, Ref& out) {
  return node->ops->stream != nullptr ? node->ops->stream(node, in, state, out)
                                      : validate_tree(node, in, state, out);
}

/// Validates the next value of the text, whatever it is.
[[gnu::always_inline]] inline Outcome stream_value(const Child& child, json::Stream& in,
                                                   State& state, Ref& out) {
  json::Node scalar;
  if (!in.scalar(scalar)) return stream_container(child.node, in, state, out);
  const JsonInput input{json::Value(&scalar)};
  if (child.take(input, state, out)) return out ? Outcome::ok : Outcome::raised;
  return child.node->validate(input, state, out);
}

/// Takes the next value of the reader's text as it is.
inline Outcome take_value(py::JsonReader& reader, Ref& out) {
  out = reader.read();
  if (out) [[likely]]
    return Outcome::ok;
  return reader.gave_up() ? Outcome::invalid : Outcome::raised;
}

/// Whether texts for one validator are worth streaming: after those that had to be read again, some
/// are read as documents at once, twice as many each time, so that input that is always wrong costs
/// what it would without streaming. Threads may share it.
class StreamingHabit {
 public:
  bool worth_it() {
    const uint8_t left = to_skip_.load(std::memory_order_relaxed);
    if (left == 0) [[likely]]
      return true;
    to_skip_.store(left - 1, std::memory_order_relaxed);
    return false;
  }
  void note(bool streamed) {
    const uint8_t last = last_skip_.load(std::memory_order_relaxed);
    if (streamed && last == 0) [[likely]]
      return;
    const uint8_t skip = streamed ? 0 : last < kMost ? last * 2 + 1 : kMost;
    last_skip_.store(skip, std::memory_order_relaxed);
    to_skip_.store(skip, std::memory_order_relaxed);
  }

 private:
  static constexpr uint8_t kMost = 127;

  std::atomic<uint8_t> to_skip_ = 0;    // texts that will not be streamed
  std::atomic<uint8_t> last_skip_ = 0;  // what that was set to last
};

/// Whether a text is better streamed than read as a document, provided that all nodes are quiet: it
/// is one scalar, or the node reads containers itself. A tree would be a document by another name.
inline bool is_worth_streaming(const Node* root, std::string_view text) {
  if (root->ops->stream != nullptr) return true;
  const char first = text.empty() ? ' ' : text.front();
  return static_cast<unsigned char>(first) > ' ' && first != '[' && first != '{';
}

/// Streams a text, behind which a NUL must stand. False: the text is to be read as a document,
/// `out` is empty and `state` is as it was. True: `outcome` is ok with `out`, or raised for want of
/// memory.
[[nodiscard]] bool stream_text(const Node* root, std::string_view text, State& state,
                               Outcome& outcome, Ref& out);

}  // namespace pydantic_core
