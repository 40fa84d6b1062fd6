// schema/graph.h: the nodes of one schema, and its definitions.
//
// Nodes point at each other freely (a recursive schema is a cycle) and live exactly as long as
// their graph, which packs them into an arena, each with a link to the one before. Destroying and
// garbage-collecting a schema are therefore loops over that list, never recursions over a tree that
// may be very deep.
//
// One thread builds a graph. After that it does not change, and any thread reads it without a lock.
#pragma once

#include <new>
#include <string_view>

#include "base/arena.h"
#include "py/gc.h"
#include "py/names.h"
#include "schema/schema.h"
#include "schema/schema_error.h"

namespace pydantic_core {

/// A node of its own that others refer to by name; `node` is filled in when its schema has been
/// built.
template <class Node>
struct Definition {
  PyObject* name = nullptr;  ///< str, owned by Graph::names_
  const Node* node = nullptr;
  /// The name that a validator keeps (validate/engine/names.h), in the graph's arena.
  std::string_view shown = {};
};

/// `Node` is the base of all nodes of one side (validators or serializers) and offers
/// destroy(Node*) and traverse(Node*, visit).
template <class Node>
class Graph {
 public:
  Graph() = default;
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;
  ~Graph() {
    each_node([](Node* node) { Node::destroy(node); });
  }

  /// A default-constructed K; nullptr with MemoryError set.
  template <class K>
  K* make() {
    auto* const place = static_cast<char*>(arena_.allocate(kLinkSize + sizeof(K)));
    if (place == nullptr) return py::no_memory();
    new (place) Node*(last_);
    K* const node = new (place + kLinkSize) K();
    last_ = node;
    return node;
  }

  /// The definition called `given` (a str or of a subclass), made empty when it is first asked for.
  /// nullptr with an exception set.
  Definition<Node>* definition(Borrowed given) {
    // By its text: an object of a class of the user's might refer to the schema.
    const Ref text = steal(PyUnicode_FromObject(given));
    if (!text) return nullptr;
    Borrowed name = text.get();
    for (Definition<Node>* known : definitions_) {
      if (known->name == name) return known;
      const int equal = PyObject_RichCompareBool(known->name, name, Py_EQ);
      if (equal < 0) return nullptr;
      if (equal > 0) return known;
    }
    void* place = arena_.allocate(sizeof(Definition<Node>));
    auto* made = place != nullptr ? new (place) Definition<Node>{name} : nullptr;
    if (made == nullptr || !definitions_.push(made) || !names_.push(borrow(name)))
      return py::no_memory();
    return made;
  }
  /// Fills a definition; false with SchemaError when it was filled before.
  bool define(Borrowed name, const Node* node) {
    Definition<Node>* entry = definition(name);
    if (entry == nullptr) return false;
    if (entry->node != nullptr) {
      Text text;
      text << "Duplicate ref: `";
      py::append_lossy(text, name);
      return schema_error(text << '`');
    }
    entry->node = node;
    return true;
  }
  /// False with SchemaError when some definition was never filled.
  bool check_definitions() {
    for (const Definition<Node>* entry : definitions_) {
      if (entry->node != nullptr) continue;
      Text text;
      text << "Definitions error: definition `";
      py::append_lossy(text, entry->name);
      return schema_error(text << "` was never filled");
    }
    return true;
  }

  const Vec<Definition<Node>*>& definitions() const { return definitions_; }
  /// Memory for what nodes store outside themselves and need not destroy.
  Arena& arena() { return arena_; }
  /// Bytes this graph takes from the heap for its nodes.
  size_t bytes() const { return arena_.bytes(); }

  template <class F>
  void each_ref(F&& f) {
    each_node([&](Node* node) { Node::traverse(node, f); });
  }

 private:
  /// In front of each node is a pointer to the one that was made before it.
  static constexpr size_t kLinkSize = 8;
  static_assert(sizeof(Node*) <= kLinkSize);

  template <class Visit>
  void each_node(Visit&& visit) {
    for (Node* node = last_; node != nullptr;) {
      Node* const before = *reinterpret_cast<Node**>(reinterpret_cast<char*>(node) - kLinkSize);
      visit(node);
      node = before;
    }
  }

  Arena arena_;
  Node* last_ = nullptr;  // the node that was made last
  Vec<Definition<Node>*> definitions_;
  Vec<Ref> names_;
};

/// The node of kind K for a schema, on either side; nullptr with an exception set.
template <class K, class Builder>
K* build_kind(const Schema& schema, Builder& builder) {
  K* node = builder.template make<K>();
  if (node == nullptr) return nullptr;
  if constexpr (requires { node->init(schema, builder); }) {
    return node->init(schema, builder) ? node : nullptr;
  } else {
    return node->init(schema) ? node : nullptr;
  }
}

}  // namespace pydantic_core
