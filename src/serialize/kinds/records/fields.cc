// serialize/kinds/records/fields.cc: see fields.h.
#include "serialize/kinds/records/fields.h"

#include "base/bitset.h"
#include "py/call.h"
#include "serialize/engine/sequence.h"
#include "serialize/kinds/records/fields_sinks.h"

namespace pydantic_core {

namespace {

/// Whether the user's exclude_if says that the value is to be left out: 1 or 0; -1 with an
/// exception set.
int asks_exclusion(const Ref& exclude_if, Borrowed value) {
  if (!exclude_if) return 0;
  const Ref answer = py::call(exclude_if.get(), value);
  if (!answer) return -1;
  if (PyBool_Check(answer.get())) return answer.get() == Py_True;
  conversion_error(answer.get(), "PyBool");
  return -1;
}

/// Whether the value equals the node's default: 1 or 0; -1 with an exception set.
int is_default(const SerNode* node, Borrowed value) {
  Ref standard;
  if (!node->default_value(standard)) return -1;
  if (!standard) return 0;
  const Ref equal = steal(PyObject_RichCompare(value, standard.get(), Py_EQ));
  return equal ? PyObject_IsTrue(equal.get()) : -1;
}

/// Empty when there is none to be had, with an exception set only for want of memory.
Ref type_name(Borrowed value) {
  Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(value)), names.dunder_name));
  if (!name) (void)forgive();
  return name;
}

/// Nothing in the call's settings makes one field different from another, but for the value None
/// where exclude_none is on.
bool treats_alike(const RecordValues& values, const SerState& state) {
  return values.fields_set == nullptr && !state.exclude_defaults && !state.serialize_as_any &&
         !state.filtered();
}

}  // namespace

Borrowed current_model(SerState& state) {
  if (state.model == nullptr) {
    raise_unexpected(unexpected_message(Text() << "No model found for fields serialization"));
  }
  return state.model;
}

const SerField* FieldsSerializer::find(Borrowed key, uint32_t& next) const {
  if (next < fields_.size() && fields_[next].name.name() == key) [[likely]]
    return &fields_[next++];
  return find_anywhere(key, next);
}

const SerField* FieldsSerializer::find_anywhere(Borrowed key, uint32_t& next) const {
  if (!PyUnicode_Check(key)) return nullptr;
  // Names are interned: a key that is, too, is one of them or none.
  const bool interned = PyUnicode_CHECK_INTERNED(key) != 0;
  if (!interned && next < fields_.size() && py::is_same_key(fields_[next].name.name(), key))
    return &fields_[next++];
  if (interned || !index_) {
    for (uint32_t i = 0; i < fields_.size(); ++i) {
      Borrowed name = fields_[i].name.name();
      if (name != key && (interned || PyUnicode_Compare(name, key) != 0)) continue;
      next = i + 1;
      return &fields_[i];
    }
    return nullptr;
  }
  Borrowed index = py::own_dict_item(index_.get(), key);
  if (index == nullptr) return nullptr;
  next = static_cast<uint32_t>(PyLong_AsLong(index));
  return &fields_[next++];
}

/// Where a walk over the pairs of one record is.
struct FieldsSerializer::Walk {
  Walk(const RecordValues& values, bool checks, bool uniform)
      : values(values), checks(checks), uniform(uniform) {}

  const RecordValues& values;
  const bool checks;   ///< as the sink's
  const bool uniform;  ///< nothing in the call makes one field different from another
  RecordPairs pairs;
  uint32_t next = 0;  ///< the field to expect
  uint32_t used = 0;  ///< how many required fields there were
  // Of the pair that is to be written:
  const SerField* field = nullptr;
  const SerNode* node = nullptr;
  NextFilter filter;
};

FieldsSerializer::Verdict FieldsSerializer::refuse_unknown(Borrowed key, SerState& state) const {
  Text message;
  message << "Unexpected field `";
  py::append_lossy(message, key);
  UnexpectedValue complaint = unexpected_message(message << '`');
  complaint.field_name = borrow(key);
  complaint.field_type = type_name(state.model);
  return raise_unexpected(std::move(complaint)), Verdict::raised;
}

/// What becomes of a pair whose key is text that passes include and exclude.
FieldsSerializer::Verdict FieldsSerializer::decide_named(Walk& walk, SerState& state) const {
  Borrowed key = walk.pairs.key();
  Borrowed value = walk.pairs.value();
  const SerField* field = find(key, walk.next);
  if (field == nullptr) [[unlikely]] {
    if (PyErr_Occurred()) return Verdict::raised;
    if (mode_ == FieldsMode::typed_dict_allow) return Verdict::unknown;
    return walk.checks && state.check == SerCheck::strict ? refuse_unknown(key, state)
                                                          : Verdict::skip;
  }
  walk.used += field->required;
  if (field->child.node == nullptr) return Verdict::skip;
  int left_out = state.exclude_defaults ? is_default(field->child.node, value) : 0;
  if (left_out == 0) left_out = asks_exclusion(field->exclude_if, value);
  if (left_out != 0) return left_out < 0 ? Verdict::raised : Verdict::skip;
  const bool as_any = state.serialize_as_any && !field->child.node->is_field_function();
  walk.field = field;
  walk.node = as_any ? any_serializer() : field->child.node;
  return Verdict::write;
}

/// What becomes of the pair at hand, with all that the call, the schema and the value may say.
FieldsSerializer::Verdict FieldsSerializer::decide(Walk& walk, SerState& state) const {
  Borrowed key = walk.pairs.key();
  Borrowed value = walk.pairs.value();
  const bool missing = value == missing_sentinel();
  const bool expected = walk.next < fields_.size() && fields_[walk.next].name.name() == key;
  if (walk.uniform && expected && fields_[walk.next].direct && !missing) [[likely]] {
    walk.field = &fields_[walk.next++];
    walk.node = walk.field->child.node;
    walk.used += walk.field->required;
    state.field_name = key;
    return Verdict::write;
  }
  if (walk.values.fields_set != nullptr) {
    const int set = PySet_Contains(walk.values.fields_set, key);
    if (set <= 0) return set < 0 ? Verdict::raised : Verdict::skip;
  }
  const bool left_out = missing || (state.exclude_none && value == Py_None);
  if (left_out) walk.next += expected;
  // Into JSON, upstream asks about the value first.
  if (!walk.checks && left_out) return Verdict::skip;
  if (!PyUnicode_Check(key)) return conversion_error(key, "PyString"), Verdict::raised;
  // Also a key that is no field: what cannot be said must not get lost unsaid.
  if (std::string_view utf8; !py::utf8(key, utf8)) return Verdict::raised;
  if (left_out) return Verdict::skip;
  state.field_name = key;
  if (state.filtered()) {
    walk.filter = {};
    const Filtered filtered = kNoFilter.key(key, state, walk.filter);
    if (filtered != Filtered::take)
      return filtered == Filtered::raised ? Verdict::raised : Verdict::skip;
  } else if (!ask_hash(key)) {
    return Verdict::raised;
  }
  return decide_named(walk, state);
}

/// The fields from `written` on, which is 0 or where write_in_order stopped.
template <class Sink>
bool FieldsSerializer::each_field(const RecordValues& values, uint32_t written, SerState& state,
                                  Sink& sink) const {
  Scoped<Borrowed> field_name(state.field_name, state.field_name);
  const bool alike = treats_alike(values, state);
  const bool in_runs = alike && state.check == SerCheck::none && !state.recursion.full();
  Walk walk(values, Sink::kChecks, alike && !state.exclude_none);
  RecordPairs& pairs = walk.pairs;
  // A dict is made of what there was at first, as upstream's is.
  if (!pairs.init(values, !Sink::kChecks && walk.uniform && !snapshot_)) return false;
  if (written > 0) {
    pairs.resume(written, fields_.size());
    walk.next = written;
  }
  for (;;) {
    if (in_runs) {
      const std::span<const SerField> fields(fields_.data(), fields_.size());
      const size_t count =
          sink.leaves(pairs.ahead(), fields.subspan(walk.next), state.exclude_none);
      pairs.skip(count);
      walk.next += static_cast<uint32_t>(count);
    }
    const RecordPairs::Step step = pairs.next();
    if (step == RecordPairs::Step::raised) return false;
    if (step == RecordPairs::Step::end) {
      if constexpr (Sink::kChecks) sink.used = walk.used;
      return true;
    }
    bool ok = false;
    switch (decide(walk, state)) {
      case Verdict::raised:
        break;
      case Verdict::skip:
        ok = sink.skip(pairs.key());
        break;
      case Verdict::unknown: {
        ScopedFilter scope(state, walk.filter.include.get(), walk.filter.exclude.get());
        ok = sink.extra(pairs.key(), extras_, pairs.value(), state);
        break;
      }
      case Verdict::write: {
        ScopedFilter scope(state, walk.filter.include.get(), walk.filter.exclude.get());
        ok = sink.field(*walk.field, walk.node, pairs.key(), pairs.value(), state);
        break;
      }
    }
    if (!ok) return false;
  }
}

template <class Sink>
bool FieldsSerializer::each_extra(Borrowed extra, SerState& state, Sink& sink) const {
  if (extra == nullptr) return true;
  Borrowed missing = missing_sentinel();
  return each_pair(extra, [&](Borrowed key, Borrowed value) {
    if ((state.exclude_none && value == Py_None) || value == missing) return true;
    return filter_key(key, kNoFilter, state,
                      [&] { return sink.extra(key, extras_, value, state); });
  });
}

/// In a union a value with too few of the fields is of another type. Options that leave fields out
/// make counting useless.
bool FieldsSerializer::check_count(uint32_t used, SerState& state) const {
  if (state.check == SerCheck::none || used >= required_) return true;
  if (state.exclude_defaults || state.exclude_unset || state.exclude_none ||
      state.exclude_computed_fields || state.exclude != nullptr) {
    return true;
  }
  UnexpectedValue complaint =
      unexpected_message(Text() << "Expected " << required_ << " fields but got " << used);
  complaint.field_name = borrow(state.field_name);
  complaint.field_type = type_name(state.model);
  complaint.input_value = borrow(state.model);
  return raise_unexpected(std::move(complaint));
}

/// The values of all fields of a record, and which of them are not what comes out.
struct FieldsSerializer::AllValues {
  py::RefArray values;
  BitSet others;
  uint32_t first_other = 0;  ///< how many values there are, when there is none
};

/// Whether the dict has all fields, in their order, and nothing else: 1 or 0; -1 with MemoryError
/// set. Then `out` has their values.
int FieldsSerializer::take_all(Borrowed dict, const SerState& state, AllValues& out) const {
  const uint32_t count = fields_.size();
  Py_ssize_t places;
  const py::DictPair* pairs = py::pairs_of(dict, places);
  if (pairs == nullptr || places != static_cast<Py_ssize_t>(count)) return 0;
  if (!out.values.init(count)) return -1;
  if (!out.others.init(count)) return PyErr_NoMemory(), -1;
  out.first_other = count;
  Borrowed const missing = missing_sentinel();
  const uint8_t call = SerLeaf::call_of(state);
  for (uint32_t i = 0; i < count; ++i) {
    const SerField& field = fields_[i];
    Borrowed value = pairs[i].value;
    if (value == nullptr || pairs[i].key != field.name.name()) return 0;
    if (!field.child.leaf.takes(value) || !field.child.leaf.passes_in(call)) {
      if (value == missing) return 0;
      out.others.add(i);
      if (i < out.first_other) out.first_other = i;
    }
    out.values[i] = borrow(value);
  }
  return 1;
}

/// The dict of the values of all fields, each of which is serialized in its place. Empty with an
/// exception set.
Ref FieldsSerializer::all_to_python(AllValues& all, SerState& state) const {
  Scoped<Borrowed> field_name(state.field_name, state.field_name);
  for (uint32_t i = all.first_other; i < fields_.size(); ++i) {
    if (!all.others.has(i)) continue;
    const SerField& field = fields_[i];
    state.field_name = field.name.name();
    Ref made = field.child.node->to_python_by_schema(all.values[i].get(), state);
    if (!made) return {};
    all.values[i] = std::move(made);
  }
  Ref dict = blank_.fill(all.values.begin());
  if (dict) all.values.emptied();
  return dict;
}

Ref FieldsSerializer::fields_to_python(const RecordValues& values, bool by_alias,
                                       SerState& state) const {
  if (blank_ && values.dict != nullptr && !by_alias && !state.exclude_none &&
      treats_alike(values, state)) {
    AllValues all;
    if (const int taken = take_all(values.dict, state, all); taken != 0)
      return taken > 0 ? all_to_python(all, state) : Ref();
  }
  // Worth it when most of the dict comes out again. What a subclass says of itself is not asked.
  const bool copy = values.dict != nullptr && PyDict_CheckExact(values.dict) && !by_alias &&
                    values.fields_set == nullptr && !state.filtered() &&
                    mode_ != FieldsMode::typed_dict_allow;
  Ref dict = steal(copy ? PyDict_Copy(values.dict) : PyDict_New());
  if (!dict) return {};
  FieldsDictSink sink{dict.get(), by_alias, copy};
  const bool ok = each_field(values, 0, state, sink) && check_count(sink.used, state);
  return ok ? std::move(dict) : Ref();
}

Ref FieldsSerializer::values_to_python(const RecordValues& values, SerState& state) const {
  const bool by_alias = aliases_ && state.use_alias(by_alias_);
  Ref dict = fields_to_python(values, by_alias, state);
  if (!dict) return {};
  FieldsDictSink sink{dict.get(), by_alias};
  if (!each_extra(values.extra, state, sink)) return {};
  if (!computed_.empty() && !computed_.to_python(state.model, dict.get(), state)) return {};
  return dict;
}

/// Writes the fields of a dict that has all of them in their order, live: in runs of leaves, and
/// one by one between them. Stops where the dict is not, or no longer, like that: `written` is how
/// many there are. False with an exception set.
bool FieldsSerializer::write_in_order(Borrowed dict, SerState& state, FieldsJsonSink& sink,
                                      uint32_t& written) const {
  Scoped<Borrowed> field_name(state.field_name, state.field_name);
  const std::span<const SerField> fields(fields_.data(), fields_.size());
  for (;;) {
    Py_ssize_t places = 0;
    const py::DictPair* pairs = py::pairs_of(dict, places);
    if (pairs == nullptr || static_cast<size_t>(places) != fields.size()) return true;
    pairs += written;
    const size_t left = fields.size() - written;
    const size_t count = sink.leaves({pairs, left}, fields.subspan(written), false);
    written += static_cast<uint32_t>(count);
    if (count == left) return true;
    const SerField& field = fields[written];
    const auto& [key, value] = pairs[count];
    if (key != field.name.name() || !field.direct || value == missing_sentinel()) return true;
    ++written;
    const Ref held = borrow(value);
    state.field_name = field.name.name();
    if (!sink.field(field, field.child.node, field.name.name(), held.get(), state)) return false;
  }
}

bool FieldsSerializer::values_to_json(const RecordValues& values, SerState& state,
                                      JsonText& out) const {
  JsonItems items = json_object(out);
  FieldsJsonSink sink{items, out, aliases_ && state.use_alias(by_alias_)};
  uint32_t written = 0;
  const bool in_order = !py::kFreeThreaded && !snapshot_ && values.dict != nullptr &&
                        treats_alike(values, state) && !state.exclude_none && out.plain() &&
                        state.check == SerCheck::none && !state.recursion.full();
  bool ok = !in_order || write_in_order(values.dict, state, sink, written);
  if (ok && (written == 0 || written < fields_.size()))
    ok = each_field(values, written, state, sink);
  ok = ok && each_extra(values.extra, state, sink) &&
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
  if (current_model(state) == nullptr) return {};
  return split(value, values) ? values_to_python(values, state) : fall_back(value, state);
}

bool FieldsSerializer::to_json(Borrowed value, SerState& state, JsonText& out) const {
  RecordValues values;
  if (!split(value, values)) return fall_back(value, state, out);
  return current_model(state) != nullptr && values_to_json(values, state, out);
}

}  // namespace pydantic_core
