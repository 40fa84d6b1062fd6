// src/regex/pattern.cc: a pattern and the programs made of it.
//
// A schema only learns whether the pattern is fine. Programs are made when a text first asks for
// one: that for ASCII, which is small even for `\w`, and that for all of Unicode, which most
// patterns never need. Threads that come at the same time may both make it; one of the two stays.
#include "pattern.h"

#include <atomic>
#include <optional>

#include "failure.h"
#include "marks.h"
#include "matcher.h"
#include "unicode.h"

namespace pydantic_core::regex {
namespace {

/// A matcher, with what it takes to mark the texts for it.
struct Program {
  Matcher matcher;
  uint32_t mark_depth = 0;
  CharSet words;

  Program(const Expression& expression, Form form) : matcher(expression, form) {
    if (form != Form::marked) return;
    mark_depth = regex::mark_depth(expression);
    words = word_set();
  }
};

}  // namespace

struct Pattern::Compiled {
  std::string text;
  Form ascii = Form::ascii;
  Form other = Form::unicode;
  mutable std::atomic<const Program*> for_ascii = nullptr;
  mutable std::atomic<const Program*> for_other = nullptr;

  ~Compiled() {
    delete for_ascii.load();
    delete for_other.load();
  }

  const Program& program(std::atomic<const Program*>& slot, Form form) const {
    const Program* known = slot.load(std::memory_order_acquire);
    if (known != nullptr) [[likely]]
      return *known;
    Tree tree;
    Expression expression;
    Failure failure;
    (void)parse(text, tree, failure);
    (void)translate(tree, expression, failure);
    auto made = std::make_unique<const Program>(expression, form);
    return slot.compare_exchange_strong(known, made.get()) ? *made.release() : *known;
  }
};

Pattern::Pattern() = default;
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&& other) noexcept = default;
Pattern& Pattern::operator=(Pattern&& other) noexcept = default;

std::string Pattern::compile(std::string_view text, Pattern& out) {
  Tree tree;
  Expression expression;
  Failure failure;
  if (!parse(text, tree, failure)) return describe(failure, text);
  switch (translate(tree, expression, failure)) {
    case Translated::ok:
      break;
    case Translated::refused:
      return describe(failure, text);
    case Translated::too_big:
      return "Compiled regex exceeds size limit of 10485760 bytes.";
  }
  auto compiled = std::make_unique<Compiled>();
  compiled->text = text;
  if (expression.has_other_assertions) compiled->ascii = Form::marked;
  if (expression.has_other_assertions || expression.has_word_assertions) {
    compiled->other = Form::marked;
  }
  out.compiled_ = std::move(compiled);
  return {};
}

Found Pattern::search(std::string_view text, bool is_ascii) const {
  if (compiled_ == nullptr) return Found::no;
  const Compiled& c = *compiled_;
  const bool for_ascii = is_ascii && c.ascii == Form::ascii;
  const Program& program =
      for_ascii ? c.program(c.for_ascii, c.ascii) : c.program(c.for_other, c.other);
  if (program.mark_depth == 0) return program.matcher.search(text) ? Found::yes : Found::no;
  Text marked;
  if (!mark(text, program.mark_depth, program.words, marked)) return Found::out_of_memory;
  return program.matcher.search(marked.view()) ? Found::yes : Found::no;
}

}  // namespace pydantic_core::regex
