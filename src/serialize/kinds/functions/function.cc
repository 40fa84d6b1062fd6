// serialize/kinds/functions/function.cc: function-plain and function-wrap: the user's function says
// what a value becomes.
//
// A plain function gets the value (after the model, when it serializes a field of one); a wrap
// function also a handler that serializes with the schema inside. What they return goes through
// `return_schema`, else by its type. When `when_used` says no, the schema without the function
// holds.
#include "py/call.h"
#include "serialize/engine/build.h"
#include "serialize/engine/function_objects.h"
#include "serialize/engine/when_used.h"

namespace pydantic_core {
namespace {

/// What the two kinds share.
struct FunctionParts {
  Ref function;
  Ref function_name;  ///< str
  const SerNode* returned = nullptr;
  /// For values that the function is not used for; a plain one may have none.
  const SerNode* inside = nullptr;
  WhenUsed when_used = WhenUsed::always;
  bool of_field = false;
  bool takes_info = false;

  /// Reads all but `inside`. False with an exception set.
  bool init(const Schema& schema, SchemaDict own, SerBuilder& builder);
  /// function(…, value, …): `handler` is nullptr for plain functions. Empty with an exception set.
  Ref call(Borrowed value, Borrowed handler, SerState& state) const;
  /// The pending exception came out of the function: true when it was only a complaint, which is
  /// noted now, and the value is to be serialized by its type; else it is worded anew.
  bool recover(SerState& state) const;
};

bool FunctionParts::init(const Schema& schema, SchemaDict own, SerBuilder& builder) {
  if (!own.require(names.function, function) || !own.get(names.is_field_serializer, of_field) ||
      !own.get(names.info_arg, takes_info)) {
    return false;
  }
  function_name = steal(PyObject_GetAttr(function.get(), names.dunder_name));
  if (!function_name) {
    if (!forgive()) return false;
    function_name = steal(PyObject_Repr(function.get()));
    if (!function_name) return false;
  }
  if (!PyUnicode_Check(function_name.get()))
    return conversion_error(function_name.get(), "PyString");
  returned = builder.build_optional(Schema{own, schema.config}, names.return_schema);
  return returned != nullptr && read_when_used(own, when_used);
}

Ref FunctionParts::call(Borrowed value, Borrowed handler, SerState& state) const {
  if (of_field && state.model == nullptr) {
    return py::raise(
        PyExc_RuntimeError,
        Text() << "Function " << (handler != nullptr ? "wrap" : "plain")
               << " serializer expected to be run inside the context of a model field but "
                  "no model was found");
  }
  Ref info;
  if (takes_info) {
    info = make_serialization_info(state, of_field);
    if (!info) return {};
  }
  PyObject* stack[5] = {};
  size_t count = 0;
  const auto add = [&](Borrowed argument) {
    if (argument != nullptr) stack[1 + count++] = argument;
  };
  add(of_field ? state.model : nullptr);
  add(value);
  add(handler);
  add(info.get());
  return steal(PyObject_Vectorcall(function.get(), stack + 1,
                                   count | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr));
}

bool FunctionParts::recover(SerState& state) const {
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return false;
  Ref exception = py::take_exception();
  if (const UnexpectedValue* complaint = as_unexpected_value(exception.get())) {
    if (state.check == SerCheck::none) return state.warnings.add(complaint->clone());
    py::restore_exception(std::move(exception));
    return false;
  }
  Text text;
  if (Borrowed message = serialization_error_message(exception.get())) {
    py::append_lossy(text, message);
    return raise_serialization_error(text);
  }
  text << "Error calling function `";
  py::append_lossy(text, function_name.get());
  text << "`: ";
  if (PyErr_GivenExceptionMatches(exception.get(), PyExc_RecursionError))
    return raise_serialization_error(text << "RecursionError");
  py::append_exception(text, exception.get());
  raise_serialization_error(text);
  Ref error = py::take_exception();
  PyException_SetCause(error.get(), exception.release());
  py::restore_exception(std::move(error));
  return false;
}

/// K says how the function is called: `Ref call(value, state)`.
template <class K, SerKind kKindOf>
class FunctionSerializer : public KindSerializer<K, kKindOf> {
 public:
  Ref to_python(Borrowed value, SerState& state) const {
    return serialize<Ref>(
        value, state, [&] { return infer_to_python(value, state); },
        [&](const SerNode* node, Borrowed object) { return node->to_python(object, state); });
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    return serialize<bool>(
        value, state, [&] { return infer_to_json(value, state, out); },
        [&](const SerNode* node, Borrowed object) { return node->to_json(object, state, out); });
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return unused(state, [&] {
      return serialize<Ref>(
          key, state, [&] { return infer_json_key(key, state); },
          [&](const SerNode* node, Borrowed object) { return node->json_key(object, state); });
    });
  }
  bool retry_with_lax(LaxSearch& search) const {
    return (parts_.inside != nullptr && parts_.inside->retry_with_lax(search)) ||
           parts_.returned->retry_with_lax(search);
  }
  template <class F>
  void each_ref(F&& f) {
    f(parts_.function);
  }

  FunctionParts parts_;

 protected:
  void describe_flags(Describer& out) const {
    out.field_word("when_used", word_of(parts_.when_used));
    out.field("is_field_serializer", parts_.of_field);
    out.field("info_arg", parts_.takes_info);
  }

 private:
  enum class Applied : uint8_t { failed, complained, returned, unused };

  Applied apply(Borrowed value, SerState& state, Ref& result) const {
    if (!is_used(parts_.when_used, value, state.is_json())) return Applied::unused;
    result = static_cast<const K*>(this)->call(value, state);
    if (result) return Applied::returned;
    return parts_.recover(state) ? Applied::complained : Applied::failed;
  }
  /// Returns by(node, value) with what the function returned, or with the value itself if the
  /// function is not used; infer() if the function complained.
  template <class Result, class Infer, class By>
  Result serialize(Borrowed value, SerState& state, Infer&& infer, By&& by) const {
    Ref result;
    switch (apply(value, state, result)) {
      case Applied::failed:
        break;
      case Applied::complained:
        return infer();
      case Applied::returned:  // include and exclude have been passed to the function
        return below_no_filter(state, [&] { return by(parts_.returned, result.get()); });
      case Applied::unused:
        return unused(state, [&] { return by(parts_.inside, value); });
    }
    return Result();
  }
  /// The work of what stands in for the function.
  template <class Work>
  static auto unused(SerState& state, Work&& work) {
    return kUnusedFunctionsKeepFilters ? work() : below_no_filter(state, work);
  }
  template <class Work>
  static auto below_no_filter(SerState& state, Work&& work) {
    ScopedFilter scope(state, nullptr, nullptr);
    return work();
  }
};

template <SerKind kKindOf>
class PlainFunctionSerializer
    : public FunctionSerializer<PlainFunctionSerializer<kKindOf>, kKindOf> {
 public:
  static constexpr Spelling kSpelling{"Function", "FunctionPlainSerializer"};
  Ref call(Borrowed value, SerState& state) const {
    return this->parts_.call(value, nullptr, state);
  }
  void name(Text& out) const {
    out << "plain_function[";
    py::append_lossy(out, this->parts_.function_name.get());
    out << ']';
  }
  void describe(Describer& out) const {
    out.field_object("func", this->parts_.function.get());
    describe_name(out, this);
    out.field_text("function_name", this->parts_.function_name.get());
    describe_node(out, "return_serializer", this->parts_.returned);
    describe_inner(out, "fallback_serializer", this->parts_.inside);
    this->describe_flags(out);
  }
};

template <SerKind kKindOf>
class WrapFunctionSerializer : public FunctionSerializer<WrapFunctionSerializer<kKindOf>, kKindOf> {
 public:
  static constexpr Spelling kSpelling{"FunctionWrap", "FunctionWrapSerializer"};
  Ref call(Borrowed value, SerState& state) const {
    const Ref handler = make_serialization_callable(this->parts_.inside, state);
    return handler ? this->parts_.call(value, handler.get(), state) : Ref();
  }
  void name(Text& out) const {
    out << "wrap_function[";
    py::append_lossy(out, this->parts_.function_name.get());
    out << ", ";
    this->parts_.inside->name(out);
    out << ']';
  }
  void describe(Describer& out) const {
    describe_node(out, "serializer", this->parts_.inside);
    out.field_object("func", this->parts_.function.get());
    describe_name(out, this);
    out.field_text("function_name", this->parts_.function_name.get());
    describe_node(out, "return_serializer", this->parts_.returned);
    this->describe_flags(out);
  }
};

/// The schema as it is without its function. It has been looked at already: its ref must not be
/// seen a second time.
Ref without_function(const Schema& schema) {
  Ref copy = steal(PyDict_Copy(schema.dict.object()));
  if (!copy || PyDict_DelItem(copy.get(), names.serialization) < 0) return {};
  if (PyDict_DelItem(copy.get(), names.ref) < 0 && !forgive()) return {};
  return copy;
}

const SerNode* build_without_function(const Schema& schema, SerBuilder& builder) {
  const Ref copy = without_function(schema);
  return copy ? builder.build(copy.get(), schema.config) : nullptr;
}

template <class K>
const SerNode* finish(SerBuilder& builder, FunctionParts parts) {
  auto* node = builder.make<K>();
  if (node != nullptr) node->parts_ = std::move(parts);
  return node;
}

}  // namespace

const SerNode* build_plain_function(const Schema& schema, SerBuilder& builder) {
  Ref own;
  FunctionParts parts;
  if (!schema.dict.require_dict(names.serialization, own) ||
      !parts.init(schema, SchemaDict(own.get()), builder)) {
    return nullptr;
  }
  if (parts.when_used != WhenUsed::always) {
    parts.inside = build_without_function(schema, builder);
    if (parts.inside == nullptr) return nullptr;
  }
  return parts.of_field
             ? finish<PlainFunctionSerializer<SerKind::field_plain>>(builder, std::move(parts))
             : finish<PlainFunctionSerializer<SerKind::other>>(builder, std::move(parts));
}

const SerNode* build_wrap_function(const Schema& schema, SerBuilder& builder) {
  Ref own, inner;
  FunctionParts parts;
  if (!schema.dict.require_dict(names.serialization, own)) return nullptr;
  const SchemaDict own_schema(own.get());
  if (!parts.init(schema, own_schema, builder) || !own_schema.get(names.schema, inner))
    return nullptr;
  parts.inside =
      inner ? builder.build(inner.get(), schema.config) : build_without_function(schema, builder);
  if (parts.inside == nullptr) return nullptr;
  return parts.of_field
             ? finish<WrapFunctionSerializer<SerKind::field_wrap>>(builder, std::move(parts))
             : finish<WrapFunctionSerializer<SerKind::function_wrap>>(builder, std::move(parts));
}

}  // namespace pydantic_core
