// serialize/kinds/wrappers/default.cc: a schema with a default, which exclude_defaults asks for.
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
    out.field("default");
    if (factory_) {
      out.open_tuple("DefaultFactory");
      out.object(factory_.get());
      out.element();
      out.out() << (takes_data_ ? "true" : "false");
      out.close_tuple();
    } else if (default_) {
      out.open_tuple("Default");
      out.object(default_.get());
      out.close_tuple();
    } else {
      out.out() << "None";
    }
    describe_field(out, "serializer", inner_);
  }
  bool retry_with_lax(LaxSearch& search) const { return inner_->retry_with_lax(search); }
  SerLeaf leaf() const { return inner_->leaf(); }
  bool default_value(Ref& out) const {
    if (default_) out = default_.clone();
    // A factory that wants the other fields' values cannot be asked here.
    if (!factory_ || takes_data_) return true;
    out = py::call(factory_.get());
    return static_cast<bool>(out);
  }
  bool init(const Schema& schema, SerBuilder& builder) {
    if (!schema.dict.get(names.default_, default_) ||
        !schema.dict.get(names.default_factory, factory_))
      return false;
    if (default_ && factory_)
      return schema_error("'default' and 'default_factory' cannot be used together");
    if (factory_ && !schema.dict.get(names.default_factory_takes_data, takes_data_)) return false;
    inner_ = builder.build_inner(schema, names.schema);
    return inner_ != nullptr;
  }
  template <class F>
  void each_ref(F&& f) {
    f(default_), f(factory_);
  }

 private:
  const SerNode* inner_ = nullptr;
  Ref default_;
  Ref factory_;
  bool takes_data_ = false;
};

}  // namespace

const SerNode* build_default_serializer(const Schema& schema, SerBuilder& builder) {
  auto* node = builder.make<DefaultSerializer>();
  return node != nullptr && node->init(schema, builder) ? node : nullptr;
}

}  // namespace pydantic_core
