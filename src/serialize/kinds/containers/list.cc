// serialize/kinds/containers/list.cc: list.
#include "py/sync.h"
#include "serialize/engine/build.h"
#include "serialize/engine/child.h"
#include "serialize/engine/filter.h"
#include "serialize/engine/sequence.h"

namespace pydantic_core {
namespace {

class ListSerializer : public KindSerializer<ListSerializer> {
 public:
  static constexpr Spelling kSpelling{"List", "ListSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    if (!PyList_Check(value)) return fall_back(value, state);
    if (stays_as_it_is(value, state))
      return steal(PyList_GetSlice(value, 0, PyList_GET_SIZE(value)));
    return list_to_python(
        value, ask_length, filter_, state, [&](Borrowed item) { return items_.leaf.takes(item); },
        [&](Borrowed item) { return items_.to_python(item, state); });
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!PyList_Check(value)) return fall_back(value, state, out);
    return list_to_json(
        value, kLengthNow, filter_, state, out,
        [&](std::span<PyObject* const> items, JsonItems& array) {
          return items_.leaf ? write_at_once(items, state, array, out) : 0;
        },
        [&](Borrowed item) { return items_.leaf.takes(item); },
        [&](Borrowed item) { return items_.node->to_json(item, state, out); });
  }
  Ref json_key(Borrowed key, SerState& state) const { return not_a_key(key, state, "list"); }
  void name(Text& out) const {
    out << "list[";
    items_.node->name(out);
    out << ']';
  }
  void describe(Describer& out) const {
    describe_node(out, "item_serializer", items_.node);
    filter_.describe(out, "filter");
    describe_name(out, this);
  }
  bool retry_with_lax(LaxSearch& search) const { return items_.node->retry_with_lax(search); }
  bool init(const Schema& schema, SerBuilder& builder) {
    items_ = SerChild(builder.build_optional(schema, names.items_schema));
    return items_.node != nullptr && filter_.read_indices(schema.dict);
  }

 private:
  /// Whether all items, of which there are some, come out as they are.
  bool stays_as_it_is(Borrowed list, const SerState& state) const {
    if (!PyList_CheckExact(list) || !items_.leaf || state.serialize_as_any ||
        !items_.leaf.passes_in(state) || !filter_.passes(state))
      return false;
    const std::span<PyObject* const> items = py::list_items(list, 0, PyList_GET_SIZE(list));
    for (Borrowed item : items) {
      if (!items_.leaf.takes(item)) return false;
    }
    return !items.empty();
  }

  /// Writes the items at the beginning that run no Python code. Returns how many.
  size_t write_at_once(std::span<PyObject* const> items, const SerState& state, JsonItems& array,
                       JsonText& out) const {
    for (size_t i = 0; i < items.size(); ++i) {
      if (!items_.leaf.takes(items[i])) return i;
      const size_t before = out.buffer().size();
      array.item();
      if (items_.write_at_once(items[i], state, out.buffer())) continue;
      out.buffer().truncate(before);
      return i;
    }
    return items.size();
  }

  SerChild items_;
  SchemaFilter filter_;
};

}  // namespace

const SerNode* build_list_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<ListSerializer>(schema, builder);
}

}  // namespace pydantic_core
