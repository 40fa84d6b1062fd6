// serialize/kinds/containers/items_serializer.h: what the serializers of lists and of deques have
// in common: any number of items that all have one schema.
//
// A kind K has kSpelling, to_python(), to_json(), and its word: kName.
#pragma once

#include "serialize/engine/build.h"
#include "serialize/engine/child.h"
#include "serialize/engine/filter.h"
#include "serialize/engine/sequence.h"

namespace pydantic_core {

template <class K>
class ItemsSerializer : public KindSerializer<K> {
 public:
  Ref json_key(Borrowed key, SerState& state) const {
    return this->not_a_key(key, state, K::kName);
  }
  void name(Text& out) const {
    out << K::kName << '[';
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

 protected:
  SerChild items_;
  SchemaFilter filter_;
};

}  // namespace pydantic_core
