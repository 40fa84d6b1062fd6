// validate/kinds/scalars/literal.cc: one of a fixed set of values.
#include "py/sync.h"
#include "schema/parts.h"
#include "validate/engine/build.h"
#include "validate/kinds/scalars/literal_lookup.h"
#include "validate/kinds/scalars/literal_names.h"

namespace pydantic_core {
namespace {

class LiteralNode : public KindNode<LiteralNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Py_ssize_t index;
    PC_TRY(lookup_.find(input, state, index));
    if (index == LiteralLookup::kNone)
      return state.fail(ErrorType::literal_error, input, expected_);
    out = values_[static_cast<size_t>(index)].clone();
    return Outcome::ok;
  }
  bool is_quiet(QuietSearch&) const { return lookup_.is_quiet(); }
  Foresight foresee() const { return {.literal = &lookup_}; }
  void name(NameWriter& out) const {
    out.out << "literal[";
    py::append_lossy(out.out, list_.get());
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"Literal", "LiteralValidator"};
  void describe(Describer& out) const {
    out.field("lookup");
    lookup_.describe(out);
    describe_values(out, values_);
    out.close();
    out.field_text("expected_repr", expected_.get());
    describe_name(out, this);
  }
  bool init(const Schema& schema) {
    Ref expected;
    if (!lookup_.init() || !require_expected(schema.dict, expected)) return false;
    const Py_ssize_t count = PyList_GET_SIZE(expected.get());
    for (Py_ssize_t i = 0; i < count; ++i) {
      Ref value = py::list_item(expected.get(), i);
      if (!value || !lookup_.add(value.get())) return false;
      if (!values_.push(std::move(value))) return py::no_memory();
    }
    return name_values(values_, ",", ",", list_) && name_values(values_, ", ", " or ", expected_);
  }
  template <class F>
  void each_ref(F&& f) {
    lookup_.each_ref(f);
    for (Ref& value : values_) f(value);
    f(list_);
    f(expected_);
  }

 private:
  LiteralLookup lookup_;
  Vec<Ref> values_;
  Ref list_;      // str: the values' reprs with commas between
  Ref expected_;  // str: the same as prose
};

}  // namespace

const Node* build_literal(const Schema& schema, Builder& builder) {
  return build_kind<LiteralNode>(schema, builder);
}

}  // namespace pydantic_core
