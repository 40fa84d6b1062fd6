// src/regex/pattern.cc: the way of a pattern: parse, translate, determinise.
#include "pattern.h"

#include <utility>

#include "automaton.h"
#include "failure.h"
#include "program.h"
#include "syntax.h"

namespace pydantic_core::regex {

Pattern::Pattern() = default;
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&& other) noexcept = default;
Pattern& Pattern::operator=(Pattern&& other) noexcept = default;

std::string Pattern::compile(std::string_view text, Pattern& out) {
  Tree tree;
  Program program;
  Failure failure;
  if (!parse(text, tree, failure)) return describe(failure, text);
  switch (translate(tree, program, failure)) {
    case Translated::ok:
      break;
    case Translated::refused:
      return describe(failure, text);
    case Translated::too_big:
      return "Compiled regex exceeds size limit of 10485760 bytes.";
  }
  out.automaton_ = std::make_unique<const Automaton>(std::move(program));
  return {};
}

bool Pattern::search(std::string_view text) const {
  return automaton_ != nullptr && automaton_->search(text);
}

}  // namespace pydantic_core::regex
