// validate/engine/node.h: what every validator is.
//
// A node is a small immutable object with one pointer to its operations. Validating costs one
// indirect call a node: the operations for the three inputs are stamped out from one template
// member `validate(Input, State&, Ref&)` of the kind's class, below which all is direct. A kind is
// written as
//
//     class AnyNode : public KindNode<AnyNode> {
//      public:
//       template <class Input> Outcome validate(Input input, State& state, Ref& out) const;
//       void name(NameWriter& out) const;
//       static constexpr Spelling kSpelling{"Any", "AnyValidator"};  // or spelling()
//       void describe(Describer& out) const;           // when it has fields in repr()
//       template <class F> void each_ref(F&& f);       // when it owns references
//       Outcome assign(...), default_value(...) const;   // when it has something to say there
//       Leaf leaf() const;                               // when it takes a type as it is
//       bool is_quiet(QuietSearch&) const;               // when nobody can notice it (quiet.h)
//       Foresight foresee() const;                       // when something can be said beforehand
//       Outcome stream(json::Stream&, State&, Ref& out) const;  // when it reads text (streaming.h)
//     };
//
// and built by `build_any` (see kinds.def): build_kind<AnyNode>() makes a node and calls its init.
#pragma once

#include "py/leaf.h"
#include "schema/describe.h"
#include "schema/graph.h"
#include "validate/engine/foresight.h"
#include "validate/engine/names.h"
#include "validate/input/scalars.h"

namespace pydantic_core {

namespace json {
class Stream;
}

struct Node;
class QuietSearch;

/// An assignment to one field of a model.
struct Assignment {
  Borrowed object;      ///< the model, or the dict of its fields further in
  Borrowed field_name;  ///< str, perhaps of a subclass: the key that dicts get
  Borrowed value;
};

/// The kind a node's class is of, where others must know: containers skip `any`, unions look for
/// models.
enum class NodeKind : uint8_t {
  other,
  any,
  default_,
  model,
  model_fields,
  dataclass_args,
  function_wrap,
  function_after,
  named_when_asked  ///< a list, a deque, a reference to a definition (names.h)
};

/// The operations of a class of nodes.
struct Ops {
  Outcome (*validate_python)(const Node*, PyInput, State&, Ref& out);
  Outcome (*validate_json)(const Node*, JsonInput, State&, Ref& out);
  Outcome (*validate_string)(const Node*, StringInput, State&, Ref& out);
  /// Validates an assignment. Kinds that cannot raise TypeError.
  Outcome (*assign)(const Node*, const Assignment&, State&, Ref& out);
  /// The value to use when there is no input; `out` stays empty when there is none.
  Outcome (*default_value)(const Node*, State&, Ref& out);
  Leaf (*leaf)(const Node*);
  /// Whether nothing that can be reached from it runs code of the user's on plain input.
  bool (*is_quiet)(const Node*, QuietSearch&);
  Foresight (*foresee)(const Node*);
  /// nullptr for kinds that do not.
  Outcome (*stream)(const Node*, json::Stream&, State&, Ref& out);
  void (*name)(const Node*, NameWriter&);
  void (*describe)(const Node*, Describer&);
  void (*traverse)(Node*, py::Visit&);
  void (*destroy)(Node*);
  NodeKind kind;
};

struct Node {
  const Ops* ops;

  Outcome validate(PyInput input, State& state, Ref& out) const {
    return ops->validate_python(this, input, state, out);
  }
  Outcome validate(JsonInput input, State& state, Ref& out) const {
    return ops->validate_json(this, input, state, out);
  }
  Outcome validate(StringInput input, State& state, Ref& out) const {
    return ops->validate_string(this, input, state, out);
  }
  Outcome assign(const Assignment& assignment, State& state, Ref& out) const {
    return ops->assign(this, assignment, state, out);
  }
  Outcome default_value(State& state, Ref& out) const {
    return ops->default_value(this, state, out);
  }
  /// The type whose values validate to themselves, whatever the call's settings are: str, int,
  /// float or bool in Python, and the JSON values of that form.
  Leaf leaf() const { return ops->leaf(this); }
  void name(NameWriter& out) const { ops->name(this, out); }
  void describe(Describer& out) const { ops->describe(this, out); }
  bool is(NodeKind kind) const { return ops->kind == kind; }

  static void destroy(Node* node) { node->ops->destroy(node); }
  static void traverse(Node* node, py::Visit& visit) { node->ops->traverse(node, visit); }
  /// For paths: appends a node's name as a location item.
  static void write_name(const void* node, Text& out) {
    NameWriter writer{out};
    static_cast<const Node*>(node)->name(writer);
  }
  /// The same while the graph is built, in whose arena the names that are asked for are kept.
  void write_name(Text& out, Arena& keeping) const {
    NameWriter writer{.out = out, .keeping = &keeping};
    name(writer);
  }
};

/// The field that holds the node's own name.
inline void describe_name(Describer& out, const Node* node, std::string_view field = "name") {
  Text text;
  Node::write_name(node, text);
  out.field_text(field, text);
}

/// Ops::stream of kind K.
template <class K>
constexpr auto stream_of() -> decltype(Ops::stream) {
  if constexpr (requires { &K::stream; }) {
    return [](const Node* node, json::Stream& in, State& state, Ref& out) -> Outcome {
      return static_cast<const K*>(node)->stream(in, state, out);
    };
  } else {
    return nullptr;
  }
}

/// The operations of kind K, stamped out.
template <class K>
inline constexpr Ops kOps = {
    .validate_python = [](const Node* node, PyInput input, State& state, Ref& out) -> Outcome {
      return static_cast<const K*>(node)->validate(input, state, out);
    },
    .validate_json = [](const Node* node, JsonInput input, State& state, Ref& out) -> Outcome {
      return static_cast<const K*>(node)->validate(input, state, out);
    },
    .validate_string = [](const Node* node, StringInput input, State& state, Ref& out) -> Outcome {
      return static_cast<const K*>(node)->validate(input, state, out);
    },
    .assign = [](const Node* node, const Assignment& assignment, State& state, Ref& out)
        -> Outcome { return static_cast<const K*>(node)->assign(assignment, state, out); },
    .default_value = [](const Node* node, State& state, Ref& out) -> Outcome {
      return static_cast<const K*>(node)->default_value(state, out);
    },
    .leaf = [](const Node* node) -> Leaf { return static_cast<const K*>(node)->leaf(); },
    .is_quiet = [](const Node* node, QuietSearch& search) -> bool {
      return static_cast<const K*>(node)->is_quiet(search);
    },
    .foresee = [](const Node* node) -> Foresight { return static_cast<const K*>(node)->foresee(); },
    .stream = stream_of<K>(),
    .name = [](const Node* node, NameWriter& out) { static_cast<const K*>(node)->name(out); },
    .describe = [](const Node* node,
                   Describer& out) { describe_kind(out, *static_cast<const K*>(node)); },
    .traverse = [](Node* node, py::Visit& visit) { static_cast<K*>(node)->each_ref(visit); },
    .destroy = [](Node* node) { static_cast<K*>(node)->~K(); },
    .kind = K::kKind,
};

/// The base of a kind's class; see the head of this file.
template <class K, NodeKind kKindOf = NodeKind::other>
class KindNode : public Node {
 public:
  static constexpr NodeKind kKind = kKindOf;
  constexpr KindNode() : Node{&kOps<K>} {}

  Outcome assign(const Assignment&, State&, Ref&) const {
    Text text;
    text << "validate_assignment is not supported for ";
    Node::write_name(this, text);
    return py::raise(PyExc_TypeError, text);
  }
  Outcome default_value(State&, Ref&) const { return Outcome::ok; }
  Leaf leaf() const { return {}; }
  bool is_quiet(QuietSearch&) const { return false; }
  Foresight foresee() const { return {}; }
  void describe(Describer&) const {}
  template <class F>
  void each_ref(F&&) {}
};

}  // namespace pydantic_core
