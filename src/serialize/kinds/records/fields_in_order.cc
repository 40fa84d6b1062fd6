// serialize/kinds/records/fields_in_order.cc: the short ways past the walk over pairs (fields.cc),
// for a record that has all fields in their order and nothing else, in a call whose settings treat
// all fields alike. Most records are like that: the place of each pair is then known, and no key is
// looked up.
#include "base/bitset.h"
#include "serialize/kinds/records/fields_sinks.h"

namespace pydantic_core {

/// Writes the leaves at the beginning of a record. `yes`: `rest` has the values of the others.
template <class View>
FieldsSerializer::InOrder FieldsSerializer::write_leaves(View view, FieldsJsonSink& sink,
                                                         uint32_t& written,
                                                         py::RefArray& rest) const {
  const uint32_t count = fields_.size();
  written = static_cast<uint32_t>(sink.leaves(count, view, {fields_.begin(), count}, false));
  if (written == count) return InOrder::yes;
  if (!rest.reserve(count - written)) return InOrder::raised;
  Borrowed const missing = missing_sentinel();
  for (uint32_t i = written; i < count; ++i) {
    Borrowed value = view.value(i, fields_[i].name.name());
    if (value == nullptr || !fields_[i].direct || value == missing) return InOrder::no;
    rest.push(borrow(value));
  }
  return InOrder::yes;
}

/// For JSON, leaves are written where they lie, up to the first field that is no leaf. From there
/// on the values are held, as the user's code may run; leaves are written in runs, the others one
/// by one. `written` becomes the number of fields that were written. If that is not all of them,
/// the record does not have that form, and no code has run. False with an exception set.
bool FieldsSerializer::write_in_order(const RecordValues& values, SerState& state,
                                      FieldsJsonSink& sink, uint32_t& written) const {
  py::RefArray rest;
  const InOrder held = with_view<InOrder>(
      values, fields_.size(), [&](auto view) { return write_leaves(view, sink, written, rest); });
  if (held != InOrder::yes) return held == InOrder::no;
  Scoped<Borrowed> field_name(state.field_name, state.field_name);
  for (const Ref* value = rest.begin(); written < fields_.size();) {
    const SerField& field = fields_[written++];
    state.field_name = field.name.name();
    if (!sink.field(field, field.child.node, (value++)->get(), state)) return false;
    const size_t left = fields_.size() - written;
    const size_t count =
        sink.leaves(left, HeldView{value}, {fields_.begin() + written, left}, false);
    written += static_cast<uint32_t>(count);
    value += count;
  }
  return true;
}

bool FieldsSerializer::write_whole(const RecordValues& values, Whole& to) const {
  if (!whole_) return false;
  const bool by_alias = aliases_ && to.state.use_alias(by_alias_);
  JsonItems object = json_object(to.out);
  const bool ok = with_view<bool>(values, fields_.size(), [&](auto view) {
    for (uint32_t i = 0; i < fields_.size(); ++i) {
      const SerField& field = fields_[i];
      Borrowed const value = view.value(i, field.name.name());
      if (value == nullptr) return false;
      if (to.state.exclude_none && value == Py_None) continue;
      field.name.write(object, to.out, by_alias);
      if (!field.child.write_whole(value, to)) return false;
    }
    return true;
  });
  object.end();
  return ok;
}

/// The values of all fields of a record, and which of them are not what comes out.
struct FieldsSerializer::AllValues {
  py::RefArray values;
  BitSet others;
  uint32_t first_other = 0;  ///< how many values there are, when there is none
};

/// `yes`: `out` has the values of the record.
FieldsSerializer::InOrder FieldsSerializer::take_in_order(const RecordValues& values,
                                                          const SerState& state,
                                                          AllValues& out) const {
  if constexpr (py::kFreeThreaded) {  // another thread may change the dict meanwhile
    Pairs copied;
    if (!copied.take(values.dict)) return InOrder::raised;
    return copied.size() == fields_.size() ? take_all(PairsView{copied.begin()}, state, out)
                                           : InOrder::no;
  }
  return with_view<InOrder>(values, fields_.size(),
                            [&](auto view) { return take_all(view, state, out); });
}

template <class View>
FieldsSerializer::InOrder FieldsSerializer::take_all(View view, const SerState& state,
                                                     AllValues& out) const {
  const uint32_t count = fields_.size();
  if (!out.values.init(count)) return InOrder::raised;
  if (!out.others.init(count)) return py::no_memory();
  out.first_other = count;
  Borrowed const missing = missing_sentinel();
  const uint8_t call = SerLeaf::call_of(state);
  for (uint32_t i = 0; i < count; ++i) {
    const SerField& field = fields_[i];
    Borrowed value = view.value(i, field.name.name());
    if (value == nullptr) return InOrder::no;
    if (!field.child.leaf.takes(value) || !field.child.leaf.passes_in(call) ||
        (state.exclude_none && value == Py_None)) {
      if (value == missing) return InOrder::no;
      out.others.add(i);
      if (i < out.first_other) out.first_other = i;
    }
    out.values[i] = borrow(value);
  }
  return InOrder::yes;
}

/// Into Python objects, the values are copied first: a dict is made of what there was when it was
/// begun, as upstream's is. Those that are not what comes out are serialized in their places, and a
/// blank makes the dict, from which fields that are left out are deleted.
FieldsSerializer::InOrder FieldsSerializer::make_in_order(const RecordValues& values,
                                                          SerState& state, Ref& out) const {
  AllValues all;
  if (const InOrder taken = take_in_order(values, state, all); taken != InOrder::yes) return taken;
  Scoped<Borrowed> field_name(state.field_name, state.field_name);
  BitSet left_out;
  bool any_left_out = false;
  if (!left_out.init(fields_.size())) return py::no_memory();
  for (uint32_t i = all.first_other; i < fields_.size(); ++i) {
    if (!all.others.has(i)) continue;
    const SerField& field = fields_[i];
    if (field.child.node == nullptr || (state.exclude_none && all.values[i].get() == Py_None)) {
      any_left_out = left_out.add(i);
      continue;
    }
    state.field_name = field.name.name();
    Ref made = field.child.node->to_python_by_schema(all.values[i].get(), state);
    if (!made) return InOrder::raised;
    all.values[i] = std::move(made);
  }
  Ref made = blank_.fill(all.values.begin());
  if (!made) return InOrder::raised;
  all.values.emptied();
  for (uint32_t i = all.first_other; any_left_out && i < fields_.size(); ++i) {
    if (left_out.has(i) && PyDict_DelItem(made.get(), fields_[i].name.name()) < 0)
      return InOrder::raised;
  }
  out = std::move(made);
  return InOrder::yes;
}

}  // namespace pydantic_core
