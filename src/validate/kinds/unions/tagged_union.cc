// validate/kinds/unions/tagged_union.cc: a union whose input says which choice it is.
//
// The tag is a value inside the input, found by a key or by paths as the fields of models are, or
// what a function says. It is looked up as literals are, so that ints, enums and all else that can
// be a key of the schema's choices can be one. The choice then validates the whole input, and its
// errors come below the tag.
#include <algorithm>

#include "py/call.h"
#include "py/string_cache.h"
#include "schema/describe_lookup.h"
#include "validate/input/record.h"
#include "validate/kinds/scalars/literal_lookup.h"
#include "validate/kinds/wrappers/custom_error.h"

namespace pydantic_core {
namespace {

/// A tag as a Python object; one of JSON is often the same string again.
Ref tag_object(PyInput tag, const State&) { return tag.to_object(); }
Ref tag_object(StringInput tag, const State&) { return tag.to_object(); }
Ref tag_object(JsonInput tag, const State& state) {
  return tag.value.is_string() ? cached_str(tag.value, state.cache_strings == CacheStrings::all)
                               : tag.to_object();
}

/// Where the tag is found.
class Discriminator {
 public:
  [[nodiscard]] bool init(const Schema& schema) {
    Ref raw;
    if (!schema.dict.require(names.discriminator, raw)) return false;
    if (PyCallable_Check(raw.get())) return init_function(std::move(raw));
    if (!lookup_.init_alias_only(raw.get()) || !keys_.reserve(1) || !keys_.add(lookup_))
      return false;
    Text text;
    for (const LookupPath& path : lookup_.all()) {
      if (!text.empty()) text << " | ";
      append_path(text, path);
    }
    shown_ = py::str(text);
    return static_cast<bool>(shown_);
  }
  bool is_quiet() const { return !function_; }
  /// `tag` stays empty when there is none.
  template <class Input>
  Outcome find(Input input, State& state, bool from_attributes, Ref& tag) const {
    if (function_) {
      Ref object = input.to_object();
      if (object) tag = py::call(function_.get(), object.get());
      if (!tag) return Outcome::raised;
      if (tag.get() == Py_None) tag.reset();
      return Outcome::ok;
    }
    typename RecordOf<Input>::Type record;
    PC_TRY(record.open(input, state, state.strict_or(false),
                       state.from_attributes.value_or(from_attributes), keys_, ErrorType::dict_type,
                       nullptr));
    Found<Input> found;
    PC_TRY(record.find(lookup_.all(), state, found));
    if (found.path == nullptr) return Outcome::ok;
    tag = tag_object(found.value, state);
    return tag ? Outcome::ok : Outcome::raised;
  }
  /// How errors call it, a str.
  Ref shown() const { return shown_.clone(); }
  void describe(Describer& out) const { describe_discriminator(out, function_.get(), lookup_); }
  template <class F>
  void each_ref(F&& f) {
    f(function_);
    f(shown_);
    lookup_.each_ref(f);
  }

 private:
  bool init_function(Ref function) {
    Ref name = steal(PyObject_GetAttr(function.get(), names.dunder_name));
    Text text;
    if (!name || !py::append_str(text, name.get())) return false;
    shown_ = py::str(text << "()");
    function_ = std::move(function);
    return static_cast<bool>(shown_);
  }
  /// 'a'.0.'b'
  static void append_path(Text& out, const LookupPath& path) {
    append_step(out, path.key.get());
    for (Py_ssize_t i = 0; path.rest && i < PyTuple_GET_SIZE(path.rest.get()); ++i) {
      append_step(out << '.', PyTuple_GET_ITEM(path.rest.get(), i));
    }
  }
  static void append_step(Text& out, Borrowed step) {
    if (PyUnicode_Check(step)) {
      out << '\'';
      py::append_lossy(out, step);
      out << '\'';
    } else {
      const PathIndex index(step);
      out << (index.from_end ? "-" : "") << index.distance;
    }
  }

  Ref function_;
  Lookup lookup_;
  KeyTable keys_;
  Ref shown_;
};

class TaggedUnionNode : public KindNode<TaggedUnionNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref tag;
    PC_TRY(discriminator_.find(input, state, from_attributes_, tag));
    if (!tag) return fail_not_found(input, state);
    Py_ssize_t index;
    const Outcome found =
        attempt(state, [&] { return lookup_.find(PyInput{tag.get()}, state, index); });
    if (found == Outcome::ok && index != LiteralLookup::kNone) [[likely]] {
      PathScope path(state);
      path.frame.set_object(tag.get());
      return choices_[static_cast<size_t>(index)]->validate(input, state, out);
    }
    if (found == Outcome::raised) return found;
    return fail_invalid(input, state, tag.get());
  }
  bool is_quiet(QuietSearch& search) const {
    return discriminator_.is_quiet() && lookup_.is_quiet() &&
           std::all_of(choices_.begin(), choices_.end(),
                       [&](const Node* choice) { return search.is_quiet(choice); });
  }
  void name(NameWriter& out) const {
    NameWriter inner = out.inner();
    out.out << "tagged-union[";
    for (uint32_t i = 0; i < choices_.size(); ++i) {
      if (i != 0) out.out << ',';
      choices_[i]->name(inner);
    }
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"TaggedUnion", "TaggedUnionValidator"};
  void describe(Describer& out) const {
    discriminator_.describe(out);
    out.field("lookup");
    lookup_.describe(out);
    out.field_list("values", choices_, [&](const Node* choice) { choice->describe(out); });
    out.close();
    out.field("from_attributes", from_attributes_);
    error_.describe_optional(out);
    out.field_text("tags_repr", tags_.get());
    out.field_text("discriminator_repr", discriminator_.shown().get());
    describe_name(out, this);
  }
  bool init(const Schema& schema, Builder& builder) {
    return discriminator_.init(schema) && init_choices(schema, builder) &&
           schema.get_or_config(names.from_attributes, from_attributes_) && error_.init(schema);
  }
  template <class F>
  void each_ref(F&& f) {
    discriminator_.each_ref(f);
    lookup_.each_ref(f);
    error_.each_ref(f);
    f(tags_);
  }

 private:
  template <class Input>
  Outcome fail_not_found(Input input, State& state) const {
    if (error_) return error_.fail(input, state);
    return state.fail(ErrorType::union_tag_not_found, input, discriminator_.shown());
  }
  template <class Input>
  Outcome fail_invalid(Input input, State& state, Borrowed tag) const {
    if (error_) return error_.fail(input, state);
    Text text;
    py::append_display(text, tag);
    return state.fail(ErrorType::union_tag_invalid, input, discriminator_.shown(), text, tags_);
  }

  bool init_choices(const Schema& schema, Builder& builder) {
    Ref dict;
    if (!lookup_.init() || !schema.dict.require_dict(names.choices, dict)) return false;
    // A copy: building runs Python code now and then, which may change the dict.
    dict = steal(PyDict_Copy(dict.get()));
    if (!dict) return false;
    Text tags;
    Py_ssize_t at = 0;
    for (Ref tag, choice; py::dict_next(dict.get(), at, tag, choice);) {
      const Node* node = builder.build(choice.get(), schema.config);
      if (node == nullptr) return false;
      if (!tags.empty()) tags << ", ";
      if (!py::append_repr(tags, tag.get())) return false;
      if (!choices_.push(node)) return py::no_memory();
    }
    at = 0;  // what is wrong about a tag is told after what is wrong about choices
    for (Ref tag, choice; py::dict_next(dict.get(), at, tag, choice);) {
      if (!lookup_.add(tag.get())) return false;
    }
    tags_ = py::str(tags);
    return static_cast<bool>(tags_);
  }

  Discriminator discriminator_;
  LiteralLookup lookup_;
  Vec<const Node*> choices_;
  CustomError error_;
  Ref tags_;  // str: the tags' reprs
  bool from_attributes_ = true;
};

}  // namespace

const Node* build_tagged_union(const Schema& schema, Builder& builder) {
  return build_kind<TaggedUnionNode>(schema, builder);
}

}  // namespace pydantic_core
