// regex/pattern.cc: a pattern and the programs made of it.
//
// Building a schema only checks the pattern. A program is made when the first text needs it: one
// for ASCII texts, which is small even for `\w`, and one for all of Unicode, which most patterns
// never need. Two threads may make it at the same time; one of the two is kept.
#include "pattern.h"

#include <atomic>

#include "failure.h"
#include "syntax.h"

namespace pydantic_core::regex {

struct Pattern::Compiled {
  std::string text;
  mutable std::atomic<const Matcher*> for_ascii = nullptr;
  mutable std::atomic<const Matcher*> for_all = nullptr;

  explicit Compiled(std::string_view pattern) : text(pattern) {}
  ~Compiled() {
    delete for_ascii.load();
    delete for_all.load();
  }

  const Matcher& matcher(bool is_ascii) const {
    std::atomic<const Matcher*>& slot = is_ascii ? for_ascii : for_all;
    const Matcher* known = slot.load(std::memory_order_acquire);
    if (known != nullptr) [[likely]]
      return *known;
    Tree tree;
    Expression expression;
    Failure failure;  // stays empty: the pattern was accepted before
    (void)(parse(text, tree, failure) && translate(tree, expression, failure));
    auto made = std::make_unique<const Matcher>(expression, is_ascii ? 0x7F : kMaxCodePoint);
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
  if (!parse(text, tree, failure) || !translate(tree, expression, failure)) {
    return describe(failure, text);
  }
  if (is_too_big(expression)) return "Compiled regex exceeds size limit of 10485760 bytes.";
  out.compiled_ = std::make_unique<const Compiled>(text);
  return {};
}

Found Pattern::search(std::string_view text, bool is_ascii) const {
  return compiled_ == nullptr ? Found::no : compiled_->matcher(is_ascii).search(text);
}

}  // namespace pydantic_core::regex
