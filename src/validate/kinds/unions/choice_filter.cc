// validate/kinds/unions/choice_filter.cc: see choice_filter.h.
#include "validate/kinds/unions/choice_filter.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "py/sync.h"
#include "validate/kinds/records/fields.h"

namespace pydantic_core {
namespace {

/// What is known of a node and of those that it hands its input to.
Foresight foresight_of(const Node* node) {
  constexpr int kMostHops = 16;  // definitions may refer to each other without end
  Foresight all;
  for (int i = 0; i < kMostHops && node != nullptr; ++i) {
    const Foresight own = node->ops->foresee(node);
    all.has_default |= own.has_default;
    all.is_model |= own.is_model;
    if (own.fields != nullptr) all.fields = own.fields;
    if (own.literal != nullptr) all.literal = own.literal;
    node = own.same_as;
  }
  return all;
}

/// Which text of a table a value is, or kMissing. False with MemoryError set.
bool find_text(const KeyTable& texts, const Ref& value, uint32_t& found) {
  std::string_view text;
  found = KeyTable::kMissing;
  if (!PyUnicode_CheckExact(value.get())) return true;
  if (!py::utf8(value.get(), text)) return forgive();
  found = texts.find(text, KeyTable::kMissing);
  return true;
}
bool find_text(const KeyTable& texts, const json::Node* value, uint32_t& found) {
  const json::Value text(value);
  found = text.is_string() ? texts.find(text.as_string(), KeyTable::kMissing) : KeyTable::kMissing;
  return true;
}

}  // namespace

template <class Value>
struct ChoiceFilter::Found {
  uint64_t present[kMostKeys / 64] = {};
  Value tags[kMostTags] = {};

  /// The value is needed only where a text is expected.
  void add(uint32_t slot, Value value, const ChoiceFilter& filter) {
    present[slot / 64] |= uint64_t{1} << (slot % 64);
    for (uint32_t i = 0; i < filter.tag_count_; ++i) {
      if (filter.tags_[i].slot == slot) tags[i] = std::move(value);
    }
  }
  bool has(uint32_t slot) const { return ((present[slot / 64] >> (slot % 64)) & 1) != 0; }
};

bool ChoiceFilter::slot_of(Borrowed key, uint32_t& slot) {
  std::string_view text;
  slot = KeyTable::kMissing;
  if (!py::utf8(key, text)) return forgive();
  slot = keys_.find(text, KeyTable::kMissing);
  if (slot != KeyTable::kMissing || keys_.slots() == kMostKeys) return true;
  if (!keys_.add(text, slot)) return false;
  return (demanding_.push(Candidates::none()) && having_.push(Candidates::none())) ||
         py::no_memory();
}

bool ChoiceFilter::add_literal(uint32_t slot, const LiteralLookup& literal, uint32_t choice) {
  Tag* tag = tags_;
  while (tag != tags_ + tag_count_ && tag->slot != slot) ++tag;
  if (tag == tags_ + tag_count_) {
    if (tag_count_ == kMostTags) return true;
    if (!tag->texts.reserve(8)) return false;
    tag->slot = slot;
    ++tag_count_;
  }
  tag->expecting.add(choice);
  return literal.each_text([&](std::string_view text) -> bool {
    uint32_t index = tag->texts.find(text, KeyTable::kMissing);
    if (index == KeyTable::kMissing) {
      if (!tag->texts.add(text, index)) return false;
      if (!tag->takers.push(Candidates::none())) return py::no_memory();
    }
    tag->takers[index].add(choice);
    return true;
  });
}

bool ChoiceFilter::add_fields(const FieldTable& fields, uint32_t choice, bool is_flat) {
  const bool by_alias = fields.by_alias();
  const bool by_name = fields.by_name();
  if (!by_alias && !by_name) return true;  // an error of the schema's
  for (const Field& field : fields) {
    const LookupPaths paths = field.lookup.select(by_alias, by_name);
    if (paths.end() - paths.begin() != 1 || paths.begin()->rest) {
      is_flat = false;
      continue;
    }
    const Foresight value = foresight_of(field.child.node);
    const bool demanded = field.required && !value.has_default;
    const bool is_tag = value.literal != nullptr && value.literal->is_all_text();
    uint32_t slot;
    if (!slot_of(paths.begin()->key.get(), slot)) return false;
    if (slot == KeyTable::kMissing) {
      is_flat = false;
      continue;
    }
    // Two fields of one key would be counted as one.
    is_flat = is_flat && !having_[slot].has(choice);
    having_[slot].add(choice);
    if (demanded) demanding_[slot].add(choice);
    if (is_tag && !add_literal(slot, *value.literal, choice)) return false;
  }
  if (is_flat) counted_.add(choice);
  return true;
}

bool ChoiceFilter::add(const Node* choice) {
  const uint32_t index = choice_count_++;
  if (index >= Candidates::kMost) return true;
  known_.add(index);
  if (index == 0 && !keys_.reserve(16)) return false;
  const Foresight foresight = foresight_of(choice);
  if (foresight.fields == nullptr) return true;
  if (foresight.is_model) models_.add(index);
  // Records within would count their fields, too.
  QuietSearch search(QuietSearch::Use::trial, /*most_records=*/1);
  const bool is_flat = search.is_quiet(choice) && search.records() == 1;
  return PyErr_Occurred() == nullptr && add_fields(*foresight.fields, index, is_flat);
}

template <class Value>
bool ChoiceFilter::strike(const Found<Value>& found, Candidates& candidates) const {
  for (uint32_t slot = 0; slot < keys_.slots(); ++slot) {
    if (!found.has(slot)) candidates.remove(demanding_[slot]);
  }
  for (uint32_t i = 0; i < tag_count_; ++i) {
    const Tag& tag = tags_[i];
    if (!found.tags[i]) continue;
    uint32_t text;
    if (!find_text(tag.texts, found.tags[i], text)) return false;
    const bool is_expected = text != KeyTable::kMissing;
    candidates.restrict(tag.expecting, is_expected ? tag.takers[text] : Candidates::none());
  }
  return true;
}

template <class Value>
void ChoiceFilter::count(const Found<Value>& found, Prospects& out) const {
  const uint32_t choices = std::min(choice_count_, Candidates::kMost);
  out.counted = counted_;
  std::memset(out.counts, 0, choices * sizeof out.counts[0]);
  for (uint32_t slot = 0; slot < keys_.slots(); ++slot) {
    if (!found.has(slot)) continue;
    for (uint32_t word = 0; word < Candidates::kWords; ++word) {
      for (uint64_t left = having_[slot].words[word]; left != 0; left &= left - 1) {
        ++out.counts[word * 64 + static_cast<uint32_t>(std::countr_zero(left))];
      }
    }
  }
}

template <class Value>
bool ChoiceFilter::judge(const Found<Value>& found, Prospects& out) const {
  if (!strike(found, out.candidates)) return false;
  if (out.candidates.has_several_of(known_)) count(found, out);
  return true;
}

bool ChoiceFilter::look_at(PyInput input, const State& state, Prospects& out) const {
  if (!says_something(state) || !PyDict_CheckExact(input.object)) return true;
  Found<Ref> found;
  uint32_t guess = 0;
  Py_ssize_t at = 0;
  for (Ref key, value; py::dict_next(input.object, at, key, value);) {
    std::string_view text;
    if (!PyUnicode_CheckExact(key.get())) continue;
    if (!py::utf8(key.get(), text)) {
      if (!forgive()) return false;
      continue;
    }
    const uint32_t slot = keys_.find(text, guess);
    if (slot == KeyTable::kMissing) continue;
    guess = slot + 1;
    found.add(slot, std::move(value), *this);
  }
  return judge(found, out);
}

bool ChoiceFilter::look_at(JsonInput input, const State& state, Prospects& out) const {
  if (!says_something(state) || !input.value.is_object()) return true;
  Found<const json::Node*> found;
  uint32_t guess = 0;
  for (json::Member member : input.value.as_object()) {
    const uint32_t slot = keys_.find(member.key.as_string(), guess);
    if (slot == KeyTable::kMissing) continue;
    guess = slot + 1;
    found.add(slot, member.value.raw(), *this);  // of equal keys the last one counts
  }
  return judge(found, out);
}

}  // namespace pydantic_core
