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
//
// Many values are written without the detour over plain objects (engine/whole.h).
#pragma once

#include "serialize/engine/build.h"
#include "serialize/engine/child.h"

namespace pydantic_core {

/// What came of trying: what was made; nothing; or an exception is set, and nothing was made.
enum class Tried : uint8_t { made, none, raised };

/// Serializes one value by whatever node is tried.
struct Attempt {
  enum class As : uint8_t { python, json, key };

  As as;
  Borrowed value;
  SerState& state;
  JsonText* out = nullptr;              ///< where JSON goes that can be written whole
  const SerChild* not_whole = nullptr;  ///< the choice that is known not to write it so
  bool is_written = false;              ///< it is there, and what was made stands for nothing

  /// What was made; empty with an exception set.
  Ref operator()(const SerChild& choice) {
    if (as == As::key) return choice.node->json_key(value, state);
    is_written = as == As::json && &choice != not_whole && write_choice(choice, value, state, *out);
    return is_written ? borrow(Py_None) : choice.node->to_python(value, state);
  }
};

struct Choice : SerChild {
  Choice() = default;
  explicit Choice(const SerNode* node) : SerChild(node), own_type(node->own_type()) {}

  PyTypeObject* own_type = nullptr;  ///< see SerNode
};

class Choices {
 public:
  [[nodiscard]] bool push(const SerNode* node) {
    return choices_.push(Choice(node)) || py::no_memory();
  }
  const Choice& operator[](size_t i) const { return choices_[i]; }
  uint32_t size() const { return choices_.size(); }
  const Choice* begin() const { return choices_.begin(); }
  const Choice* end() const { return choices_.end(); }
  bool retry_with_lax(LaxSearch& search) const {
    for (const Choice& choice : choices_) {
      if (choice.node->retry_with_lax(search)) return true;
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
    for (uint32_t i = 0; i < choices_.size(); ++i) {
      if (i > 0) out << ", ";
      choices_[i].node->name(out);
    }
  }
  void describe(Describer& out) const {
    out.field("choices");
    if (kSerializersShowTables) {
      out.open("UnionChoices");
      out.field("choices");
    }
    out.list(choices_, [&](const Choice& choice) { choice.node->describe(out); });
    if (kSerializersShowTables) out.close();
  }

  /// The first choice that may take values of exactly that type when the check is strict. All
  /// choices before it refuse them. nullptr if there is none.
  const Choice* for_type(PyTypeObject* type) const {
    if (type != &PyUnicode_Type && PyType_FastSubclass(type, Py_TPFLAGS_UNICODE_SUBCLASS))
      return nullptr;
    for (const Choice& choice : choices_) {
      if (choice.own_type == nullptr || choice.own_type == type) return &choice;
    }
    return nullptr;
  }
  /// The same, of a choice that takes all values of that type.
  const Choice* of_type(PyTypeObject* type) const {
    const Choice* const choice = for_type(type);
    return choice != nullptr && choice->own_type != nullptr ? choice : nullptr;
  }

  /// How strictly the choices are tried first. An inner union may take over the strictness of the
  /// outer one (kInnerUnionsTryOnce).
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

  /// Tries `first` (the first choice that may strictly take the value, or nullptr), and then the
  /// other choices from left to right.
  Tried try_all(const Choice* first, SerState& state, Attempt& attempt, Ref& made) const {
    if (first == nullptr || first_check(state) != SerCheck::strict)
      return try_others(nullptr, state, attempt, made);
    {
      Scoped<SerCheck> check(state.check, SerCheck::strict);
      made = attempt(*first);
    }
    if (made) [[likely]]
      return Tried::made;
    if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Tried::raised;
    return try_others(first, state, attempt, made);
  }

  /// Notes the error of a choice as a warning. False with MemoryError set.
  [[nodiscard]] static bool warn(Borrowed error, SerState& state);

 private:
  /// The same, when `first` has refused: its exception is set.
  Tried try_others(const Choice* first, SerState& state, Attempt& attempt, Ref& made) const;
  static Tried warn(const Vec<Ref>& errors, SerState& state);
  static Tried complain(const Vec<Ref>& errors);

  Vec<Choice> choices_;
};

/// What both kinds do with the result of their tries; K has `Tried try_value(own, Attempt&,
/// made)`: `own` is the choice of the value's type, or nullptr.
template <class K>
class UnionBase : public KindSerializer<K> {
 public:
  Ref to_python(Borrowed value, SerState& state) const {
    Attempt attempt{Attempt::As::python, value, state};
    Ref made;
    return or_inferred(self().try_value(own_choice(value, state), attempt, made), made,
                       [&] { return infer_to_python(value, state); });
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out,
               const SerChild* not_whole = nullptr) const {
    Attempt attempt{Attempt::As::json, value, state, &out, not_whole};
    Ref made;
    const Tried tried = self().try_value(own_choice(value, state), attempt, made);
    if (attempt.is_written) return true;
    if (tried == Tried::none) return infer_to_json(value, state, out);
    if (tried == Tried::raised) return false;
    // The choice has heeded include and exclude already.
    ScopedFilter scope(state, nullptr, nullptr);
    return infer_to_json(made.get(), state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    Attempt attempt{Attempt::As::key, key, state};
    Ref made;
    // Keys are serialized without regard to strictness, so the value's type does not help.
    return or_inferred(self().try_value(nullptr, attempt, made), made,
                       [&] { return infer_json_key(key, state); });
  }
  bool retry_with_lax(LaxSearch& search) const { return choices_.retry_with_lax(search); }

  Choices choices_;

 private:
  const K& self() const { return static_cast<const K&>(*this); }
  const Choice* own_choice(Borrowed value, const SerState& state) const {
    return state.serialize_as_any ? nullptr : choices_.of_type(Py_TYPE(value));
  }
  /// What was made; or where nothing was, what infer() makes. Empty with an exception set.
  template <class Infer>
  static Ref or_inferred(Tried tried, Ref& made, Infer&& infer) {
    return tried == Tried::none ? infer() : std::move(made);
  }
};

}  // namespace pydantic_core
