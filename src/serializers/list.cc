// serializers/list.cc: list.
#include "py/sync.h"
#include "serializers/build.h"
#include "serializers/child.h"
#include "serializers/filter.h"
#include "serializers/sequence.h"

namespace pydantic_core {
namespace {

class ListSerializer : public KindSerializer<ListSerializer> {
 public:
  static constexpr Spelling kSpelling{"List", "ListSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    if (!PyList_Check(value)) return fall_back(value, state);
    return list_to_python(
        value, filter_, state, [&](Borrowed item) { return items_.leaf.takes(item); },
        [&](Borrowed item) { return items_.to_python(item, state); });
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!PyList_Check(value)) return fall_back(value, state, out);
    return list_to_json(
        value, filter_, state, out, [&](Borrowed item) { return items_.leaf.takes(item); },
        [&](Borrowed item) { return items_.to_json(item, state, out); });
  }
  Ref json_key(Borrowed key, SerState& state) const { return not_a_key(key, state, "list"); }
  void name(Text& out) const {
    out << "list[";
    items_.node->name(out);
    out << ']';
  }
  void describe(Describer& out) const {
    describe_field(out, "item_serializer", items_.node);
    filter_.describe(out, "filter");
    describe_name(out, this);
  }
  bool retry_with_lax(LaxSearch& search) const { return items_.node->retry_with_lax(search); }
  bool init(const Schema& schema, SerBuilder& builder) {
    items_ = SerChild(builder.build_optional(schema, names.items_schema));
    return items_.node != nullptr && filter_.read_indices(schema.dict);
  }

 private:
  SerChild items_;
  SchemaFilter filter_;
};

}  // namespace

const SerNode* build_list_serializer(const Schema& schema, SerBuilder& builder) {
  auto* node = builder.make<ListSerializer>();
  return node != nullptr && node->init(schema, builder) ? node : nullptr;
}

}  // namespace pydantic_core
