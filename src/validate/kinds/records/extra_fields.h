// validate/kinds/records/extra_fields.h: what the schema of a model, typed dict or dataclass does
// with input that belongs to no field. It forbids, ignores or keeps it (`extra_behavior`), and may
// have schemas for its keys and values. unused_keys.h finds that input.
#pragma once

#include "validate/kinds/records/fields.h"
#include "validate/kinds/records/unused_keys.h"

namespace pydantic_core {

/// For ExtraFields::collect, where nothing is to be done with a key that was added.
inline constexpr auto kNothingAdded = [](Borrowed) { return true; };

struct ExtraFields {
  Extra behavior = Extra::ignore;
  const Node* values = nullptr;
  const Node* keys = nullptr;
  ErrorType forbidden = ErrorType::extra_forbidden;

  /// Reads the behavior and the schema of the values.
  [[nodiscard]] bool init(const Schema& schema, Builder& builder);
  /// Reads the schema of the keys, which only models may have; after init.
  [[nodiscard]] bool init_keys(const Schema& schema, Builder& builder);
  void describe(Describer& out) const;
  bool is_quiet(QuietSearch& search) const {
    return search.is_quiet_or_none(values) && search.is_quiet_or_none(keys);
  }
  Extra behavior_in(const State& state) const { return state.extra.value_or(behavior); }

  /// Walks the pairs of `record` whose keys no field took: forbids them, ignores them, or validates
  /// them into `extra` (a dict), calling added(key) -> bool for each. Errors are collected:
  /// `invalid` means that the walk itself failed, and that its error stands alone.
  template <class Record, class Added>
  Outcome collect(Record& record, const FieldTable& fields, RecordWalk& walk, Extra mode,
                  Borrowed extra, Added&& added) const {
    State& state = walk.items.state();
    const bool once = fields.rules().extras_come_once &&
                      (mode == Extra::forbid || values != nullptr || keys != nullptr);
    return walk.items.end(for_each_unused(
        record, fields.keys(), walk.found.used, once, state, [&](const auto& unused) -> Outcome {
          if (mode == Extra::forbid) return state.fail(forbidden, unused.value);
          if (mode == Extra::ignore || fields.drops_extra(unused.slot)) return Outcome::ok;
          Ref key, value;
          const Outcome of_key = validate_key(unused.key, state, key);
          if (of_key != Outcome::ok && (of_key != Outcome::invalid || !kExtraKeysStandAlone))
            return of_key;
          const bool is_last = walk.items.is_partial() && walk.last.is(unused.text);
          walk.items.enter(is_last);
          const uint32_t before = state.errors.size();
          const Outcome of_value = validate_value(unused.value, state, value);
          if (of_value != Outcome::ok) return walk.items.leave_wrong(of_value, before, is_last);
          if (of_key != Outcome::ok) return Outcome::ok;
          if (PyDict_SetItem(extra, key.get(), value.get()) < 0) return Outcome::raised;
          return added(key.get()) ? Outcome::ok : Outcome::raised;
        }));
  }
  /// A value without a schema is taken as it is.
  template <class Input>
  Outcome validate_value(Input input, State& state, Ref& out) const {
    if (values != nullptr) return values->validate(input, state, out);
    out = input.to_object(state.cache_strings);
    return out ? Outcome::ok : Outcome::raised;
  }

 private:
  bool init_part(const Schema& schema, Builder& builder, Borrowed name, const Node*& out) const;
  template <class Input>
  Outcome validate_key(Input input, State& state, Ref& out) const {
    if (keys != nullptr) {
      PC_TRY(keys->validate(input, state, out));
      return check_is_str(out.get()) ? Outcome::ok : Outcome::raised;
    }
    out = key_object(input, state);
    return out ? Outcome::ok : Outcome::raised;
  }
  /// False with TypeError set if a validator has made something other than a str of the key.
  static bool check_is_str(Borrowed key);
};

}  // namespace pydantic_core
