// validate/kinds/wrappers/definitions.cc: schemas with named parts, and references to them.
//
// Only references can make a schema recursive, so only they guard against input without end
// (py/recursion.h).
#include "py/sync.h"
#include "validate/engine/build.h"
#include "validate/engine/streaming.h"

namespace pydantic_core {
namespace {

constexpr ErrorType kTooDeep =
    kDepthIsNoCycle ? ErrorType::recursion_depth_exceeded : ErrorType::recursion_loop;

class DefinitionRefNode : public KindNode<DefinitionRefNode, NodeKind::named_when_asked> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    state.allow_partial = PartialMode::off;
    const auto run = [&] { return definition_->node->validate(input, state, out); };
    return is_object(input) ? guarded(input, state, run) : guarded_tree(input, state, run);
  }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    // A position in the text identifies the value: the same definition twice at one position is a
    // cycle.
    if (state.trees.enter(in.place(), definition_, true) != TreeGuard::Entry::ok)
      return Outcome::invalid;
    const Outcome outcome = stream_container(definition_->node, in, state, out);
    state.trees.leave();
    return outcome;
  }
  Outcome assign(const Assignment& assignment, State& state, Ref& out) const {
    return guarded(PyInput{assignment.object}, state,
                   [&] { return definition_->node->assign(assignment, state, out); });
  }
  Outcome default_value(State& state, Ref& out) const {
    if (state.defaults >= kRecursionLimit) return raise_too_deep(state);
    Scoped defaults(state.defaults, state.defaults + 1);
    return definition_->node->default_value(state, out);
  }
  bool is_quiet(QuietSearch& search) const { return search.is_quiet(definition_); }
  Foresight foresee() const { return {.same_as = definition_->node}; }
  void name(NameWriter& out) const {
    const bool unknown = definition_->node == nullptr || (out.at_build && !filled_when_built_);
    if (unknown || !definition_->shown.empty() || out.is_naming(definition_)) {
      out.out << (unknown ? kUnknownName : shown());
      return;
    }
    const NameWriter::Definition naming{definition_, out.naming};
    NameWriter writer{out.out, false, &naming, out.keeping};
    const size_t begin = out.out.size();
    definition_->node->name(writer);
    out.keep(definition_->shown, begin);
  }
  static constexpr Spelling kSpelling{"DefinitionRef", "DefinitionRefValidator"};
  void describe(Describer& out) const { out.field_text("definition", shown()); }

  Definition<Node>* definition_ = nullptr;
  bool filled_when_built_ = false;

 private:
  std::string_view shown() const {
    return definition_->shown.empty() ? kUnknownName : definition_->shown;
  }
  /// Whether the input is guarded as an object that may hold itself.
  static bool is_object(PyInput) { return true; }
  static bool is_object(JsonInput) { return false; }
  static bool is_object(StringInput input) { return kDepthIsNoCycle && !input.is_text(); }

  static const void* identity(PyInput input) { return input.object; }
  static const void* identity(JsonInput input) { return input.value.raw(); }
  static const void* identity(StringInput input) { return input.object; }

  template <class Input, class F>
  Outcome guarded_tree(Input input, State& state, F&& run) const {
    switch (state.trees.enter(identity(input), definition_, std::is_same_v<Input, JsonInput>)) {
      case TreeGuard::Entry::cycle:
        return state.fail(ErrorType::recursion_loop, input);
      case TreeGuard::Entry::depth:
        return raise_too_deep(state);
      case TreeGuard::Entry::no_memory:
        return py::no_memory();
      case TreeGuard::Entry::ok:
        break;
    }
    const Outcome outcome = run();
    state.trees.leave();
    return outcome;
  }

  template <class Input, class F>
  Outcome guarded(Input input, State& state, F&& run) const {
    switch (state.recursion.enter(identity(input), definition_)) {
      case RecursionGuard::Entry::cycle:
        return state.fail(ErrorType::recursion_loop, input);
      case RecursionGuard::Entry::depth:
        return state.fail(kTooDeep, input);
      case RecursionGuard::Entry::no_memory:
        return py::no_memory();
      case RecursionGuard::Entry::ok:
        break;
    }
    const Outcome outcome = run();
    state.recursion.leave();
    return outcome;
  }
};

}  // namespace

Outcome raise_too_deep(State& state) {
  state.too_deep = true;
  PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded during validation");
  return Outcome::raised;
}

const Node* build_definition_ref(const Schema& schema, Builder& builder) {
  Ref name;
  if (!schema.dict.require_text(names.schema_ref, name)) return nullptr;
  auto* node = builder.make<DefinitionRefNode>();
  if (node == nullptr) return nullptr;
  node->definition_ = builder.graph.definition(name.get());
  if (node->definition_ == nullptr) return nullptr;
  node->filled_when_built_ = node->definition_->node != nullptr;
  return node;
}

const Node* build_definitions(const Schema& schema, Builder& builder) {
  Ref definitions;
  if (!schema.dict.require_list(names.definitions, definitions)) return nullptr;
  for (const Ref& definition : py::ListItems(definitions.get())) {
    if (!PyDict_Check(definition.get())) return conversion_error(definition.get(), "PyDict");
    Ref name;
    if (!SchemaDict(definition.get()).require_text(names.ref, name)) return nullptr;
    const Node* node = builder.build(definition.get(), schema.config);
    if (node == nullptr || !builder.graph.define(name.get(), node)) return nullptr;
  }
  return builder.build_inner(schema, names.schema);
}

}  // namespace pydantic_core
