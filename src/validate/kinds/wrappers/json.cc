// validate/kinds/wrappers/json.cc: a string of JSON text, whose value is validated in turn.
#include "validate/engine/build.h"
#include "validate/input/json_bytes.h"

namespace pydantic_core {
namespace {

class JsonNode : public KindNode<JsonNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    std::string_view text;
    PC_TRY(read_text(input, state, text));
    json::Document document;
    PC_TRY(parse_json_text(text, {true, state.allow_partial}, input, state, document));
    if (inner_ == nullptr) {
      out = py::from_json(document.root(), state.cache_strings);
      return out ? Outcome::ok : Outcome::raised;
    }
    Scoped input_type(state.input_type, InputType::json);
    const uint32_t mark = state.errors.size();
    const Outcome outcome = inner_->validate(JsonInput{document.root()}, state, out);
    if (outcome == Outcome::ok) [[likely]]
      return outcome;
    // The values of errors point into a document that is about to go.
    if (outcome == Outcome::invalid && state.errors.take_inputs(mark)) return outcome;
    state.errors.truncate(mark);
    return outcome == Outcome::invalid ? Outcome::raised : outcome;
  }
  bool is_quiet(QuietSearch& search) const { return search.is_quiet_or_none(inner_); }
  void name(NameWriter& out) const { name_around(out, "json", inner_); }
  static constexpr Spelling kSpelling{"Json", "JsonValidator"};
  void describe(Describer& out) const {
    describe_inner(out, "validator", inner_);
    describe_name(out, this);
  }
  bool init(const Schema& schema, Builder& builder) {
    Ref inner;
    if (!schema.dict.get(names.schema, inner)) return false;
    if (!inner) return true;
    inner_ = builder.build(inner.get(), schema.config);
    if (inner_ == nullptr) return false;
    if (inner_->is(NodeKind::any)) inner_ = nullptr;
    return true;
  }

 private:
  static Outcome read_text(PyInput input, State& state, std::string_view& text) {
    PC_TRY(read_json_bytes(input, state, text));
    if (!PyBytes_Check(input.object)) {
      state.floor_exactness(Exactness::lax);
    } else {
      state.floor_exactness(PyBytes_CheckExact(input.object) ? Exactness::exact
                                                             : Exactness::strict);
    }
    return Outcome::ok;
  }
  static Outcome read_text(StringInput input, State& state, std::string_view& text) {
    if (!input.is_text()) return state.fail(ErrorType::json_type, input);
    state.floor_exactness(Exactness::strict);
    return read_json_bytes(PyInput{input.object}, state, text);
  }
  static Outcome read_text(JsonInput input, State& state, std::string_view& text) {
    if (!input.value.is_string()) return state.fail(ErrorType::json_type, input);
    state.floor_exactness(Exactness::strict);
    text = input.value.as_string();
    return Outcome::ok;
  }

  const Node* inner_ = nullptr;  // nullptr: any
};

}  // namespace

const Node* build_json(const Schema& schema, Builder& builder) {
  return build_kind<JsonNode>(schema, builder);
}

}  // namespace pydantic_core
