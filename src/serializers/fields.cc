// serializers/fields.cc: see fields.h.
#include "serializers/fields.h"

#include "py/call.h"
#include "py/sync.h"
#include "serializers/sequence.h"

namespace pydantic_core {

/// Fields into a new dict. In a union's checks this output is the one that is tried.
struct FieldsSerializer::PythonSink {
  Borrowed dict;
  bool by_alias;
  uint32_t used = 0;

  static constexpr bool kChecks = true;
  bool field(const SerField& field, const SerNode* node, Borrowed value, SerState& state) {
    return put(field.name.python(by_alias), node->to_python_by_schema(value, state));
  }
  /// A key of a typed dict that is no field.
  bool unknown(Borrowed key, const SerNode* extras, Borrowed value, SerState& state) {
    const SerNode* node = extras != nullptr && !state.serialize_as_any ? extras : any_serializer();
    return put(key, node->to_python_by_schema(value, state));
  }
  bool extra(Borrowed key, const SerNode* extras, Borrowed value, SerState& state) {
    return put(key,
               extras != nullptr ? extras->to_python(value, state) : infer_to_python(value, state));
  }

 private:
  bool put(Borrowed key, Ref value) { return value && PyDict_SetItem(dict, key, value.get()) == 0; }
};

/// Fields into a JSON object, where upstream infers all extras.
struct FieldsSerializer::JsonSink {
  JsonItems& items;
  JsonText& out;
  bool by_alias;
  uint32_t used = 0;

  static constexpr bool kChecks = false;
  bool field(const SerField& field, const SerNode* node, Borrowed value, SerState& state) {
    field.name.write(items, out, by_alias);
    return node->to_json_by_schema(value, state, out);
  }
  bool unknown(Borrowed key, const SerNode*, Borrowed value, SerState& state) {
    const Ref text = infer_json_key(key, state);
    return text && items.key(text.get()) && infer_to_json(value, state, out);
  }
  bool extra(Borrowed key, const SerNode* extras, Borrowed value, SerState& state) {
    return unknown(key, extras, value, state);
  }
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

Ref type_name(Borrowed value) {
  Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(value)), names.dunder_name));
  if (!name) PyErr_Clear();
  return name;
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
  for (uint32_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].name.name() != key) continue;
    next = i + 1;
    return &fields_[i];
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
    if (!Sink::kChecks || state.check != SerCheck::strict) return true;
    Text message;
    message << "Unexpected field `";
    py::append_lossy(message, key);
    UnexpectedValue complaint = unexpected_message(message << '`');
    complaint.field_name = borrow(key);
    complaint.field_type = type_name(state.model);
    return raise_unexpected(std::move(complaint));
  }
  sink.used += field->required;
  const SerNode* node = field->node;
  if (node == nullptr) return true;
  if (state.exclude_defaults) {
    if (const int answer = is_default(node, value); answer != 0) return answer > 0;
  }
  if (const int answer = asks_exclusion(field->exclude_if, value); answer != 0) [[unlikely]]
    return answer > 0;
  if (state.serialize_as_any && !node->is_field_function()) [[unlikely]]
    node = any_serializer();
  return sink.field(*field, node, value, state);
}

template <class Sink>
bool FieldsSerializer::each_field(const Pairs& pairs, Borrowed fields_set, SerState& state,
                                  Sink& sink) const {
  uint32_t next = 0;
  Borrowed missing = missing_sentinel();
  Scoped<Borrowed> field_name(state.field_name, state.field_name);
  for (const auto& [key, value] : pairs) {
    if (fields_set != nullptr) {
      const int set = PySet_Contains(fields_set, key);
      if (set < 0) return false;
      if (set == 0) continue;
    }
    if (!PyUnicode_Check(key)) return conversion_error(key, "PyString");
    if (state.exclude_none && value == Py_None) continue;
    if (value == missing) continue;
    state.field_name = key;
    const bool ok = filter_key(key, kNoFilter, state,
                               [&] { return write_field(key, value, next, state, sink); });
    if (!ok) return false;
  }
  return true;
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

Ref FieldsSerializer::pairs_to_python(const Pairs& pairs, Borrowed extra, Borrowed fields_set,
                                      SerState& state) const {
  Ref dict = steal(PyDict_New());
  PythonSink sink{dict.get(), state.use_alias(by_alias_)};
  const bool ok = dict && each_field(pairs, fields_set, state, sink) &&
                  check_count(sink.used, state) && each_extra(extra, state, sink) &&
                  computed_.to_python(state.model, dict.get(), state);
  return ok ? std::move(dict) : Ref();
}

bool FieldsSerializer::pairs_to_json(const Pairs& pairs, Borrowed extra, Borrowed fields_set,
                                     SerState& state, JsonText& out) const {
  JsonItems items = json_object(out);
  JsonSink sink{items, out, state.use_alias(by_alias_)};
  const bool ok = each_field(pairs, fields_set, state, sink) && each_extra(extra, state, sink) &&
                  computed_.to_json(state.model, items, state, out);
  items.end();
  return ok;
}

bool FieldsSerializer::split(Borrowed value, Ref& dict, Ref& extra) const {
  if (mode_ != FieldsMode::model_extra) {
    if (!PyDict_Check(value)) return false;
    dict = borrow(value);
    return true;
  }
  if (!PyTuple_Check(value) || PyTuple_GET_SIZE(value) != 2) return false;
  Borrowed first = PyTuple_GET_ITEM(value, 0);
  Borrowed second = PyTuple_GET_ITEM(value, 1);
  if (!PyDict_Check(first) || (second != Py_None && !PyDict_Check(second))) return false;
  dict = borrow(first);
  if (second != Py_None) extra = borrow(second);
  return true;
}

Ref FieldsSerializer::to_python(Borrowed value, SerState& state) const {
  Ref dict, extra;
  if (current_model(state) == nullptr) return {};
  if (!split(value, dict, extra)) return fall_back(value, state);
  Pairs pairs;
  return pairs.take(dict.get()) ? pairs_to_python(pairs, extra.get(), nullptr, state) : Ref();
}

bool FieldsSerializer::to_json(Borrowed value, SerState& state, JsonText& out) const {
  Ref dict, extra;
  if (!split(value, dict, extra)) return fall_back(value, state, out);
  if (current_model(state) == nullptr) return false;
  Pairs pairs;
  return pairs.take(dict.get()) && pairs_to_json(pairs, extra.get(), nullptr, state, out);
}

}  // namespace pydantic_core
