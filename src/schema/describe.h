// schema/describe.h: the nested structure that repr() of validators and serializers shows.
//
// Upstream prints its Rust structs; users and pydantic's own tests match parts of that text, so
// nodes name themselves and their fields as upstream's do. The layout is the "pretty" one: one
// field a line, four spaces a level, trailing commas.
#pragma once

#include <optional>
#include <utility>

#include "base/text.h"
#include "py/str.h"

namespace pydantic_core {

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
  /// A Python object, which upstream shows by address: `Py(0x…,)`, or None.
  void field_object(std::string_view name, Borrowed object, bool optional = false);

  /// Upstream names lists when somebody asks. The kinds that do not ask for the name of a node
  /// inside say so before they describe it; a list then shows no name, and says the same of its
  /// items.
  void leave_unnamed() { next_unnamed_ = true; }
  /// Whether that was said of the node that is being described; to be called once, first.
  bool take_unnamed() { return std::exchange(unnamed_, false); }
  /// A node's description begins.
  void begin_node() { unnamed_ = std::exchange(next_unnamed_, false); }

  void quoted(std::string_view text);
  void quoted(const Text& text) {
    quoted(text.view());
    if (!text.ok()) out_.fail();
  }
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
  bool opened_ = false;  // a brace is owed for the struct that was just named
  bool unnamed_ = false;
  bool next_unnamed_ = false;
};

}  // namespace pydantic_core
