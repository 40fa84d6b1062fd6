// serialize/kinds/unions/tagged_union.cc: tagged-union.
#include "py/get.h"
#include "py/sync.h"
#include "schema/parts.h"
#include "serialize/kinds/unions/choices.h"
#include "serialize/kinds/unions/discriminator.h"

namespace pydantic_core {
namespace {

class TaggedUnionSerializer : public UnionBase<TaggedUnionSerializer> {
 public:
  static constexpr Spelling kSpelling{"TaggedUnion", "TaggedUnionSerializer"};

  /// The choice that the tag names. Without one, and in editions where the tag does not decide also
  /// when that choice will not have the value, all have their turn.
  [[gnu::noinline]] Tried try_value(const Choice* own, Attempt& attempt, Ref& made) const {
    Borrowed const value = attempt.value;
    SerState& state = attempt.state;
    Ref tag;
    const Choice* chosen = nullptr;
    if (!discriminator_.tag_of(value, tag) || (tag && !find(tag.get(), chosen)))
      return Tried::raised;
    if (chosen != nullptr) {
      const Tried tried = try_chosen(*chosen, attempt, made);
      if (kTagsDecide || tried != Tried::none) return tried;
    } else if ((kTagsDecide || !tag) && !warn_of_no_tag(value, state)) {
      return Tried::raised;
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
    if (kTagsDecide) {
      out.open_tuple("PyHashTable");
      describe_lookup(out, [&](Borrowed tag, long index) { describe_entry(out, tag, index); });
      out.close_tuple();
    } else {
      describe_lookup(out, [&](Borrowed tag, long index) {
        out.quoted(tag);
        out.out() << ": " << index;
      });
    }
    choices_.describe(out);
    if (kTagsDecide) {
      // The name that nobody has asked for yet.
      out.field("name");
      out.open_tuple("OnceLock");
      out.out() << "<uninit>";
      out.close_tuple();
    } else {
      describe_name(out, this);
    }
  }
  template <class F>
  void each_ref(F&& f) {
    discriminator_.each_ref(f);
    f(lookup_);
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
      const Ref name = node != nullptr ? key_of(tag.get()) : Ref();
      const Ref index = steal(PyLong_FromSize_t(choices_.size()));
      if (!name || !index || PyDict_SetItem(lookup_.get(), name.get(), index.get()) < 0 ||
          !choices_.push(node)) {
        return false;
      }
    }
    return !kTagsDecide || choices_.size() > 0 || refuse_no_choices();
  }

 private:
  /// What a tag is looked up as: itself, or in editions where it does not decide its text.
  static Ref key_of(Borrowed tag) {
    return kTagsDecide || PyUnicode_CheckExact(tag) ? borrow(tag) : steal(PyObject_Str(tag));
  }

  /// The choice for a tag; `out` stays as it is when there is none. False with an exception set;
  /// where tags are looked up as text, only for want of memory.
  bool find(Borrowed tag, const Choice*& out) const {
    const Ref key = key_of(tag);
    // The key is hashed separately first: since 3.14 a look-up has its own error text for a key
    // that cannot be hashed.
    Ref index;
    if (!key || PyObject_Hash(key.get()) == -1 || py::get_item(lookup_.get(), key.get(), index) < 0)
      return !kTagsDecide && forgive();
    if (index) out = &choices_[static_cast<size_t>(PyLong_AsLong(index.get()))];
    return true;
  }

  /// Tries the choice that the tag names. `none`: it will not have the value, and where the tag
  /// decides that is noted.
  Tried try_chosen(const Choice& chosen, Attempt& attempt, Ref& made) const {
    SerState& state = attempt.state;
    {
      Scoped<SerCheck> check(state.check, Choices::first_check(state));
      made = attempt(chosen);
    }
    if (made) return Tried::made;
    if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Tried::raised;
    Ref error = py::take_exception();
    bool lax = false;
    if ((!kTagsDecide || state.check == SerCheck::none) && !choices_.wants_lax(lax))
      return Tried::raised;
    if (lax) {
      Scoped<SerCheck> check(state.check, SerCheck::lax);
      made = attempt(chosen);
      if (made) return Tried::made;
      if (!forgive()) return Tried::raised;
    }
    if (!kTagsDecide) return Tried::none;
    if (state.check == SerCheck::none)
      return Choices::warn(error.get(), state) ? Tried::none : Tried::raised;
    py::restore_exception(std::move(error));
    return Tried::raised;
  }

  /// Notes that no choice was named. False with MemoryError set.
  static bool warn_of_no_tag(Borrowed value, SerState& state) {
    if (state.check != SerCheck::none || !state.warnings.wanted()) return true;
    UnexpectedValue warning = unexpected_message(
        Text() << "Defaulting to left to right union serialization - failed to get discriminator "
                  "value for tagged union serialization");
    warning.input_value = borrow(value);
    return warning.message && state.warnings.add(std::move(warning));
  }

  /// A set of what describe(tag, index) writes for each tag.
  template <class Describe>
  void describe_lookup(Describer& out, Describe&& describe) const {
    out.open_set();
    Py_ssize_t at = 0;
    for (Ref tag, index; py::dict_next(lookup_.get(), at, tag, index);) {
      out.element();
      describe(tag.get(), PyLong_AsLong(index.get()));
    }
    out.close_set();
  }
  static void describe_entry(Describer& out, Borrowed tag, long index) {
    const Py_hash_t hash = PyObject_Hash(tag);
    if (hash == -1) py::forgive_in(out.out());
    out.open("PyHashTableEntry");
    out.field_object("key", tag);
    out.field("hash");
    out.out() << static_cast<uint64_t>(hash);
    out.field("value");
    out.out() << index;
    out.close();
  }

  Discriminator discriminator_;
  Ref lookup_;  // dict: key_of() each tag → index into choices_
};

}  // namespace

const SerNode* build_tagged_union_serializer(const Schema& schema, SerBuilder& builder) {
  const auto* node = build_kind<TaggedUnionSerializer>(schema, builder);
  return kTagsDecide && node != nullptr && node->choices_.size() == 1 ? node->choices_[0].node
                                                                      : node;
}

}  // namespace pydantic_core
