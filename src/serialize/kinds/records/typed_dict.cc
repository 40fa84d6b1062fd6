// serialize/kinds/records/typed_dict.cc: typed-dict.
#include "serialize/kinds/records/fields.h"

namespace pydantic_core {
namespace {

class TypedDictSerializer : public KindSerializer<TypedDictSerializer> {
 public:
  static constexpr Spelling kSpelling{"TypedDict", "TypedDictSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    Scoped<Borrowed> model(state.model, value);
    return fields_->to_python(value, state);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    Scoped<Borrowed> model(state.model, value);
    return fields_->to_json(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const { return not_a_key(key, state, "typed-dict"); }
  void name(Text& out) const { out << "typed-dict"; }
  SerLeaf leaf() const { return fields_->leaf(); }
  bool whole(Borrowed value, Whole& to) const {
    return PyDict_CheckExact(value) && fields_->write_whole({.dict = value}, to);
  }
  void describe(Describer& out) const {
    out.field("serializer");
    out.open(FieldsSerializer::kSpelling.structure);
    fields_->describe(out);
    out.close();
  }

  const FieldsSerializer* fields_ = nullptr;
};

}  // namespace

const SerNode* build_typed_dict_serializer(const Schema& schema, SerBuilder& builder) {
  bool total = true;
  Extra extra = Extra::ignore;
  Ref fields;
  auto* node = builder.make<TypedDictSerializer>();
  auto* inner = node != nullptr ? builder.make<FieldsSerializer>() : nullptr;
  if (inner == nullptr || !schema.get_or_config(names.total, names.typed_dict_total, total) ||
      !read_extra(schema, extra) || !schema.dict.require_dict(names.fields, fields)) {
    return nullptr;
  }
  const FieldsMode mode = extra == Extra::allow ? FieldsMode::typed_dict_allow : FieldsMode::simple;
  const auto count = static_cast<size_t>(PyDict_GET_SIZE(fields.get()));
  if (!inner->init(schema, builder, mode, true, count) ||
      !inner->add_all(fields.get(), schema.config, builder, total))
    return nullptr;
  node->fields_ = inner;
  return inner->finish(schema, builder, fields.get()) ? node : nullptr;
}

}  // namespace pydantic_core
