// validate/kinds/wrappers/default.cc: a value for when there is no input, or a wrong one.
#include "validate/kinds/wrappers/default.h"

#include "base/edition.h"
#include "py/call.h"
#include "py/deep_copy.h"
#include "py/undefined.h"
#include "schema/default.h"
#include "validate/engine/build.h"
#include "validate/engine/streaming.h"

namespace pydantic_core {
namespace {
enum class OnError : uint8_t { raise, omit, use_default };
}

template <>
struct WordsOf<OnError> {
  static constexpr Word kWords[] = {{"raise", "Raise"}, {"omit", "Omit"}, {"default", "Default"}};
};

namespace {

class DefaultNode : public KindNode<DefaultNode, NodeKind::default_> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (input.as_python() == undefined) return require_default(state, out);
    const uint32_t mark = state.errors.size();
    const Outcome outcome = inner_->validate(input, state, out);
    if (outcome == Outcome::ok) [[likely]]
      return outcome;
    if (outcome == Outcome::use_default) {
      state.errors.truncate(mark);  // what was collected before the signal
      PC_TRY(default_value(state, out));
      return out ? Outcome::ok : Outcome::use_default;
    }
    if (!handles(outcome, state)) return outcome;
    // Any failure counts here, also an exception, which is discarded if there is a default.
    Ref exception = outcome == Outcome::raised ? py::take_exception() : Ref();
    if (on_error_ == OnError::omit) {
      state.errors.truncate(mark);
      return Outcome::omit;
    }
    const uint32_t own = state.errors.size();
    const Outcome defaulted = default_value(state, out);
    if (defaulted != Outcome::ok || out) {
      state.errors.keep_from(mark, own);
      return defaulted;
    }
    if (exception) py::restore_exception(std::move(exception));
    return outcome;
  }

  Outcome default_value(State& state, Ref& out) const {
    if (default_.takes_data && state.has_field_error) {
      return state.fail(ErrorType::default_factory_not_called, PyInput{undefined});
    }
    if (state.is_streaming() && may_run_code()) return state.spoil();
    Ref value;
    if (default_.factory) {
      if (!default_.takes_data) {
        value = py::call(default_.factory.get());
      } else if (state.data != nullptr) {
        Borrowed data = state.data->as_dict();
        if (data != nullptr) value = py::call(default_.factory.get(), data);
      } else {
        Ref nothing = steal(PyTuple_New(0));
        if (nothing) value = py::call(default_.factory.get(), nothing.get());
      }
      if (!value) return Outcome::raised;
    } else if (default_.value) {
      value = default_.value.clone();
    } else {
      return Outcome::ok;
    }
    if (copy_default_ && !(value = py::deep_copy(value.get()))) return Outcome::raised;
    if (validate_default_) return validate_own(value.get(), state, out);
    out = std::move(value);
    return Outcome::ok;
  }
  /// A wrong value that on_error has an answer for is read again from its beginning.
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    return on_error_ == OnError::raise ? stream_container(inner_, in, state, out)
                                       : validate_tree(this, in, state, out);
  }
  /// No leaf with on_error: to a union, a value that a leaf does not take is wrong.
  Leaf leaf() const { return on_error_ == OnError::raise ? inner_->leaf() : Leaf(); }
  /// A default that can change is quiet as long as it is made anew without copy.deepcopy.
  bool is_quiet(QuietSearch& search) const { return !may_run_code() && search.is_quiet(inner_); }
  Foresight foresee() const {
    return {.same_as = on_error_ == OnError::raise ? inner_ : nullptr,
            .has_default = has_default()};
  }
  void name(NameWriter& out) const { name_around(out, "default", inner_); }
  static constexpr Spelling kSpelling{"WithDefault", "WithDefaultValidator"};
  void describe(Describer& out) const {
    default_.describe(out);
    out.field_word("on_error", word_of(on_error_));
    describe_node(out, "validator", inner_);
    out.field("validate_default", validate_default_);
    out.field("copy_default", copy_default_);
    describe_name(out, this);
    out.field_object("undefined", undefined);
  }
  bool init(const Schema& schema, Builder& builder) {
    if (!default_.init(schema.dict)) return false;
    Ref on_error;
    if (!schema.dict.get_text(names.on_error, on_error)) return false;
    if (on_error && find_word(on_error.get(), on_error_) && on_error_ == OnError::use_default &&
        !default_) {
      return schema_error("'on_error = default' requires a `default` or `default_factory`");
    }
    inner_ = builder.build_inner(schema, names.schema);
    if (inner_ == nullptr || !schema.get_or_config(names.validate_default, validate_default_))
      return false;
    if (default_.value && PyObject_Hash(default_.value.get()) == -1) {
      // What cannot be hashed may be changed: each use gets a copy of its own.
      if (!forgive()) return false;
      copy_default_ = true;
    }
    return true;
  }
  template <class F>
  void each_ref(F&& f) {
    default_.each_ref(f);
  }
  bool has_default() const { return static_cast<bool>(default_); }
  bool omits_on_error() const { return on_error_ == OnError::omit; }

 private:
  /// Whether the factory is the class of a container and makes an empty one. A factory that takes
  /// data fills the container with the fields before it, which a stream does not have at hand.
  bool makes_empty_container() const {
    Borrowed factory = default_.factory.get();
    return !default_.takes_data &&
           (factory == as_object(&PyList_Type) || factory == as_object(&PyDict_Type) ||
            factory == as_object(&PySet_Type));
  }
  /// Whether making the default may run Python code; a list that was empty may have been filled.
  bool may_run_code() const {
    return validate_default_ || (default_.factory && !makes_empty_container()) ||
           (copy_default_ && !py::is_copied_anew(default_.value.get()));
  }
  /// Whether on_error has a say about what is not ok.
  bool handles(Outcome outcome, const State& state) const {
    if (on_error_ == OnError::raise || state.too_deep) return false;
    return outcome != Outcome::raised || !PyErr_ExceptionMatches(PyExc_MemoryError);
  }
  Outcome validate_own(Borrowed value, State& state, Ref& out) const {
    if (state.defaults >= kRecursionLimit) return raise_too_deep(state);
    const Scoped defaults(state.defaults, state.defaults + 1);
    const PyInput input{value};
    // In earlier editions a default that is wrong asks for the default again.
    if (!kInnerValidatesDefaults) return validate(input, state, out);
    const uint32_t mark = state.errors.size();
    const Outcome outcome = inner_->validate(input, state, out);
    if (outcome == Outcome::ok || outcome == Outcome::use_default || on_error_ != OnError::omit ||
        !handles(outcome, state))
      return outcome;
    if (outcome == Outcome::raised) PyErr_Clear();
    state.errors.truncate(mark);
    return Outcome::omit;
  }
  Outcome require_default(State& state, Ref& out) const {
    PC_TRY(default_value(state, out));
    if (out) return Outcome::ok;
    return py::raise(PyExc_TypeError, "no default value");
  }

  const Node* inner_ = nullptr;
  SchemaDefault default_;
  OnError on_error_ = OnError::raise;
  bool validate_default_ = false;
  bool copy_default_ = false;
};

}  // namespace

bool has_default(const Node* node) {
  return node->is(NodeKind::default_) && static_cast<const DefaultNode*>(node)->has_default();
}

bool omits_on_error(const Node* node) {
  return node->is(NodeKind::default_) && static_cast<const DefaultNode*>(node)->omits_on_error();
}

const Node* build_default(const Schema& schema, Builder& builder) {
  return build_kind<DefaultNode>(schema, builder);
}

}  // namespace pydantic_core
