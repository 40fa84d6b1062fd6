// serialize/kinds/containers/list.cc: list.
#include "py/layout/containers.h"
#include "py/sync.h"
#include "serialize/engine/leaves.h"
#include "serialize/kinds/containers/items_serializer.h"

namespace pydantic_core {
namespace {

class ListSerializer : public ItemsSerializer<ListSerializer> {
 public:
  static constexpr Spelling kSpelling{"List", "ListSerializer"};
  static constexpr const char* kName = "list";
  Ref to_python(Borrowed value, SerState& state) const {
    if (!PyList_Check(value)) return fall_back(value, state);
    if (stays_as_it_is(value, state)) return py::copy_list(value);
    return list_to_python(
        value, ask_length, filter_, state,
        [&](Borrowed item) { return items_.leaf.is_silent(item); },
        [&](Borrowed item) { return items_.to_python(item, state); });
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!PyList_Check(value)) return fall_back(value, state, out);
    return list_to_json(
        value, kLengthNow, filter_, state, out,
        [&](std::span<PyObject* const> items, JsonItems& array) {
          return write_leaves(items, items_.leaf, state, array, out);
        },
        [&](Borrowed item) { return items_.leaf.is_silent(item); },
        [&](Borrowed item) { return items_.node->to_json(item, state, out); });
  }
  SerLeaf leaf() const { return SerLeaf::whole(items_.leaf.may_be_whole()); }
  bool whole(Borrowed value, Whole& to) const {
    if (!PyList_CheckExact(value) || !filter_.passes(to.state)) return false;
    JsonItems array = json_array(to.out);
    const std::span<PyObject* const> items = py::list_items(value, 0, PyList_GET_SIZE(value));
    bool ok = true;
    for (size_t i = write_leaves(items, items_.leaf, to.state, array, to.out);
         ok && i < items.size(); ++i) {
      array.item();
      ok = items_.write_whole(items[i], to);
    }
    array.end();
    return ok;
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
};

}  // namespace

const SerNode* build_list_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<ListSerializer>(schema, builder);
}

}  // namespace pydantic_core
