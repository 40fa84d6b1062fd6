// validate/kinds/records/field_stream.cc: named fields from JSON text (streaming.h).
//
// Keys are taken as they come, first compared with the one that the field after the last would
// have. Each key must belong to one field and stand for its whole value. Building the schema
// determines that: tables with paths into values, or with a key that two fields share, do not
// stream.
#include "validate/engine/streaming.h"
#include "validate/kinds/records/field_values.h"

namespace pydantic_core {

/// Finds out whether the table streams, and whose its keys are. False with an exception set.
bool FieldTable::note_owners() {
  for (uint32_t slot = 0; slot < keys_.slots(); ++slot) {
    if (!json::is_plain(keys_[slot])) return true;
  }
  bool in_order = keys_.slots() == size();
  for (uint32_t i = 0; i < size(); ++i) {
    for (const LookupPath& path : fields_[i].lookup.all()) {
      if (path.rest) return true;
      in_order = in_order && path.slot == i;
    }
  }
  if (!in_order && !find_owners()) return false;
  can_stream_ = in_order || !owners_.empty();
  return true;
}

/// Leaves `owners_` empty where two fields share a key. False with an exception set.
bool FieldTable::find_owners() {
  Vec<uint32_t> owners;
  if (!owners.reserve_exactly(keys_.slots()) || !owners.resize(keys_.slots()))
    return py::no_memory();
  for (uint32_t& owner : owners) owner = kNoField;
  for (uint32_t i = 0; i < size(); ++i) {
    for (const LookupPath& path : fields_[i].lookup.all()) {
      uint32_t& owner = owners[path.slot];
      if (owner != kNoField && owner != i) return true;
      owner = i;
    }
  }
  owners_ = std::move(owners);
  return true;
}

/// The field that takes the value of the key in that slot, or kNoField.
uint32_t FieldTable::field_at(uint32_t slot, bool by_alias, bool by_name) const {
  if (slot == KeyTable::kMissing) return kNoField;
  if (owners_.empty()) return slot;
  for (const LookupPath& path : fields_[owners_[slot]].lookup.select(by_alias, by_name)) {
    if (path.slot == slot) return owners_[slot];
  }
  return kNoField;
}

/// The slot of the key under which the field is likely to come; of none beyond the last field.
uint32_t FieldTable::likely_slot(uint32_t index, bool by_alias, bool by_name) const {
  if (owners_.empty()) return index;
  return index < size() ? fields_[index].lookup.select(by_alias, by_name).begin()->slot
                        : keys_.slots();
}

/// Fills in what the text did not have.
Outcome FieldTable::stream_defaults(State& state, Ref* values, FieldsFound& found) const {
  if (!found.missing.init(size())) return py::no_memory();
  for (uint32_t i = 0; i < size(); ++i) {
    if (values[i]) continue;
    found.missing.add(i);
    PC_TRY(fields_[i].child.node->default_value(state, values[i]));
    if (!values[i] && fields_[i].required) return Outcome::invalid;
  }
  return Outcome::ok;
}

Outcome FieldTable::stream(json::Stream& in, State& state, Extra extra, FieldsFound& found,
                           FieldsDict& out) const {
  using Next = json::Stream::Next;
  const bool by_alias = this->by_alias(state);
  const bool by_name = this->by_name(state);
  if (!by_alias && !by_name) return Outcome::invalid;
  FieldValues values(*this, out);
  if (!values.init()) return Outcome::raised;
  Ref* const places = values.begin();
  uint32_t guess = likely_slot(0, by_alias, by_name);
  Next next = in.open('{');
  for (; next == Next::item; next = in.next('{')) {
    uint32_t slot = guess;
    if (guess == keys_.slots() || !in.take_key(keys_[guess])) [[unlikely]] {
      json::Node key;
      if (!in.key(key)) return Outcome::invalid;
      slot = keys_.find(json::Value(&key).as_string(), guess);  // it may be written with escapes
    }
    const uint32_t index = field_at(slot, by_alias, by_name);
    if (index == kNoField) {
      if (extra != Extra::ignore || !in.pass_over()) return Outcome::invalid;
      continue;
    }
    guess = likely_slot(index + 1, by_alias, by_name);
    Ref& value = places[index];
    if (!value) [[likely]] {
      ++found.given_count;
    } else {
      // A second value. Of equal keys the last one counts; of an alias and the name, perhaps not.
      const LookupPaths paths = fields_[index].lookup.select(by_alias, by_name);
      if (paths.end() - paths.begin() != 1) return Outcome::invalid;
      value.reset();
    }
    PC_TRY(stream_value(fields_[index].child, in, state, value));
  }
  if (next != Next::end) return Outcome::invalid;
  uint32_t with_value = size();
  if (found.given_count != size()) {
    PC_TRY(stream_defaults(state, places, found));
    for (uint32_t i = 0; i < size(); ++i) with_value -= !places[i];
  }
  values.added_all(with_value);
  return values.finish() ? Outcome::ok : Outcome::raised;
}

}  // namespace pydantic_core
