// serialize/engine/node.h: what every serializer is.
//
// The counterpart of validate/engine/node.h: a small immutable object with one pointer to its
// operations, one indirect call a node, all direct below it. There are two outputs: Python objects
// (to_python, which in JSON mode makes only those that JSON has) and JSON text (to_json). A kind is
// written as
//
//     class IntNode : public KindSerializer<IntNode> {
//      public:
//       // How repr() shows it.
//       static constexpr Spelling kSpelling{"Int", "IntSerializer"};
//       // Empty, or false, with an exception set.
//       Ref to_python(Borrowed value, SerState& state) const;
//       bool to_json(Borrowed value, SerState& state, JsonText& out) const;
//       // A plain str that has UTF-8.
//       Ref json_key(Borrowed key, SerState& state) const;
//       // "list[int]", for messages.
//       void name(Text& out) const;
//
//       // Where the base's own will not do: its fields in repr(); whether subclasses are worth
//       // a second try; its default; what it passes on and writes as it is; what it writes whole
//       // for a union (whole.h); of which type alone it takes values strictly; the references that
//       // it owns.
//       void describe(Describer& out) const;
//       bool retry_with_lax(LaxSearch& search) const;
//       bool default_value(Ref& out) const;
//       SerLeaf leaf() const;
//       bool whole(Borrowed value, Whole& to) const;
//       PyTypeObject* own_type() const;
//       template <class F> void each_ref(F&& f);
//     };
//
// and built by `build_int_serializer` (see kinds.def): build_kind<IntNode>() makes a node and calls
// its init.
// A value that a node does not expect is not an error: fall_back() notes a warning and serializes
// it by its type.
#pragma once

#include "schema/describe.h"
#include "schema/graph.h"
#include "serialize/engine/by_type.h"
#include "serialize/engine/leaf.h"
#include "serialize/engine/state.h"
#include "serialize/engine/whole.h"
#include "serialize/output/json_text.h"
#include "serialize/output/keys.h"

namespace pydantic_core {

/// The kind a node's class is of, where others must know.
enum class SerKind : uint8_t { other, any, str, fields, field_plain, field_wrap, function_wrap };

/// Looking for a node that wants a lax retry, through recursive schemas: each definition is entered
/// once.
struct LaxSearch {
  Vec<const void*> entered;
  bool out_of_memory = false;  ///< the answer is worth nothing
};

/// The operations of a class of nodes.
struct SerOps {
  PyObject* (*to_python)(const SerNode*, Borrowed value,
                         SerState&);  ///< a new reference, or nullptr: exception set
  bool (*to_json)(const SerNode*, Borrowed value, SerState&, JsonText&);  ///< false: exception set
  PyObject* (*json_key)(const SerNode*, Borrowed key, SerState&);         ///< as to_python
  void (*name)(const SerNode*, Text&);
  void (*describe)(const SerNode*, Describer&);
  bool (*retry_with_lax)(const SerNode*, LaxSearch&);
  SerLeaf (*leaf)(const SerNode*);
  bool (*whole)(const SerNode*, Borrowed value, Whole&);  ///< nullptr: leaves alone
  PyTypeObject* (*own_type)(const SerNode*);
  bool (*default_value)(const SerNode*,
                        Ref& out);  ///< `out` stays empty when there is none; false: exception set
  void (*traverse)(SerNode*, py::Visit&);
  void (*destroy)(SerNode*);
  SerKind kind;
};

struct SerNode {
  const SerOps* ops;

  // Each serializes by the schema, or by the value's type when the call says serialize_as_any.
  [[nodiscard]] Ref to_python(Borrowed value, SerState& state) const {
    return state.serialize_as_any ? infer_to_python(value, state)
                                  : to_python_by_schema(value, state);
  }
  [[nodiscard]] bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    return state.serialize_as_any ? infer_to_json(value, state, out)
                                  : to_json_by_schema(value, state, out);
  }
  [[nodiscard]] Ref json_key(Borrowed key, SerState& state) const {
    return state.serialize_as_any ? infer_json_key(key, state) : json_key_by_schema(key, state);
  }
  // The same by the schema in any case.
  [[nodiscard]] Ref to_python_by_schema(Borrowed value, SerState& state) const {
    return steal(ops->to_python(this, value, state));
  }
  [[nodiscard]] bool to_json_by_schema(Borrowed value, SerState& state, JsonText& out) const {
    return ops->to_json(this, value, state, out);
  }
  [[nodiscard]] Ref json_key_by_schema(Borrowed key, SerState& state) const {
    return steal(ops->json_key(this, key, state));
  }

  void name(Text& out) const { ops->name(this, out); }
  void describe(Describer& out) const { ops->describe(this, out); }
  bool retry_with_lax(LaxSearch& search) const { return ops->retry_with_lax(this, search); }
  [[nodiscard]] bool default_value(Ref& out) const { return ops->default_value(this, out); }
  bool is(SerKind kind) const { return ops->kind == kind; }
  /// Values that come out of to_python_by_schema as they are, and the form that JSON has for them.
  SerLeaf leaf() const { return ops->leaf(this); }
  /// Writes a value without running Python code (whole.h). False, with some of it written, where
  /// that cannot be done.
  [[nodiscard]] bool write_whole(Borrowed value, Whole& to) const {
    if (ops->whole == nullptr) return write_whole_leaf(leaf(), value, to);
    if (to.levels == 0) return false;
    --to.levels;
    const bool ok = ops->whole(this, value, to);
    ++to.levels;
    return ok;
  }
  /// The type of the values that to_python_by_schema takes when the check is strict. Others it
  /// refuses without running Python code, but for None and those of subclasses of str. nullptr:
  /// there is no such type.
  PyTypeObject* own_type() const { return ops->own_type(this); }
  /// A user's function for this very field, which serialize_as_any does not override.
  bool is_field_function() const { return is(SerKind::field_plain) || is(SerKind::field_wrap); }
  /// A user's function around the serializer of its schema.
  bool is_wrap_function() const { return is(SerKind::function_wrap) || is(SerKind::field_wrap); }

  static void destroy(SerNode* node) { node->ops->destroy(node); }
  static void traverse(SerNode* node, py::Visit& visit) { node->ops->traverse(node, visit); }
};

template <class K>
concept CanBeWhole = requires(const K& kind, Borrowed value, Whole& to) {
  { kind.whole(value, to) } -> std::same_as<bool>;
};

/// SerOps::whole of kind K.
template <class K>
constexpr auto whole_of() -> decltype(SerOps::whole) {
  if constexpr (CanBeWhole<K>) {
    return [](const SerNode* node, Borrowed value, Whole& to) -> bool {
      return static_cast<const K*>(node)->whole(value, to);
    };
  }
  return nullptr;
}

/// The operations of kind K, stamped out.
template <class K>
inline constexpr SerOps kSerOps = {
    .to_python = [](const SerNode* node, Borrowed value, SerState& state) -> PyObject* {
      return static_cast<const K*>(node)->to_python(value, state).release();
    },
    .to_json = [](const SerNode* node, Borrowed value, SerState& state, JsonText& out) -> bool {
      return static_cast<const K*>(node)->to_json(value, state, out);
    },
    .json_key = [](const SerNode* node, Borrowed key, SerState& state) -> PyObject* {
      return static_cast<const K*>(node)->json_key(key, state).release();
    },
    .name = [](const SerNode* node, Text& out) { static_cast<const K*>(node)->name(out); },
    .describe = [](const SerNode* node,
                   Describer& out) { describe_kind(out, *static_cast<const K*>(node)); },
    .retry_with_lax = [](const SerNode* node, LaxSearch& search) -> bool {
      return static_cast<const K*>(node)->retry_with_lax(search);
    },
    .leaf = [](const SerNode* node) -> SerLeaf { return static_cast<const K*>(node)->leaf(); },
    .whole = whole_of<K>(),
    .own_type = [](const SerNode* node) -> PyTypeObject* {
      return static_cast<const K*>(node)->own_type();
    },
    .default_value = [](const SerNode* node, Ref& out) -> bool {
      return static_cast<const K*>(node)->default_value(out);
    },
    .traverse = [](SerNode* node, py::Visit& visit) { static_cast<K*>(node)->each_ref(visit); },
    .destroy = [](SerNode* node) { static_cast<K*>(node)->~K(); },
    .kind = K::kKind,
};

/// The base of a kind's class; see the head of this file.
template <class K, SerKind kKindOf = SerKind::other>
class KindSerializer : public SerNode {
 public:
  static constexpr SerKind kKind = kKindOf;
  constexpr KindSerializer() : SerNode{&kSerOps<K>} {}

  void describe(Describer&) const {}
  bool retry_with_lax(LaxSearch&) const { return false; }
  SerLeaf leaf() const { return {}; }
  PyTypeObject* own_type() const { return nullptr; }
  bool default_value(Ref&) const { return true; }
  template <class F>
  void each_ref(F&&) {}

 protected:
  /// A value that is not of this kind: a warning is noted, and it is serialized by its type. If
  /// memory ran out while the value was examined, that exception stays.
  Ref fall_back(Borrowed value, SerState& state) const {
    return state.unexpected(this, value) ? infer_to_python(value, state) : Ref();
  }
  bool fall_back(Borrowed value, SerState& state, JsonText& out) const {
    return state.unexpected_in_json(this, value) && infer_to_json(value, state, out);
  }
  Ref fall_back_key(Borrowed key, SerState& state) const {
    return state.unexpected(this, key) ? infer_json_key(key, state) : Ref();
  }
  /// For kinds whose values cannot be keys of JSON objects: None is refused, anything else noted
  /// and written by its type.
  Ref not_a_key(Borrowed key, SerState& state, const char* kind) const {
    return key == Py_None ? refuse_key(kind) : fall_back_key(key, state);
  }
};

/// The field `name`, where upstream keeps the name it made when it built the node.
inline void describe_name(Describer& out, const SerNode* node) {
  Text name;
  node->name(name);
  out.field_text("name", name);
}

}  // namespace pydantic_core
