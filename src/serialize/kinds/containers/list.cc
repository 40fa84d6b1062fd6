// serialize/kinds/containers/list.cc: list.
#include "py/layout/containers.h"
#include "py/sync.h"
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
};

}  // namespace

const SerNode* build_list_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<ListSerializer>(schema, builder);
}

}  // namespace pydantic_core
