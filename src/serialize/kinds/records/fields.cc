// serialize/kinds/records/fields.cc: see fields.h.
#include "serialize/kinds/records/fields.h"

#include "py/layout/containers.h"
#include "serialize/kinds/records/fields_sinks.h"
#include "serialize/kinds/records/fields_walk.h"
#include "serialize/output/keys.h"

namespace pydantic_core {

namespace {

/// For Python output, a value outside of any model is refused before its type is checked.
constexpr bool kModelComesFirst = by_edition({true, false});

/// Nothing in the call's settings makes one field different from another, but for the value None
/// where exclude_none is on.
bool treats_alike(const RecordValues& values, const SerState& state) {
  return values.fields_set == nullptr && !state.exclude_defaults && !state.serialize_as_any &&
         !state.filtered();
}

}  // namespace

Borrowed current_model(SerState& state) {
  if (state.model != nullptr) return state.model;
  return raise_unexpected(unexpected_message(Text() << "No model found for fields serialization"));
}

/// What becomes of the pair at hand. walk.field, walk.node and walk.filter are set for one that is
/// to be written.
FieldsSerializer::Verdict FieldsSerializer::decide(Walk& walk, SerState& state) const {
  Borrowed key = walk.pairs.key();
  if (walk.uniform && expects(key, walk.next) && fields_[walk.next].direct &&
      walk.pairs.value() != missing_sentinel()) [[likely]] {
    walk.field = &fields_[walk.next++];
    walk.node = walk.field->child.node;
    walk.used += walk.field->required;
    state.field_name = key;
    return Verdict::write;
  }
  return kFieldsAreFoundFirst ? decide_found(walk, state) : decide_filtered(walk, state);
}

/// The fields from `written` on, which is 0 or where write_in_order stopped.
template <class Sink>
bool FieldsSerializer::each_field(const RecordValues& values, uint32_t written, SerState& state,
                                  Sink& sink) const {
  const bool alike = treats_alike(values, state);
  const bool in_runs = alike && state.check == SerCheck::none && !state.recursion.full();
  Walk walk(values, Sink::kChecks, alike && !state.exclude_none);
  if (!walk.pairs.init(values, written)) return false;
  if (values.fields_set != nullptr && !walk.note_set()) return false;
  walk.next = written;
  return run(walk, in_runs, state, sink) &&
         (!(Sink::kChecks || kFieldsAreFoundFirst) || check_count(walk.used, state));
}

/// Gives the pairs to the sink, those that are leaves in runs if `in_runs`. False with an exception
/// set.
template <class Sink>
bool FieldsSerializer::run(Walk& walk, bool in_runs, SerState& state, Sink& sink) const {
  Scoped<Borrowed> field_name(state.field_name, state.field_name);
  RecordPairs& pairs = walk.pairs;
  for (;;) {
    if (in_runs) {
      const std::span<const SerField> fields(fields_.data(), fields_.size());
      const std::span<const py::DictPair> ahead = pairs.ahead();
      const size_t count = sink.leaves(ahead.size(), PairsView{ahead.data()},
                                       fields.subspan(walk.next), state.exclude_none);
      pairs.skip(count);
      walk.next += static_cast<uint32_t>(count);
    }
    const RecordPairs::Step step = pairs.next();
    if (step != RecordPairs::Step::pair) return step == RecordPairs::Step::end;
    bool ok = false;
    switch (decide(walk, state)) {
      case Verdict::raised:
        break;
      case Verdict::skip:
        ok = true;
        break;
      case Verdict::unknown: {
        ScopedFilter scope(state, walk.filter.include.get(), walk.filter.exclude.get());
        ok = sink.extra(pairs.key(), extras_node(state, Sink::kExtrasHaveSchema), pairs.value(),
                        state);
        break;
      }
      case Verdict::write: {
        ScopedFilter scope(state, walk.filter.include.get(), walk.filter.exclude.get());
        ok = sink.field(*walk.field, walk.node, pairs.value(), state);
        break;
      }
    }
    if (!ok) return false;
  }
}

/// The node that serializes extras: that of their schema where the output heeds it.
const SerNode* FieldsSerializer::extras_node(const SerState& state, bool by_schema) const {
  return by_schema && extras_ != nullptr && !state.serialize_as_any ? extras_ : any_serializer();
}

template <class Sink>
bool FieldsSerializer::each_extra(Borrowed extra, SerState& state, Sink& sink) const {
  Borrowed missing = missing_sentinel();
  const SerNode* node = extras_node(state, Sink::kExtrasHaveSchema);
  return each_pair(extra, [&](Borrowed key, Borrowed value) {
    if (kExtrasKeepTheirSchema && !check_text(key)) return false;
    const bool left_out = (state.exclude_none && value == Py_None) || value == missing;
    if (!kExtrasKeepTheirSchema && left_out) return true;
    return filter_key(key, kNoFilter, state,
                      [&] { return left_out || sink.extra(key, node, value, state); });
  });
}

/// In a union a value with too few of the fields is of another type. Where fields that are left out
/// are not counted, options that leave some out make counting useless.
bool FieldsSerializer::check_count(uint32_t used, SerState& state) const {
  if (state.check == SerCheck::none || used >= required_) return true;
  if (!kFieldsAreFoundFirst &&
      (state.exclude_defaults || state.exclude_unset || state.exclude_none ||
       state.exclude_computed_fields || state.exclude != nullptr)) {
    return true;
  }
  Ref name = field_name_str(state.field_name);
  UnexpectedValue complaint =
      unexpected_message(Text() << "Expected " << required_ << " fields but got " << used);
  complaint.field_name = std::move(name);
  complaint.field_type = type_name_of(state.model);
  complaint.input_value = borrow(state.model);
  return raise_unexpected(std::move(complaint));
}

Ref FieldsSerializer::fields_to_python(const RecordValues& values, bool by_alias,
                                       SerState& state) const {
  Ref dict;
  if (blank_ && values.attributes == nullptr && !by_alias && treats_alike(values, state)) {
    const InOrder taken = make_in_order(values, state, dict);
    if (taken != InOrder::no) return dict;
  }
  dict = py::make_dict();
  FieldsDictSink sink{dict.get(), by_alias};
  return dict && each_field(values, 0, state, sink) ? std::move(dict) : Ref();
}

Ref FieldsSerializer::values_to_python(const RecordValues& values, SerState& state) const {
  const bool by_alias = aliases_ && state.use_alias(by_alias_);
  Ref dict = fields_to_python(values, by_alias, state);
  if (!dict) return {};
  FieldsDictSink sink{dict.get(), by_alias};
  if (values.extra != nullptr && !each_extra(values.extra, state, sink)) return {};
  if (!computed_.empty() && !computed_.to_python(state.model, dict.get(), state)) return {};
  return dict;
}

bool FieldsSerializer::values_to_json(const RecordValues& values, SerState& state,
                                      JsonText& out) const {
  JsonItems items = json_object(out);
  FieldsJsonSink sink{items, out, aliases_ && state.use_alias(by_alias_)};
  uint32_t written = 0;
  const bool in_order = !py::kFreeThreaded && values.attributes == nullptr &&
                        treats_alike(values, state) && !state.exclude_none && out.plain() &&
                        state.check == SerCheck::none && !state.recursion.full();
  bool ok = !in_order || write_in_order(values, state, sink, written);
  if (ok && (written == 0 || written < fields_.size()))
    ok = each_field(values, written, state, sink);
  ok = ok && (values.extra == nullptr || each_extra(values.extra, state, sink)) &&
       (computed_.empty() || computed_.to_json(state.model, items, state, out));
  items.end();
  return ok;
}

bool FieldsSerializer::split(Borrowed value, RecordValues& values) const {
  values.dict = value;
  if (mode_ == FieldsMode::model_extra) {
    if (!PyTuple_Check(value) || PyTuple_GET_SIZE(value) != 2) return false;
    values.dict = PyTuple_GET_ITEM(value, 0);
    Borrowed extra = PyTuple_GET_ITEM(value, 1);
    values.extra = extra == Py_None ? nullptr : extra;
  }
  return PyDict_Check(values.dict) && (values.extra == nullptr || PyDict_Check(values.extra));
}

Ref FieldsSerializer::to_python(Borrowed value, SerState& state) const {
  RecordValues values;
  if (kModelComesFirst && current_model(state) == nullptr) return {};
  if (!split(value, values)) return fall_back(value, state);
  return current_model(state) != nullptr ? values_to_python(values, state) : Ref();
}

bool FieldsSerializer::to_json(Borrowed value, SerState& state, JsonText& out) const {
  RecordValues values;
  if (!split(value, values)) return fall_back(value, state, out);
  return current_model(state) != nullptr && values_to_json(values, state, out);
}

}  // namespace pydantic_core
