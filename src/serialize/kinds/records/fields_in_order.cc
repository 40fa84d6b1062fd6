// serialize/kinds/records/fields_in_order.cc: the short ways past the walk over pairs (fields.cc),
// for a dict that has all fields in their order and nothing else, in a call whose settings treat
// all fields alike. Most records are like that: the place of each pair is then known, and no key is
// looked up.
#include "base/bitset.h"
#include "serialize/kinds/records/fields_sinks.h"

namespace pydantic_core {

/// Into JSON, the fields are written live, in runs of leaves, and one by one between them. This
/// stops where the dict is not, or no longer, like that: `written` is how many there are. False
/// with an exception set.
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
    if (!sink.field(field, field.child.node, held.get(), state)) return false;
  }
}

/// The values of all fields of a record, and which of them are not what comes out.
struct FieldsSerializer::AllValues {
  py::RefArray values;
  BitSet others;
  uint32_t first_other = 0;  ///< how many values there are, when there is none
};

/// `yes`: `out` has the values of the dict.
FieldsSerializer::InOrder FieldsSerializer::take_in_order(Borrowed dict, const SerState& state,
                                                          AllValues& out) const {
  const uint32_t count = fields_.size();
  Py_ssize_t places = 0;
  const py::DictPair* pairs = py::pairs_of(dict, places);
  [[maybe_unused]] Pairs copied;
  if constexpr (py::kFreeThreaded) {  // another thread may change the dict meanwhile
    if (!copied.take(dict)) return InOrder::raised;
    pairs = copied.begin();
    places = static_cast<Py_ssize_t>(copied.size());
  }
  if (pairs == nullptr || places != static_cast<Py_ssize_t>(count)) return InOrder::no;
  if (!out.values.init(count)) return InOrder::raised;
  if (!out.others.init(count)) return py::no_memory();
  out.first_other = count;
  Borrowed const missing = missing_sentinel();
  const uint8_t call = SerLeaf::call_of(state);
  for (uint32_t i = 0; i < count; ++i) {
    const SerField& field = fields_[i];
    Borrowed value = pairs[i].value;
    if (value == nullptr || pairs[i].key != field.name.name()) return InOrder::no;
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
FieldsSerializer::InOrder FieldsSerializer::make_in_order(Borrowed dict, SerState& state,
                                                          Ref& out) const {
  AllValues all;
  if (const InOrder taken = take_in_order(dict, state, all); taken != InOrder::yes) return taken;
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
