// validate/kinds/records/unused_keys.h: the keys of a record that no field and no parameter took.
//
// This is the walk that finds them, and what is wrong with a key that is no text. What becomes of
// them is for its caller to say: calls and named tuples do so in a line or two, models, typed dicts
// and dataclasses by the extra behavior of their schema (extra_fields.h).
#pragma once

#include "base/bitset.h"
#include "validate/engine/item_walk.h"
#include "validate/input/record.h"

namespace pydantic_core {

/// What a key is as text: `not_text` is an error at the key, `not_unicode` ends the walk.
enum class KeyText : uint8_t { ok, not_text, not_unicode, raised };

KeyText key_text(PyInput key, std::string_view& text);
inline KeyText key_text(StringInput key, std::string_view& text) {
  const KeyText answer = key_text(PyInput{key.object}, text);
  return answer == KeyText::not_text ? KeyText::not_unicode : answer;
}
inline KeyText key_text(JsonInput key, std::string_view& text) {
  text = key.value.as_string();
  return KeyText::ok;
}

/// A key that is text, as the key of a new dict. Empty with an exception set.
Ref key_object(PyInput key, const State& state);
inline Ref key_object(StringInput key, const State&) { return borrow(key.object); }
Ref key_object(JsonInput key, const State& state);

/// One such key of a record, and what stands under it.
template <class Input>
struct UnusedKey {
  Input key;
  Input value;
  std::string_view text;  ///< of the key
  uint32_t slot;          ///< of the key in the table, or KeyTable::kMissing
};

/// Calls f(UnusedKey) -> Outcome for the pairs of `record` whose keys are in no slot in `used`,
/// with the path set to the key. `once`: of equal keys, only the last one counts. If f returns
/// `invalid`, the walk goes on; if this function returns it, the record itself could not be walked.
template <class Record, class F>
Outcome for_each_unused(Record& record, const KeyTable& keys, const BitSet& used, bool once,
                        State& state, F&& f) {
  const auto take_pair = [&](auto key, auto value, bool) -> Outcome {
    PathScope path(state);
    set_key(path.frame, key);
    std::string_view text;
    switch (key_text(key, text)) {
      case KeyText::ok:
        break;
      case KeyText::not_text:
        return go_on(state.fail(ErrorType::invalid_key, key));
      case KeyText::not_unicode:
        state.path = path.frame.outer;
        return state.fail(ErrorType::string_unicode, key);
      case KeyText::raised:
        return Outcome::raised;
    }
    const uint32_t slot = keys.find(text, KeyTable::kMissing);
    if (slot != KeyTable::kMissing && used.has(slot)) return Outcome::ok;
    return go_on(f(UnusedKey<typename Record::Item>{key, value, text, slot}));
  };
  return once ? record.for_each_key(state, take_pair) : record.for_each_pair(state, take_pair);
}

}  // namespace pydantic_core
