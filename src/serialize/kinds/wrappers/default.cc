// serialize/kinds/wrappers/default.cc: a schema with a default, which exclude_defaults asks for.
#include "schema/default.h"

#include "py/call.h"
#include "serialize/engine/build.h"

namespace pydantic_core {
namespace {

class DefaultSerializer : public KindSerializer<DefaultSerializer> {
 public:
  static constexpr Spelling kSpelling{"WithDefault", "WithDefaultSerializer"};
  Ref to_python(Borrowed value, SerState& state) const { return inner_->to_python(value, state); }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    return inner_->to_json(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const { return inner_->json_key(key, state); }
  void name(Text& out) const { out << "default"; }
  void describe(Describer& out) const {
    default_.describe(out);
    describe_node(out, "serializer", inner_);
  }
  bool retry_with_lax(LaxSearch& search) const { return inner_->retry_with_lax(search); }
  SerLeaf leaf() const { return inner_->leaf(); }
  bool whole(Borrowed value, Whole& to) const { return inner_->write_whole(value, to); }
  bool default_value(Ref& out) const {
    if (default_.value) out = default_.value.clone();
    // A factory that wants the other fields' values cannot be asked here.
    if (!default_.factory || default_.takes_data) return true;
    out = py::call(default_.factory.get());
    return static_cast<bool>(out);
  }
  bool init(const Schema& schema, SerBuilder& builder) {
    if (!default_.init(schema.dict)) return false;
    inner_ = builder.build_inner(schema, names.schema);
    return inner_ != nullptr;
  }
  template <class F>
  void each_ref(F&& f) {
    default_.each_ref(f);
  }

 private:
  const SerNode* inner_ = nullptr;
  SchemaDefault default_;
};

}  // namespace

const SerNode* build_default_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<DefaultSerializer>(schema, builder);
}

}  // namespace pydantic_core
