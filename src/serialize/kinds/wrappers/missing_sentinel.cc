// serialize/kinds/wrappers/missing_sentinel.cc: missing-sentinel: MISSING, or what the schema
// inside says, where there is one. Fields that are MISSING are left out before they come here.
#include "py/missing.h"
#include "serialize/engine/build.h"

namespace pydantic_core {
namespace {

class MissingSentinelSerializer : public KindSerializer<MissingSentinelSerializer> {
 public:
  static constexpr Spelling kSpelling{"MissingSentinel", "MissingSentinelSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    if (value == missing_sentinel()) return borrow(value);
    if (inner_ != nullptr) return inner_->to_python(value, state);
    return raise_unexpected(unexpected_message(Text() << "Expected 'MISSING' sentinel"));
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (inner_ != nullptr && value != missing_sentinel()) return inner_->to_json(value, state, out);
    state.error_is_final = true;
    return raise_serialization_error(
        Text() << "Error serializing to JSON: 'MISSING' can't be serialized to JSON");
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return inner_ != nullptr && key != missing_sentinel()
               ? inner_->json_key(key, state)
               : not_a_key(key, state, "missing-sentinel");
  }
  void name(Text& out) const { out << "missing-sentinel"; }
  void describe(Describer& out) const {
    if (kMissingSentinelWraps) describe_inner(out, "serializer", inner_);
  }
  bool retry_with_lax(LaxSearch& search) const {
    return inner_ != nullptr && inner_->retry_with_lax(search);
  }
  SerLeaf leaf() const { return inner_ != nullptr ? inner_->leaf() : SerLeaf(); }
  bool init(const Schema& schema, SerBuilder& builder) {
    Ref inner;
    if (!find_missing_sentinel() || !schema.dict.get_dict(names.schema, inner)) return false;
    if (inner) inner_ = builder.build(inner.get(), schema.config);
    return !inner || inner_ != nullptr;
  }

 private:
  const SerNode* inner_ = nullptr;
};

constexpr MissingSentinelSerializer kAlone;

}  // namespace

const SerNode* build_missing_sentinel_serializer(const Schema& schema, SerBuilder& builder) {
  if (kMissingSentinelWraps) return build_kind<MissingSentinelSerializer>(schema, builder);
  return find_missing_sentinel() ? &kAlone : nullptr;
}

}  // namespace pydantic_core
