// serialize/kinds/records/fields_decide.cc: what becomes of a pair of a record, where the settings
// of the call, the field and the value have a say in it.
#include "serialize/kinds/records/fields_walk.h"

namespace pydantic_core {

namespace {

/// Whether the value equals the node's default: 1 or 0; -1 with an exception set.
int is_default(const SerNode* node, Borrowed value) {
  Ref standard;
  if (!node->default_value(standard)) return -1;
  if (!standard) return 0;
  const Ref equal = steal(PyObject_RichCompare(value, standard.get(), Py_EQ));
  return equal ? PyObject_IsTrue(equal.get()) : -1;
}

}  // namespace

/// Empty when there is none to be had, with an exception set only for want of memory.
Ref type_name_of(Borrowed value) {
  Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(value)), names.dunder_name));
  if (!name) (void)forgive();
  return name;
}

const SerField* FieldsSerializer::find(Borrowed key, uint32_t& next) const {
  if (expects(key, next)) [[likely]]
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

FieldsSerializer::Verdict FieldsSerializer::refuse_unknown(Borrowed key, SerState& state) const {
  Text message;
  message << "Unexpected field `";
  py::append_lossy(message, key);
  UnexpectedValue complaint = unexpected_message(message << '`');
  complaint.field_name = borrow(key);
  complaint.field_type = type_name_of(state.model);
  return raise_unexpected(std::move(complaint)), Verdict::raised;
}

/// The pair is to be written as that field, which has a node.
FieldsSerializer::Verdict FieldsSerializer::write(Walk& walk, const SerField* field,
                                                  const SerState& state) const {
  const bool as_any = state.serialize_as_any && !field->child.node->is_field_function();
  walk.field = field;
  walk.node = as_any ? any_serializer() : field->child.node;
  return Verdict::write;
}

/// What include and exclude say about the pair's key: `write` where they let it pass.
FieldsSerializer::Verdict FieldsSerializer::filter(Walk& walk, SerState& state) const {
  if (!state.filtered()) return ask_hash(walk.pairs.key()) ? Verdict::write : Verdict::raised;
  walk.filter = {};
  const Filtered filtered = kNoFilter.key(walk.pairs.key(), state, walk.filter);
  return filtered == Filtered::take   ? Verdict::write
         : filtered == Filtered::skip ? Verdict::skip
                                      : Verdict::raised;
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
  return write(walk, field, state);
}

/// What becomes of the pair at hand where its field is looked for first (kFieldsAreFoundFirst).
FieldsSerializer::Verdict FieldsSerializer::decide_found(Walk& walk, SerState& state) const {
  Borrowed key = walk.pairs.key();
  Borrowed value = walk.pairs.value();
  if (!check_text(key)) return Verdict::raised;
  const SerField* field = find(key, walk.next);
  if (field == nullptr) [[unlikely]] {
    if (PyErr_Occurred()) return Verdict::raised;
    if (mode_ != FieldsMode::typed_dict_allow)
      return state.check == SerCheck::strict ? refuse_unknown(key, state) : Verdict::skip;
  } else {
    walk.used += field->required;
    if (field->child.node == nullptr) return Verdict::skip;
  }
  if (const Verdict passes = filter(walk, state); passes != Verdict::write) return passes;
  if (value == missing_sentinel() || (state.exclude_none && value == Py_None)) return Verdict::skip;
  if (walk.values.fields_set != nullptr) {
    const int set = PySet_Contains(walk.values.fields_set, key);
    if (set <= 0) return set < 0 ? Verdict::raised : Verdict::skip;
  }
  int left_out = field != nullptr ? asks_exclusion(field->exclude_if, value) : 0;
  if (left_out == 0 && field != nullptr && state.exclude_defaults)
    left_out = is_default(field->child.node, value);
  if (left_out != 0) return left_out < 0 ? Verdict::raised : Verdict::skip;
  state.field_name = key;
  return field != nullptr ? write(walk, field, state) : Verdict::unknown;
}

/// What becomes of the pair at hand where include and exclude come first.
FieldsSerializer::Verdict FieldsSerializer::decide_filtered(Walk& walk, SerState& state) const {
  Borrowed key = walk.pairs.key();
  Borrowed value = walk.pairs.value();
  if (walk.values.fields_set != nullptr) {
    const int set = PySet_Contains(walk.values.fields_set, key);
    if (set <= 0) return set < 0 ? Verdict::raised : Verdict::skip;
  }
  const bool left_out = value == missing_sentinel() || (state.exclude_none && value == Py_None);
  if (left_out) walk.next += expects(key, walk.next);
  // Into JSON, upstream asks about the value first.
  if (!walk.checks && left_out) return Verdict::skip;
  // Also a key that is no field: what cannot be said must not get lost unsaid.
  if (!check_text(key)) return Verdict::raised;
  if (left_out) return Verdict::skip;
  state.field_name = key;
  const Verdict passes = filter(walk, state);
  return passes == Verdict::write ? decide_named(walk, state) : passes;
}

}  // namespace pydantic_core
