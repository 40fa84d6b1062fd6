// serialize/kinds/unions/union.cc: union and tagged-union.
//
// Which choice made a value is not known any more: each is tried, strictly (the very class) and
// then, where one of them thinks it worth it, laxly. A try is to_python(), also for JSON: its
// result holds plain objects by then, which are written by their types. If none will have the
// value, it is serialized by its type, and what the choices said becomes warnings, or in a union
// inside a union one complaint to the outer one.
//
// Most choices have a type of their own, and strictly take no other's values. As long as there are
// only such before it, the choice of the value's type is tried first; should it refuse, all have
// their turn.
#include "py/sync.h"
#include "serialize/engine/build.h"
#include "serialize/kinds/unions/discriminator.h"

namespace pydantic_core {
namespace {

/// What came of trying.
enum class Tried : uint8_t { made, none, raised };

class Choices {
 public:
  [[nodiscard]] bool push(const SerNode* node) {
    return nodes_.push(node) || PyErr_NoMemory() != nullptr;
  }
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
    return !search.out_of_memory || PyErr_NoMemory() != nullptr;
  }
  void append_names(Text& out) const {
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (i > 0) out << ", ";
      nodes_[i]->name(out);
    }
  }
  void describe(Describer& out) const {
    out.field("choices");
    out.open_list();
    for (const SerNode* node : nodes_) {
      out.element();
      node->describe(out);
    }
    out.close_list();
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

  /// Tries all from left to right, but `first` (one of them, or nullptr) before: attempt(node) ->
  /// Ref.
  template <class Attempt>
  Tried try_all(const SerNode* first, SerState& state, Attempt&& attempt, Ref& made) const {
    Vec<Ref> errors;
    {
      Scoped<SerCheck> check(state.check, SerCheck::strict);
      Ref error_of_first;
      if (first != nullptr && !(made = attempt(first))) {
        if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Tried::raised;
        error_of_first = py::take_exception();
      }
      if (made) return Tried::made;
      for (const SerNode* node : nodes_) {
        Ref error;
        if (node == first && error_of_first) {
          error = std::move(error_of_first);
        } else {
          made = attempt(node);
          if (made) return Tried::made;
          if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Tried::raised;
          error = py::take_exception();
        }
        if (!errors.push(std::move(error))) return PyErr_NoMemory(), Tried::raised;
      }
    }
    bool lax = false;
    if (state.check != SerCheck::strict && !wants_lax(lax)) return Tried::raised;
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

 private:
  static Tried warn(const Vec<Ref>& errors, SerState& state) {
    for (const Ref& error : errors) {
      const UnexpectedValue* known = as_unexpected_value(error.get());
      UnexpectedValue warning = known != nullptr ? known->clone() : UnexpectedValue{};
      if (known == nullptr) {
        Text text;
        py::append_exception(text, error.get());
        warning = unexpected_message(text);
        if (!warning.message) return Tried::raised;
      }
      if (!state.warnings.add(std::move(warning))) return Tried::raised;
    }
    return Tried::none;
  }
  static Tried complain(const Vec<Ref>& errors) {
    Text text;
    for (const Ref& error : errors) {
      if (!text.empty()) text << '\n';
      py::append_exception(text, error.get());
    }
    UnexpectedValue complaint = unexpected_message(text);
    if (complaint.message) raise_unexpected(std::move(complaint));
    return Tried::raised;
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
    switch (try_value(value, state, made)) {
      case Tried::made:
        return made;
      case Tried::raised:
        return {};
      case Tried::none:
        break;
    }
    return infer_to_python(value, state);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    Ref made;
    switch (try_value(value, state, made)) {
      case Tried::made: {
        // The choice has heeded include and exclude already.
        ScopedFilter scope(state, nullptr, nullptr);
        return infer_to_json(made.get(), state, out);
      }
      case Tried::raised:
        return false;
      case Tried::none:
        break;
    }
    return infer_to_json(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    Ref made;
    const auto attempt = [&](const SerNode* node) { return node->json_key(key, state); };
    // Strictness means nothing to keys, and so a type neither.
    switch (self().attempt(key, nullptr, state, attempt, made)) {
      case Tried::made:
        return made;
      case Tried::raised:
        return {};
      case Tried::none:
        break;
    }
    return infer_json_key(key, state);
  }
  bool retry_with_lax(LaxSearch& search) const { return choices_.retry_with_lax(search); }

  Choices choices_;

 private:
  const K& self() const { return static_cast<const K&>(*this); }
  Tried try_value(Borrowed value, SerState& state, Ref& made) const {
    const auto attempt = [&](const SerNode* node) { return node->to_python(value, state); };
    const SerNode* own = state.serialize_as_any ? nullptr : choices_.of_type(Py_TYPE(value));
    return self().attempt(value, own, state, attempt, made);
  }
};

class UnionSerializer : public UnionBase<UnionSerializer> {
 public:
  static constexpr Spelling kSpelling{"Union", "UnionSerializer"};
  template <class Attempt>
  Tried attempt(Borrowed, const SerNode* own, SerState& state, Attempt&& attempt, Ref& made) const {
    return choices_.try_all(own, state, attempt, made);
  }
  void name(Text& out) const {
    out << "Union[";
    choices_.append_names(out);
    out << ']';
  }
  void describe(Describer& out) const {
    choices_.describe(out);
    describe_name(out, this);
  }
};

class TaggedUnionSerializer : public UnionBase<TaggedUnionSerializer> {
 public:
  static constexpr Spelling kSpelling{"TaggedUnion", "TaggedUnionSerializer"};

  /// The choice that the tag names, and if that will not have the value all of them.
  template <class Attempt>
  Tried attempt(Borrowed value, const SerNode* own, SerState& state, Attempt&& attempt,
                Ref& made) const {
    Ref tag;
    if (!discriminator_.tag_of(value, tag)) return Tried::raised;
    if (tag) {
      if (const SerNode* chosen = choice(tag.get())) {
        {
          Scoped<SerCheck> check(state.check, SerCheck::strict);
          made = attempt(chosen);
        }
        if (!made) {
          if (!forgive()) return Tried::raised;
          bool lax;
          if (!choices_.wants_lax(lax)) return Tried::raised;
          if (lax) {
            Scoped<SerCheck> check(state.check, SerCheck::lax);
            made = attempt(chosen);
          }
        }
        if (made) return Tried::made;
        if (!forgive()) return Tried::raised;
      } else if (PyErr_Occurred()) {
        return Tried::raised;
      }
    } else if (state.check == SerCheck::none && state.warnings.wanted()) {
      UnexpectedValue warning =
          unexpected_message(Text() << "Defaulting to left to right union serialization - failed "
                                       "to get discriminator value for tagged "
                                       "union serialization");
      if (!warning.message) return Tried::raised;
      warning.input_value = borrow(value);
      if (!state.warnings.add(std::move(warning))) return Tried::raised;
    }
    return choices_.try_all(own, state, attempt, made);
  }
  void name(Text& out) const {
    out << "TaggedUnion[";
    choices_.append_names(out);
    out << ']';
  }
  void describe(Describer& out) const {
    discriminator_.describe(out);
    out.field("lookup");
    out.open_set();
    Py_ssize_t at = 0;
    for (Ref tag, index; py::dict_next(lookup_.get(), at, tag, index);) {
      Text text;
      py::append_lossy(text, tag.get());
      out.element();
      out.quoted(text);
      out.out() << ": " << PyLong_AsLong(index.get());
    }
    out.close_set();
    choices_.describe(out);
    describe_name(out, this);
  }
  template <class F>
  void each_ref(F&& f) {
    discriminator_.each_ref(f);
  }

  bool init(const Schema& schema, SerBuilder& builder) {
    Ref discriminator, choices;
    lookup_ = steal(PyDict_New());
    if (!lookup_ || !schema.dict.require(names.discriminator, discriminator) ||
        !discriminator_.init(discriminator.get()) ||
        !schema.dict.require_dict(names.choices, choices)) {
      return false;
    }
    Py_ssize_t at = 0;
    Ref tag, choice;
    while (py::dict_next(choices.get(), at, tag, choice)) {
      const SerNode* node = builder.build(choice.get(), schema.config);
      const Ref text = node != nullptr ? steal(PyObject_Str(tag.get())) : Ref();
      const Ref index = steal(PyLong_FromSize_t(choices_.size()));
      if (!text || !index || PyDict_SetItem(lookup_.get(), text.get(), index.get()) < 0 ||
          !choices_.push(node)) {
        return false;
      }
    }
    return true;
  }

 private:
  /// The choice for a tag, which is compared as text; nullptr when there is none, with an exception
  /// set only for want of memory.
  const SerNode* choice(Borrowed tag) const {
    const Ref text = PyUnicode_CheckExact(tag) ? borrow(tag) : steal(PyObject_Str(tag));
    Borrowed index = text ? py::own_dict_item(lookup_.get(), text.get()) : nullptr;
    if (index != nullptr) return choices_[static_cast<size_t>(PyLong_AsLong(index))];
    (void)forgive();
    return nullptr;
  }

  Discriminator discriminator_;
  Ref lookup_;  // dict: tag as str → index into choices_
};

}  // namespace

const SerNode* build_union_serializer(const Schema& schema, SerBuilder& builder) {
  Ref choices;
  if (!schema.dict.require_list(names.choices, choices)) return nullptr;
  auto* node = builder.make<UnionSerializer>();
  for (Py_ssize_t i = 0; node != nullptr && i < PyList_GET_SIZE(choices.get()); ++i) {
    Ref choice = py::list_item(choices.get(), i);
    // (schema, label)
    if (PyTuple_Check(choice.get()) && PyTuple_GET_SIZE(choice.get()) > 0) {
      choice = borrow(PyTuple_GET_ITEM(choice.get(), 0));
    }
    const SerNode* built = builder.build(choice.get(), schema.config);
    if (built == nullptr || !node->choices_.push(built)) return nullptr;
  }
  if (node != nullptr && node->choices_.size() == 0) {
    schema_error("One or more union choices required");
    return nullptr;
  }
  return node != nullptr && node->choices_.size() == 1 ? node->choices_[0] : node;
}

const SerNode* build_tagged_union_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<TaggedUnionSerializer>(schema, builder);
}

}  // namespace pydantic_core
