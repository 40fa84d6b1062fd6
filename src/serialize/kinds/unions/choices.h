// serialize/kinds/unions/choices.h: what the nodes of union and tagged-union have in common.
//
// A value does not show which choice made it, so the choices are tried: strictly (the very class)
// and then, if one of them asks for it, laxly. To try a choice is to call its to_python(), also for
// JSON: the result consists of plain objects, which are written by their types. If no choice
// accepts the value, it is serialized by its type, and the errors of the choices become warnings;
// in a union inside a union they become one error for the outer one.
//
// Most choices have a type of their own, and strictly take no other's values. As long as there are
// only such before it, the choice of the value's type is tried first; should it refuse, all have
// their turn.
#pragma once

#include "serialize/engine/build.h"

namespace pydantic_core {

/// What came of trying: what was made; nothing; or an exception is set, and nothing was made.
enum class Tried : uint8_t { made, none, raised };

class Choices {
 public:
  [[nodiscard]] bool push(const SerNode* node) { return nodes_.push(node) || py::no_memory(); }
  const SerNode* operator[](size_t i) const { return nodes_[i]; }
  uint32_t size() const { return nodes_.size(); }
  bool retry_with_lax(LaxSearch& search) const {
    for (const SerNode* node : nodes_) {
      if (node->retry_with_lax(search)) return true;
    }
    return false;
  }
  /// False with MemoryError set when that cannot be found out.
  bool wants_lax(bool& wants) const {
    LaxSearch search;
    wants = retry_with_lax(search);
    return !search.out_of_memory || py::no_memory();
  }
  void append_names(Text& out) const {
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (i > 0) out << ", ";
      nodes_[i]->name(out);
    }
  }
  void describe(Describer& out) const {
    out.field("choices");
    if (kSerializersShowTables) {
      out.open("UnionChoices");
      out.field("choices");
    }
    out.list(nodes_, [&](const SerNode* node) { node->describe(out); });
    if (kSerializersShowTables) out.close();
  }

  /// The choice that strictly takes values of that very type, when none before it does; or nullptr.
  const SerNode* of_type(PyTypeObject* type) const {
    if (type != &PyUnicode_Type && PyType_FastSubclass(type, Py_TPFLAGS_UNICODE_SUBCLASS))
      return nullptr;
    for (const SerNode* node : nodes_) {
      PyTypeObject* const own = node->own_type();
      if (own == nullptr || own == type) return own != nullptr ? node : nullptr;
    }
    return nullptr;
  }

  /// How strictly they are tried first: in a union inside a union as the outer one tries it.
  static SerCheck first_check(const SerState& state) {
    return kInnerUnionsTryOnce && state.check != SerCheck::none ? state.check : SerCheck::strict;
  }
  /// Whether they are tried again, laxly, when that made nothing. False with MemoryError set when
  /// that cannot be found out.
  bool tries_again(const SerState& state, bool& again) const {
    again = false;
    const bool may =
        kInnerUnionsTryOnce ? state.check == SerCheck::none : state.check != SerCheck::strict;
    return !may || wants_lax(again);
  }

  /// Tries all from left to right, but `first` (the choice that strictly takes the value, or
  /// nullptr) before: attempt(node) -> Ref.
  template <class Attempt>
  Tried try_all(const SerNode* first, SerState& state, Attempt&& attempt, Ref& made) const {
    Vec<Ref> errors;
    const SerCheck strictness = first_check(state);
    if (strictness != SerCheck::strict) first = nullptr;
    {
      Scoped<SerCheck> check(state.check, strictness);
      Ref error_of_first;
      if (first != nullptr && !(made = attempt(first))) {
        if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Tried::raised;
        error_of_first = py::take_exception();
      }
      if (made) return Tried::made;
      for (const SerNode* node : nodes_) {
        Ref error;
        if (error_of_first && node == first) {
          error = std::move(error_of_first);
        } else {
          made = attempt(node);
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
      for (const SerNode* node : nodes_) {
        made = attempt(node);
        if (made) return Tried::made;
        if (!forgive()) return Tried::raised;
      }
    }
    if (errors.empty()) return Tried::none;
    return state.check == SerCheck::none ? warn(errors, state) : complain(errors);
  }

  /// Notes the error of a choice as a warning. False with MemoryError set.
  [[nodiscard]] static bool warn(Borrowed error, SerState& state) {
    if (const UnexpectedValue* known = as_unexpected_value(error))
      return state.warnings.add(known->clone());
    Text text;
    py::append_exception(text, error);
    UnexpectedValue warning = unexpected_message(text);
    return warning.message && state.warnings.add(std::move(warning));
  }

 private:
  static Tried warn(const Vec<Ref>& errors, SerState& state) {
    for (const Ref& error : errors) {
      if (!warn(error.get(), state)) return Tried::raised;
    }
    return Tried::none;
  }
  static Tried complain(const Vec<Ref>& errors) {
    if (kUnionsComplainLazily)
      return raise_unexpected(unexpected_causes({errors.begin(), errors.end()}));
    Text text;
    for (const Ref& error : errors) {
      if (!text.empty()) text << '\n';
      py::append_exception(text, error.get());
    }
    return raise_unexpected(unexpected_message(text));
  }

  Vec<const SerNode*> nodes_;
};

/// What both kinds do with the result of their tries; K has `Tried attempt(value,
/// own, state, work, made)`: `own` is the choice of the value's type, or nullptr.
template <class K>
class UnionBase : public KindSerializer<K> {
 public:
  Ref to_python(Borrowed value, SerState& state) const {
    Ref made;
    return or_inferred(try_value(value, state, made), made,
                       [&] { return infer_to_python(value, state); });
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    Ref made;
    const Tried tried = try_value(value, state, made);
    if (tried == Tried::none) return infer_to_json(value, state, out);
    if (tried == Tried::raised) return false;
    // The choice has heeded include and exclude already.
    ScopedFilter scope(state, nullptr, nullptr);
    return infer_to_json(made.get(), state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    Ref made;
    const auto attempt = [&](const SerNode* node) { return node->json_key(key, state); };
    // Keys are serialized without regard to strictness, so the value's type does not help.
    return or_inferred(self().attempt(key, nullptr, state, attempt, made), made,
                       [&] { return infer_json_key(key, state); });
  }
  bool retry_with_lax(LaxSearch& search) const { return choices_.retry_with_lax(search); }

  Choices choices_;

 private:
  const K& self() const { return static_cast<const K&>(*this); }
  /// What was made; or where nothing was, what infer() makes. Empty with an exception set.
  template <class Infer>
  static Ref or_inferred(Tried tried, Ref& made, Infer&& infer) {
    return tried == Tried::none ? infer() : std::move(made);
  }
  Tried try_value(Borrowed value, SerState& state, Ref& made) const {
    const auto attempt = [&](const SerNode* node) { return node->to_python(value, state); };
    const SerNode* own = state.serialize_as_any ? nullptr : choices_.of_type(Py_TYPE(value));
    return self().attempt(value, own, state, attempt, made);
  }
};

}  // namespace pydantic_core
