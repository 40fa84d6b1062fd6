// serializers/fields.cc: see fields.h.
#include "serializers/fields.h"

#include "py/call.h"
#include "serializers/sequence.h"

namespace pydantic_core {

// Sinks take what the walk over the values finds: leaf() a value that the field's own node takes as
// it is, field() one to be serialized with a node, skip() a field that is left out, unknown() a key
// of a typed dict that is no field, extra() a pair of a model's extras. kChecks: this output is the
// one that unions try.

/// Into a JSON object, where upstream infers all extras.
struct FieldsSerializer::JsonSink {
  JsonItems& items;
  JsonText& out;
  bool by_alias;
  uint32_t used = 0;

  static constexpr bool kChecks = false;
  bool leaf(const SerField& field, Borrowed key, Borrowed value, SerState& state) {
    const auto reserve = [&](size_t count) {
      return items.reserve_after(field.name.json_key(by_alias), count);
    };
    if (out.plain() && write_leaf(value, out.buffer(), reserve)) [[likely]]
      return true;
    const Ref held = borrow(value);  // making objects may run the collector
    return this->field(field, field.child.node, key, value, state);
  }
  bool field(const SerField& field, const SerNode* node, Borrowed, Borrowed value,
             SerState& state) {
    field.name.write(items, out, by_alias);
    return node->to_json_by_schema(value, state, out);
  }
  bool skip(Borrowed) { return true; }
  bool unknown(Borrowed key, const SerNode*, Borrowed value, SerState& state) {
    const Ref text = infer_json_key(key, state);
    return text && items.key(text.get()) && infer_to_json(value, state, out);
  }
  bool extra(Borrowed key, const SerNode* extras, Borrowed value, SerState& state) {
    return unknown(key, extras, value, state);
  }
};

/// Into a new dict.
struct FieldsSerializer::NewDictSink {
  Borrowed dict;
  bool by_alias;
  uint32_t used = 0;

  static constexpr bool kChecks = true;
  bool leaf(const SerField& field, Borrowed, Borrowed value, SerState&) {
    return PyDict_SetItem(dict, field.name.python(by_alias), value) == 0;
  }
  bool field(const SerField& field, const SerNode* node, Borrowed, Borrowed value,
             SerState& state) {
    return put(field.name.python(by_alias), node->to_python_by_schema(value, state));
  }
  bool skip(Borrowed) { return true; }
  bool unknown(Borrowed key, const SerNode* extras, Borrowed value, SerState& state) {
    const SerNode* node = extras != nullptr && !state.serialize_as_any ? extras : any_serializer();
    return put(key, node->to_python_by_schema(value, state));
  }
  bool extra(Borrowed key, const SerNode* extras, Borrowed value, SerState& state) {
    return put(key,
               extras != nullptr ? extras->to_python(value, state) : infer_to_python(value, state));
  }

 protected:
  bool put(Borrowed key, Ref value) { return value && PyDict_SetItem(dict, key, value.get()) == 0; }
};

/// Into a copy of the object's dict, for when the keys stay what they are: most values do so too,
/// and need nothing done.
struct FieldsSerializer::CopiedDictSink : NewDictSink {
  bool leaf(const SerField&, Borrowed, Borrowed, SerState&) { return true; }
  bool field(const SerField&, const SerNode* node, Borrowed key, Borrowed value, SerState& state) {
    Ref made = node->to_python_by_schema(value, state);
    return made.get() == value || put(key, std::move(made));
  }
  bool skip(Borrowed key) { return PyDict_DelItem(dict, key) == 0; }
};

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

/// Nothing in the call's settings makes one field different from another.
bool is_uniform(const SerState& state) {
  return !(state.exclude_none || state.exclude_defaults || state.serialize_as_any ||
           state.filtered());
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

template <class Sink>
bool FieldsSerializer::write_field(Borrowed key, Borrowed value, uint32_t& next, SerState& state,
                                   Sink& sink) const {
  const SerField* field = find(key, next);
  if (field == nullptr) [[unlikely]] {
    if (PyErr_Occurred()) return false;
    if (mode_ == FieldsMode::typed_dict_allow) return sink.unknown(key, extras_, value, state);
    if (!Sink::kChecks || state.check != SerCheck::strict) return sink.skip(key);
    Text message;
    message << "Unexpected field `";
    py::append_lossy(message, key);
    UnexpectedValue complaint = unexpected_message(message << '`');
    complaint.field_name = borrow(key);
    complaint.field_type = type_name(state.model);
    return raise_unexpected(std::move(complaint));
  }
  sink.used += field->required;
  const SerNode* node = field->child.node;
  if (node == nullptr) return sink.skip(key);
  if (state.exclude_defaults) {
    if (const int answer = is_default(node, value); answer != 0)
      return answer > 0 && sink.skip(key);
  }
  if (const int answer = asks_exclusion(field->exclude_if, value); answer != 0)
    return answer > 0 && sink.skip(key);
  if (state.serialize_as_any && !node->is_field_function()) {
    node = any_serializer();
  } else if (field->child.leaf.takes(value)) {
    return sink.leaf(*field, key, value, state);
  }
  return sink.field(*field, node, key, value, state);
}

/// A pair with all that the call, the schema and the value may say about it.
template <class Sink>
bool FieldsSerializer::any_field(Borrowed key, Borrowed value, Borrowed fields_set, uint32_t& next,
                                 SerState& state, Sink& sink) const {
  if (fields_set != nullptr) {
    const int set = PySet_Contains(fields_set, key);
    if (set <= 0) return set == 0 && sink.skip(key);
  }
  const bool left_out = (state.exclude_none && value == Py_None) || value == missing_sentinel();
  // Into JSON, upstream asks about the value first.
  if (!Sink::kChecks && left_out) return sink.skip(key);
  if (!PyUnicode_Check(key)) return conversion_error(key, "PyString");
  // Also a key that is no field: what cannot be said must not get lost unsaid.
  if (std::string_view utf8; !py::utf8(key, utf8)) return false;
  if (left_out) return sink.skip(key);
  state.field_name = key;
  bool taken = false;
  const bool ok = filter_key(key, kNoFilter, state, [&] {
    taken = true;
    return write_field(key, value, next, state, sink);
  });
  return ok && (taken || sink.skip(key));
}

template <class Sink>
bool FieldsSerializer::each_pair_of(const Pairs& pairs, Borrowed fields_set, SerState& state,
                                    Sink& sink) const {
  uint32_t next = 0;
  for (const auto& [key, value] : pairs) {
    if (!any_field(key, value, fields_set, next, state, sink)) return false;
  }
  return true;
}

template <class Sink>
bool FieldsSerializer::each_attribute(const RecordValues& values, SerState& state,
                                      Sink& sink) const {
  uint32_t next = 0;
  for (const Ref& name : *values.attributes) {
    const Ref value = steal(PyObject_GetAttr(values.object, name.get()));
    if (!value || !any_field(name.get(), value.get(), nullptr, next, state, sink)) return false;
  }
  return true;
}

/// The pairs of the dict as it is, for uniform calls. As many pairs as it had at first: those that
/// code adds are not seen.
template <class Sink>
bool FieldsSerializer::each_live(Borrowed dict, SerState& state, Sink& sink) const {
  const SerField* const fields = fields_.data();
  const uint32_t count = fields_.size();
  Borrowed const missing = missing_sentinel();
  uint32_t next = 0;
  Py_ssize_t at = 0;
  Borrowed key, value;
  for (Py_ssize_t left = PyDict_GET_SIZE(dict);
       left > 0 && py::dict_next_unheld(dict, at, key, value); --left) {
    if (next < count && fields[next].name.name() == key && fields[next].direct && value != missing)
        [[likely]] {
      const SerField& field = fields[next++];
      sink.used += field.required;
      if (field.child.leaf.takes(value)) [[likely]] {
        if (!sink.leaf(field, key, value, state)) return false;
        continue;
      }
      const Ref held = borrow(value);
      state.field_name = field.name.name();
      if (!sink.field(field, field.child.node, key, value, state)) return false;
      continue;
    }
    const Ref held_key = borrow(key);
    const Ref held = borrow(value);
    if (!any_field(key, value, nullptr, next, state, sink)) return false;
  }
  return true;
}

template <class Sink>
bool FieldsSerializer::each_field(const RecordValues& values, SerState& state, Sink& sink) const {
  Scoped<Borrowed> field_name(state.field_name, state.field_name);
  if (values.attributes != nullptr) return each_attribute(values, state, sink);
  if (!py::kFreeThreaded && !snapshot_ && values.fields_set == nullptr && is_uniform(state))
      [[likely]] {
    return each_live(values.dict, state, sink);
  }
  Pairs pairs;
  return pairs.take(values.dict) && each_pair_of(pairs, values.fields_set, state, sink);
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

/// Whether the dict has all fields, in their order, and nothing else: then `out` has their values.
bool FieldsSerializer::take_all(Borrowed dict, py::RefArray& out) const {
  const uint32_t count = fields_.size();
  Py_ssize_t places;
  const py::DictPair* pairs = py::pairs_of(dict, places);
  if (pairs == nullptr || places != static_cast<Py_ssize_t>(count)) return false;
  Borrowed const missing = missing_sentinel();
  for (uint32_t i = 0; i < count; ++i) {
    Borrowed value = pairs[i].value;
    if (value == nullptr || value == missing || pairs[i].key != fields_[i].name.name())
      return false;
    out[i] = borrow(value);
  }
  return true;
}

/// The dict of the values of all fields, each of which is serialized in its place. Empty with an
/// exception set.
Ref FieldsSerializer::all_to_python(py::RefArray& values, SerState& state) const {
  Scoped<Borrowed> field_name(state.field_name, state.field_name);
  for (uint32_t i = 0; i < fields_.size(); ++i) {
    const SerField& field = fields_[i];
    if (field.child.leaf.takes(values[i].get())) continue;
    state.field_name = field.name.name();
    Ref made = field.child.node->to_python_by_schema(values[i].get(), state);
    if (!made) return {};
    values[i] = std::move(made);
  }
  Ref dict = blank_.fill(values.begin());
  if (dict) values.emptied();
  return dict;
}

Ref FieldsSerializer::fields_to_python(const RecordValues& values, bool by_alias,
                                       SerState& state) const {
  if (blank_ && values.dict != nullptr && values.fields_set == nullptr && !by_alias &&
      is_uniform(state)) {
    py::RefArray all;
    if (!all.init(fields_.size())) return {};
    if (take_all(values.dict, all)) return all_to_python(all, state);
  }
  // Worth it when most of the dict comes out again. What a subclass says of itself is not asked.
  const bool copy = values.dict != nullptr && PyDict_CheckExact(values.dict) && !by_alias &&
                    values.fields_set == nullptr && !state.filtered() &&
                    mode_ != FieldsMode::typed_dict_allow;
  Ref dict = steal(copy ? PyDict_Copy(values.dict) : PyDict_New());
  if (!dict) return {};
  const auto fill = [&](auto sink) {
    return each_field(values, state, sink) && check_count(sink.used, state);
  };
  const bool ok =
      copy ? fill(CopiedDictSink{{dict.get(), false}}) : fill(NewDictSink{dict.get(), by_alias});
  return ok ? std::move(dict) : Ref();
}

Ref FieldsSerializer::values_to_python(const RecordValues& values, SerState& state) const {
  const bool by_alias = aliases_ && state.use_alias(by_alias_);
  Ref dict = fields_to_python(values, by_alias, state);
  if (!dict) return {};
  NewDictSink sink{dict.get(), by_alias};
  if (!each_extra(values.extra, state, sink)) return {};
  if (!computed_.empty() && !computed_.to_python(state.model, dict.get(), state)) return {};
  return dict;
}

bool FieldsSerializer::values_to_json(const RecordValues& values, SerState& state,
                                      JsonText& out) const {
  JsonItems items = json_object(out);
  JsonSink sink{items, out, aliases_ && state.use_alias(by_alias_)};
  const bool ok = each_field(values, state, sink) && each_extra(values.extra, state, sink) &&
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
