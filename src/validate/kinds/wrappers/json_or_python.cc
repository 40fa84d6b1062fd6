// validate/kinds/wrappers/json_or_python.cc: one schema for Python input, another for JSON and for
// strings.
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

class JsonOrPythonNode : public KindNode<JsonOrPythonNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    return (state.input_type == InputType::python ? python_ : json_)->validate(input, state, out);
  }
  bool is_quiet(QuietSearch& search) const {
    return search.is_quiet(json_) && search.is_quiet(python_);
  }
  void name(NameWriter& out) const {
    NameWriter inner = out.inner();
    out.out << "json-or-python[json=";
    json_->name(inner);
    out.out << ",python=";
    python_->name(inner);
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"JsonOrPython", "JsonOrPython"};
  void describe(Describer& out) const {
    describe_node(out, "json", json_);
    describe_node(out, "python", python_);
    describe_name(out, this);
  }
  bool init(const Schema& schema, Builder& builder) {
    json_ = builder.build_inner(schema, names.json_schema);
    if (json_ == nullptr) return false;
    python_ = builder.build_inner(schema, names.python_schema);
    return python_ != nullptr;
  }

 private:
  const Node* json_ = nullptr;
  const Node* python_ = nullptr;
};

}  // namespace

const Node* build_json_or_python(const Schema& schema, Builder& builder) {
  return build_kind<JsonOrPythonNode>(schema, builder);
}

}  // namespace pydantic_core
