// serialize/kinds/scalars/enum.cc: enum: its members' values are what JSON shows.
#include "schema/parts.h"
#include "serialize/engine/build.h"
#include "serialize/kinds/scalars/simple.h"

namespace pydantic_core {
namespace {

class EnumSerializer : public KindSerializer<EnumSerializer> {
 public:
  static constexpr Spelling kSpelling{"Enum", "EnumSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    if (!accepts(value)) return fall_back(value, state);
    if (!state.is_json()) return borrow(value);
    const Ref inner = steal(PyObject_GetAttr(value, names.value));
    return inner ? values()->to_python(inner.get(), state) : Ref();
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!accepts(value)) return fall_back(value, state, out);
    const Ref inner = steal(PyObject_GetAttr(value, names.value));
    return inner && values()->to_json(inner.get(), state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    if (!accepts(key)) return fall_back_key(key, state);
    const Ref inner = steal(PyObject_GetAttr(key, names.value));
    return inner ? values()->json_key(inner.get(), state) : Ref();
  }
  void name(Text& out) const { out << "enum"; }
  void describe(Describer& out) const {
    out.field_object("class", class_.get());
    describe_inner(out, "serializer", values_);
  }
  bool retry_with_lax(LaxSearch& search) const {
    return values_ != nullptr && values_->retry_with_lax(search);
  }
  template <class F>
  void each_ref(F&& f) {
    f(class_);
  }

  bool init(const Schema& schema, SerBuilder&) {
    SubType sub_type = SubType::none;
    InfNanMode mode = InfNanMode::null;
    if (!read_sub_type(schema.dict, sub_type) ||
        (sub_type == SubType::float_ && !read_inf_nan_mode(schema.config, mode)))
      return false;
    values_ = sub_type == SubType::int_     ? int_serializer()
              : sub_type == SubType::str    ? str_serializer()
              : sub_type == SubType::float_ ? float_serializer(mode)
                                            : nullptr;
    return schema.dict.require_class(names.cls, class_);
  }

 private:
  bool accepts(Borrowed value) const { return as_object(Py_TYPE(value)) == class_.get(); }
  const SerNode* values() const { return values_ != nullptr ? values_ : any_serializer(); }

  Ref class_;
  const SerNode* values_ = nullptr;  // nullptr: by their type
};

}  // namespace

const SerNode* build_enum_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<EnumSerializer>(schema, builder);
}

}  // namespace pydantic_core
