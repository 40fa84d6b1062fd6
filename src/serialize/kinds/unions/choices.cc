// serialize/kinds/unions/choices.cc: see choices.h.
#include "serialize/kinds/unions/choices.h"

namespace pydantic_core {

Tried Choices::try_others(const Choice* first, SerState& state, Attempt& attempt, Ref& made) const {
  Vec<Ref> errors;
  Ref error_of_first = first != nullptr ? py::take_exception() : Ref();
  {
    Scoped<SerCheck> check(state.check, first_check(state));
    for (const Choice& choice : choices_) {
      Ref error;
      if (error_of_first && &choice == first) {
        error = std::move(error_of_first);
      } else {
        made = attempt(choice);
        if (made) return Tried::made;
        if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Tried::raised;
        error = py::take_exception();
      }
      if (!errors.push(std::move(error))) return py::no_memory();
    }
  }
  bool lax = false;
  if (!tries_again(state, lax)) return Tried::raised;
  if (lax) {
    Scoped<SerCheck> check(state.check, SerCheck::lax);
    for (const Choice& choice : choices_) {
      made = attempt(choice);
      if (made) return Tried::made;
      if (!forgive()) return Tried::raised;
    }
  }
  if (errors.empty()) return Tried::none;
  return state.check == SerCheck::none ? warn(errors, state) : complain(errors);
}

bool Choices::warn(Borrowed error, SerState& state) {
  if (const UnexpectedValue* known = as_unexpected_value(error))
    return state.warnings.add(known->clone());
  Text text;
  py::append_exception(text, error);
  UnexpectedValue warning = unexpected_message(text);
  return warning.message && state.warnings.add(std::move(warning));
}

Tried Choices::warn(const Vec<Ref>& errors, SerState& state) {
  for (const Ref& error : errors) {
    if (!warn(error.get(), state)) return Tried::raised;
  }
  return Tried::none;
}

Tried Choices::complain(const Vec<Ref>& errors) {
  if (kUnionsComplainLazily)
    return raise_unexpected(unexpected_causes({errors.begin(), errors.end()}));
  Text text;
  for (const Ref& error : errors) {
    if (!text.empty()) text << '\n';
    py::append_exception(text, error.get());
  }
  return raise_unexpected(unexpected_message(text));
}

}  // namespace pydantic_core
