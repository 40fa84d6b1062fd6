// InternedCell: an interned string, for attribute names, dict keys and keyword names.
//
//   constinit oncecell::InternedCell name{"__dict__"};
//
//   PyObject* key = name.get_or_intern();   // borrowed; null: MemoryError
#pragma once

#include "detail/kept.h"

namespace oncecell {

class InternedCell {
 public:
  /// `text` is UTF-8. The cell keeps the pointer: pass a string literal.
  constexpr explicit InternedCell(const char* text) noexcept : text_(text) {}

  /// The string, borrowed, or null (and no exception) when it was not asked for yet.
  [[nodiscard]] PyObject* get() const noexcept { return kept_.get(); }

  /// The string, borrowed. Null with an exception set when there is no memory for it or the text is
  /// not UTF-8.
  [[nodiscard]] PyObject* get_or_intern() {
    if (PyObject* string = get()) return string;
    return kept_.keep(PyUnicode_InternFromString(text_));
  }

  /// The text that the cell was made with.
  [[nodiscard]] const char* text() const noexcept { return text_; }

 private:
  const char* text_;
  detail::KeptReference kept_;
};

}  // namespace oncecell
