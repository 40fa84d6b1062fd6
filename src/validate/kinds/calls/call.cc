// validate/kinds/calls/call.cc: a function that is called with validated arguments, and whose
// result may be validated too.
#include "py/get.h"
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

/// The name of a function without one of its own: that of the function inside, for partials.
bool read_function_name(Borrowed function, Ref& out) {
  if (py::get_attribute(function, names.dunder_name, out) < 0 && !forgive()) return false;
  if (!out) {
    Ref inner;
    if (py::get_attribute(function, names.func, inner) < 0 && !forgive()) return false;
    out = inner ? steal(PyObject_GetAttr(inner.get(), names.dunder_name)) : py::str("<unknown>");
  }
  return out && (PyUnicode_Check(out.get()) || conversion_error(out.get(), "PyString"));
}

class CallNode : public KindNode<CallNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref arguments;
    PC_TRY(arguments_->validate(input, state, arguments));
    Ref result = call(arguments.get());
    if (!result) return Outcome::raised;
    if (return_ == nullptr) {
      out = std::move(result);
      return Outcome::ok;
    }
    PathScope path(state);
    path.frame.set_object(names.return_);
    return return_->validate(PyInput{result.get()}, state, out);
  }
  void name(NameWriter& out) const {
    out.out << "call[";
    py::append_lossy(out.out, name_.get());
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"FunctionCall", "CallValidator"};
  void describe(Describer& out) const {
    out.field_object("function", function_.get());
    describe_node(out, "arguments_validator", arguments_);
    describe_inner(out, "return_validator", return_);
    describe_name(out, this);
  }
  bool init(const Schema& schema, Builder& builder) {
    arguments_ = builder.build_inner(schema, names.arguments_schema);
    Ref inner;
    if (arguments_ == nullptr || !schema.dict.get(names.return_schema, inner)) return false;
    if (inner && (return_ = builder.build(inner.get(), schema.config)) == nullptr) return false;
    return schema.dict.require(names.function, function_) &&
           schema.dict.get_str(names.function_name, name_) &&
           (name_ || read_function_name(function_.get(), name_));
  }
  template <class F>
  void each_ref(F&& f) {
    f(function_);
    f(name_);
  }

 private:
  /// Empty with an exception set. An exception of the function is not turned into a line error.
  Ref call(Borrowed arguments) const {
    if (PyTuple_Check(arguments) && PyTuple_GET_SIZE(arguments) == 2) {
      Borrowed args = PyTuple_GET_ITEM(arguments, 0);
      Borrowed kwargs = PyTuple_GET_ITEM(arguments, 1);
      if (PyTuple_Check(args) && PyDict_Check(kwargs))
        return steal(PyObject_Call(function_.get(), args, kwargs));
    } else if (PyDict_Check(arguments)) {
      const Ref none = steal(PyTuple_New(0));
      return none ? steal(PyObject_Call(function_.get(), none.get(), arguments)) : Ref();
    }
    return py::raise(
        PyExc_TypeError,
        "Arguments validator should return a tuple of (args, kwargs) or a dict of kwargs");
  }

  Ref function_;
  Ref name_;  // str: the function's name
  const Node* arguments_ = nullptr;
  const Node* return_ = nullptr;
};

}  // namespace

const Node* build_call(const Schema& schema, Builder& builder) {
  return build_kind<CallNode>(schema, builder);
}

}  // namespace pydantic_core
