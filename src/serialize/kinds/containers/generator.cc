// serialize/kinds/containers/generator.cc: generator: items are serialized as they are asked for;
// in JSON all at once.
#include "serialize/engine/build.h"
#include "serialize/engine/iterator.h"
#include "serialize/engine/sequence.h"

namespace pydantic_core {
namespace {

class GeneratorSerializer : public KindSerializer<GeneratorSerializer> {
 public:
  static constexpr Spelling kSpelling{"Generator", "GeneratorSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    if (!PyIter_Check(value)) return fall_back(value, state);
    if (!state.is_json()) return make_serialization_iterator(value, items_, filter_, state);
    Ref list = steal(PyList_New(0));
    const bool ok = list && each_yielded(value, std::nullopt, filter_, state, [&](Borrowed item) {
                      return append(list.get(), items_->to_python(item, state));
                    });
    return ok ? std::move(list) : Ref();
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!PyIter_Check(value)) return fall_back(value, state, out);
    JsonItems items = json_array(out);
    const bool ok = each_yielded(value, std::nullopt, filter_, state, [&](Borrowed item) {
      items.item();
      return items_->to_json(item, state, out);
    });
    items.end();
    return ok;
  }
  Ref json_key(Borrowed key, SerState& state) const { return not_a_key(key, state, "generator"); }
  void name(Text& out) const { out << "generator"; }
  void describe(Describer& out) const {
    describe_node(out, "item_serializer", items_);
    filter_.describe(out, "filter");
  }
  bool init(const Schema& schema, SerBuilder& builder) {
    items_ = builder.build_optional(schema, names.items_schema);
    return items_ != nullptr && filter_.read_indices(schema.dict);
  }

 private:
  const SerNode* items_ = nullptr;
  SchemaFilter filter_;
};

}  // namespace

const SerNode* build_generator_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<GeneratorSerializer>(schema, builder);
}

}  // namespace pydantic_core
