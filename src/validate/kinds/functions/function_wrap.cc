// validate/kinds/functions/function_wrap.cc: a user's function around the inner validation, which
// it runs through a handler.
#include "validate/kinds/functions/function_wrap.h"

#include "py/object.h"
#include "py/parameters.h"
#include "validate/engine/internal_validator.h"
#include "validate/kinds/functions/function.h"

namespace pydantic_core {
namespace {

/// handler(value) validates a value; of an assignment also which field gets what.
struct Handler {
  InternalValidator validator;
  Ref field_name;
  Ref field_value;

  template <class F>
  void each_ref(F&& f) {
    validator.each_ref(f);
    f(field_name);
    f(field_value);
  }
};

constinit PyTypeObject* callable_type = nullptr;
constinit PyTypeObject* assignment_callable_type = nullptr;

struct Arguments {
  Borrowed input_value = nullptr;
  Borrowed outer_location = nullptr;
};
using P = py::Parameters<Arguments>;
constexpr auto kCall =
    P::function("ValidatorCallable.__call__", P::required<&Arguments::input_value>("input_value"),
                P::optional<&Arguments::outer_location>("outer_location"));

PyObject* call_handler(PyObject* self, PyObject* args, PyObject* kwargs) {
  Arguments given;
  if (!py::read_arguments<kCall>(given, args, kwargs)) return nullptr;
  auto& handler = py::value_of<Handler>(self);
  if (!handler.field_name)
    return handler.validator.validate(given.input_value, given.outer_location).release();
  return handler.validator
      .assign({given.input_value, handler.field_name.get(), handler.field_value.get()},
              given.outer_location)
      .release();
}

PyObject* repr_handler(PyObject* self) {
  Text text;
  const auto& handler = py::value_of<Handler>(self);
  text << (handler.field_name ? "AssignmentValidatorCallable(" : "ValidatorCallable(");
  Describer describer(text, false);
  handler.validator.describe(describer);
  return py::str(text << ')').release();
}

class FunctionWrapNode : public KindNode<FunctionWrapNode, NodeKind::function_wrap> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref handler = make_handler(callable_type, "ValidatorCallable", state);
    Ref object = handler ? input.to_object() : Ref();
    if (!object) return Outcome::raised;
    out = function_.call_wrap(object.get(), handler.get(), state);
    state.match() = py::value_of<Handler>(handler.get()).validator.match();
    return out ? Outcome::ok : convert_exception(state.errors, input.as_error_input(), state.path);
  }
  Outcome assign(const Assignment& assignment, State& state, Ref& out) const {
    Ref handler = make_handler(assignment_callable_type, "AssignmentValidatorCallable", state);
    if (!handler) return Outcome::raised;
    auto& value = py::value_of<Handler>(handler.get());
    value.field_name = borrow(assignment.field_name);
    value.field_value = borrow(assignment.value);
    out = function_.call_wrap(assignment.object, handler.get(), state);
    if (out) return Outcome::ok;
    return convert_exception(state.errors, PyInput{assignment.object}.as_error_input(), state.path);
  }
  void name(NameWriter& out) const {
    out.out << "function-wrap[";
    function_.append_name(out.out);
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"FunctionWrap", "FunctionWrapValidator"};
  void describe(Describer& out) const {
    describe_node(out, "validator", inner_);
    function_.describe(out);
    describe_name(out, this);
    function_.describe_rest(out);
    out.field("hide_input_in_errors", hide_input_);
    out.field("validation_error_cause", cause_);
  }
  bool init(const Schema& schema, Builder& builder) {
    inner_ = builder.build_inner(schema, names.schema);
    return inner_ != nullptr && function_.init(schema) &&
           schema.config.get(names.hide_input_in_errors, hide_input_) &&
           schema.config.get(names.validation_error_cause, cause_);
  }
  template <class F>
  void each_ref(F&& f) {
    function_.each_ref(f);
  }

 private:
  Ref make_handler(PyTypeObject* type, const char* title, const State& state) const {
    Ref handler = steal(py::allocate<Handler>(type));
    if (handler && !py::value_of<Handler>(handler.get())
                        .validator.init(title, inner_, state, hide_input_, cause_)) {
      handler.reset();
    }
    return handler;
  }

  const Node* inner_ = nullptr;
  UserFunction function_;
  bool hide_input_ = false;
  bool cause_ = false;
};

PyTypeObject* make_handler_type(const char* name) {
  static PyType_Slot slots[] = {
      PC_OBJECT_SLOTS(Handler),
      {Py_tp_call, reinterpret_cast<void*>(&call_handler)},
      {Py_tp_repr, reinterpret_cast<void*>(&repr_handler)},
      {0, nullptr},
  };
  return py::make_type(nullptr, name, sizeof(py::Object<Handler>),
                       Py_TPFLAGS_DISALLOW_INSTANTIATION, slots);
}

}  // namespace

bool init_function_wrap(PyObject*) {
  if (callable_type != nullptr) return true;
  callable_type = make_handler_type("pydantic_core._pydantic_core.ValidatorCallable");
  assignment_callable_type =
      make_handler_type("pydantic_core._pydantic_core.AssignmentValidatorCallable");
  return callable_type != nullptr && assignment_callable_type != nullptr;
}

const Node* build_function_wrap(const Schema& schema, Builder& builder) {
  return build_kind<FunctionWrapNode>(schema, builder);
}

}  // namespace pydantic_core
