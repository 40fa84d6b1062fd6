// serialize/kinds/records/fields_decide.cc: what becomes of a pair of a record, where the settings
// of the call, the field and the value have a say in it.
#include "serialize/kinds/records/fields_walk.h"
#include "serialize/output/keys.h"

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

/// Whether the value is left out whatever the field is.
bool is_absent(Borrowed value, const SerState& state) {
  return value == missing_sentinel() || (state.exclude_none && value == Py_None);
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
  const Ref text = steal(PyUnicode_FromObject(key));  // a subclass may hash in its own way
  Borrowed index = text ? py::own_dict_item(index_.get(), text.get()) : nullptr;
  if (index == nullptr) return nullptr;
  next = static_cast<uint32_t>(PyLong_AsLong(index));
  return &fields_[next++];
}

FieldsSerializer::Verdict FieldsSerializer::refuse_unknown(Borrowed key, SerState& state) const {
  Ref name = kUnexpectedKeysShowStr ? field_name_str(key) : py::lossy_str(key);
  if (!name) return Verdict::raised;
  Text message;
  message << "Unexpected field `";
  py::append_lossy(message, name.get());
  UnexpectedValue complaint = unexpected_message(message << '`');
  complaint.field_name = std::move(name);
  complaint.field_type = type_name_of(state.model);
  return raise_unexpected(std::move(complaint));
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

bool FieldsSerializer::Walk::note_set() {
  const std::span<const py::DictPair> all = pairs.ahead();
  if (!set.init(static_cast<uint32_t>(all.size()))) return py::no_memory();
  for (uint32_t i = 0; i < all.size(); ++i) {
    const int is_set = PySet_Contains(values.fields_set, all[i].key);
    if (is_set < 0) return false;
    if (is_set > 0) set.add(i);
  }
  return true;
}

/// Looks for the field of the pair's key: `write` where walk.field is one that has a node.
FieldsSerializer::Verdict FieldsSerializer::look_up(Walk& walk, SerState& state) const {
  walk.field = find(walk.pairs.key(), walk.next);
  if (walk.field != nullptr) [[likely]] {
    walk.used += walk.field->required;
    return walk.field->child.node != nullptr ? Verdict::write : Verdict::skip;
  }
  if (PyErr_Occurred()) return Verdict::raised;
  if (mode_ == FieldsMode::typed_dict_allow) return Verdict::unknown;
  const bool refuses = state.check == SerCheck::strict && (kFieldsAreFoundFirst || walk.checks);
  return refuses ? refuse_unknown(walk.pairs.key(), state) : Verdict::skip;
}

/// What exclude_defaults and the field's exclude_if say about the pair's value; where they do not
/// leave it out, the node for it.
FieldsSerializer::Verdict FieldsSerializer::ask_field(Walk& walk, SerState& state) {
  const SerField& field = *walk.field;
  Borrowed value = walk.pairs.value();
  int left_out = kFieldsAreFoundFirst ? asks_exclusion(field.exclude_if, value) : 0;
  if (left_out == 0 && state.exclude_defaults) left_out = is_default(field.child.node, value);
  if (left_out == 0 && !kFieldsAreFoundFirst) left_out = asks_exclusion(field.exclude_if, value);
  if (left_out != 0) return left_out < 0 ? Verdict::raised : Verdict::skip;
  const bool as_any = state.serialize_as_any && !field.child.node->is_field_function();
  walk.node = as_any ? any_serializer() : field.child.node;
  return Verdict::write;
}

/// What becomes of the pair at hand where its field is looked for first (kFieldsAreFoundFirst).
FieldsSerializer::Verdict FieldsSerializer::decide_found(Walk& walk, SerState& state) const {
  if (!check_text(walk.pairs.key())) return Verdict::raised;
  const Verdict found = look_up(walk, state);
  if (found != Verdict::write && found != Verdict::unknown) return found;
  if (const Verdict passes = filter(walk, state); passes != Verdict::write) return passes;
  if (is_absent(walk.pairs.value(), state)) return Verdict::skip;
  if (walk.is_unset()) return Verdict::skip;
  if (found == Verdict::write) {
    if (const Verdict asked = ask_field(walk, state); asked != Verdict::write) return asked;
  }
  state.field_name = walk.pairs.key();
  return found;
}

/// What becomes of the pair at hand where include and exclude come first.
FieldsSerializer::Verdict FieldsSerializer::decide_filtered(Walk& walk, SerState& state) const {
  Borrowed key = walk.pairs.key();
  if (walk.is_unset()) return Verdict::skip;
  const bool absent = is_absent(walk.pairs.value(), state);
  if (absent) walk.next += expects(key, walk.next);
  // Into JSON, upstream asks about the value first.
  if (!walk.checks && absent) return Verdict::skip;
  // Also a key that is no field is checked: one that cannot be written must not get lost silently.
  if (!check_text(key)) return Verdict::raised;
  if (absent) return Verdict::skip;
  state.field_name = key;
  if (const Verdict passes = filter(walk, state); passes != Verdict::write) return passes;
  const Verdict found = look_up(walk, state);
  return found == Verdict::write ? ask_field(walk, state) : found;
}

}  // namespace pydantic_core
