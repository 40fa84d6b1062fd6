// schema/describe.h: the nested structure that repr() of validators and serializers shows.
//
// Upstream prints its Rust structs; users and pydantic's own tests match parts of that text, so
// nodes name themselves and their fields as upstream's do. The layout is the "pretty" one: one
// field a line, four spaces a level, trailing commas.
#pragma once

#include <optional>

#include "base/text.h"
#include "py/str.h"

namespace pydantic_core {

/// The names of upstream's variant and struct, which repr() shows of a node. A kind has kSpelling,
/// or spelling() where a node chooses; one of the two must be there.
struct Spelling {
  const char* variant;
  const char* structure;
};

class Describer {
 public:
  /// `pretty`: one item a line; otherwise all on one.
  explicit Describer(Text& out, bool pretty = true) : out_(out), pretty_(pretty) {}

  Text& out() { return out_; }
  /// `Name {` … `}`; with no fields in between, close() prints the name alone.
  void open(std::string_view name);
  void close();
  /// `Name(` … `,)`: one unnamed value between.
  void open_tuple(std::string_view name);
  void close_tuple();
  /// `[` … `]`; each element is announced by element().
  void open_list();
  void element();
  void close_list() { close_items('[', ']'); }
  /// A list of what describe(item) writes for each of `items`.
  template <class Items, class Describe>
  void list(const Items& items, Describe&& describe) {
    open_list();
    for (const auto& item : items) {
      element();
      describe(item);
    }
    close_list();
  }
  template <class Items, class Describe>
  void field_list(std::string_view name, const Items& items, Describe&& describe) {
    field(name);
    list(items, describe);
  }
  /// `{` … `}`: sets, and maps whose elements begin with `key: `.
  void open_set();
  void close_set() { close_items('{', '}'); }
  /// Starts a line `name: `; the value follows through out() or another open.
  void field(std::string_view name);

  void field(std::string_view name, bool value) { field(name), out_ << (value ? "true" : "false"); }
  void field(std::string_view name, std::optional<bool> value);
  void field(std::string_view name, std::optional<size_t> value);
  void field_word(std::string_view name, std::string_view word) { field(name), out_ << word; }
  void field_word(std::string_view name, const Text& word) { field(name), out_ << word; }
  /// A quoted string with Rust's escapes.
  void field_text(std::string_view name, std::string_view text) { field(name), quoted(text); }
  void field_text(std::string_view name, const Text& text) { field(name), quoted(text); }
  /// The same of a Python str.
  void field_text(std::string_view name, Borrowed str) { field(name), quoted(str); }
  /// None, or `Some(…)` around what `describe` writes.
  template <class Describe>
  void optional(bool there, Describe&& describe) {
    if (!there) {
      out_ << "None";
      return;
    }
    open_tuple("Some");
    describe();
    close_tuple();
  }
  /// A Python object, which upstream shows by address: `Py(0x…,)`, or None.
  void field_object(std::string_view name, Borrowed object, bool optional = false);

  void quoted(std::string_view text);
  void quoted(const Text& text) {
    quoted(text.view());
    if (!text.ok()) out_.fail();
  }
  /// A Python str; what has no UTF-8 in it is replaced.
  void quoted(Borrowed str);
  /// As Rust's debug form shows a float.
  void number(double value);
  void object(Borrowed object);

 private:
  /// Between two items, or before the first: a new line, or in the one-line layout `otherwise`.
  void newline(std::string_view otherwise = "");
  void begin_item();
  void close_items(char open, char close);
  /// Of what is written so far; none when there was no memory for it.
  char last_character() const { return out_.empty() ? '\0' : out_.view().back(); }

  Text& out_;
  bool pretty_;
  int depth_ = 0;
  bool opened_ = false;  // the struct that was just named has no opening brace yet
};

/// `Variant(Structure { … })` around what `describe` writes.
template <class Describe>
void describe_as(Describer& out, const Spelling& spelling, Describe&& describe) {
  out.open_tuple(spelling.variant);
  out.open(spelling.structure);
  describe();
  out.close();
  out.close_tuple();
}

/// Describes a node by its own fields, within the names of its kind.
template <class K>
void describe_kind(Describer& out, const K& node) {
  Spelling spelling;
  if constexpr (requires { K::kSpelling; }) {
    spelling = K::kSpelling;
  } else {
    spelling = node.spelling();
  }
  describe_as(out, spelling, [&] { node.describe(out); });
}

/// A field that holds a node.
template <class Node>
void describe_node(Describer& out, std::string_view field, const Node* node) {
  out.field(field);
  node->describe(out);
}
/// A field that holds a node, or None.
template <class Node>
void describe_inner(Describer& out, std::string_view field, const Node* node) {
  out.field(field);
  out.optional(node != nullptr, [&] { node->describe(out); });
}

}  // namespace pydantic_core
