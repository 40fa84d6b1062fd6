// module/schema_validator.cc: see schema_validator.h. A method sorts its arguments into a State,
// runs the root node and turns what is not ok into an exception.
#include "module/schema_validator.h"

#include "errors/validation_error.h"
#include "module/call_options.h"
#include "module/some.h"
#include "py/layout/promotion.h"
#include "py/object.h"
#include "validate/engine/build.h"
#include "validate/engine/internal_validator.h"
#include "validate/engine/prebuilt.h"
#include "validate/engine/streaming.h"
#include "validate/input/json_bytes.h"
#include "validate/input/mapping.h"

namespace pydantic_core {

constinit PyTypeObject* schema_validator_type = nullptr;

namespace {

struct SchemaValidator {
  Ref schema;
  Ref config;  // dict, or empty when none or an empty one was given
  Ref title;
  ValidatorGraph graph;
  const Node* root = nullptr;
  bool hide_input = false;
  bool cause = false;
  mutable StreamingHabit streaming;
  mutable std::atomic<int8_t> quiet = -1;  // for text; -1: not known yet
  CacheStrings cache_strings = CacheStrings::all;

  template <class F>
  void each_ref(F&& f) {
    f(schema);
    f(config);
    f(title);
    graph.each_ref(f);
  }

  [[nodiscard]] bool init(Borrowed schema_arg, Borrowed config_arg) {
    const SchemaDict settings(config_arg);
    Builder builder(graph);
    root = builder.build_root(schema_arg, settings);
    if (root == nullptr || !graph.check_definitions()) return false;
    schema = borrow(schema_arg);
    if (config_arg != nullptr && PyDict_GET_SIZE(config_arg) != 0) config = borrow(config_arg);
    if (!settings.get(names.title, title) ||
        !settings.get(names.hide_input_in_errors, hide_input) ||
        !settings.get(names.validation_error_cause, cause)) {
      return false;
    }
    if (!title) {
      Text name;
      Node::write_name(root, name);
      title = py::str(name);
    }
    Ref cache;
    return title && settings.get(names.cache_strings, cache) &&
           read_option(cache.get(), nullptr, cache_strings);
  }

  /// Whether all of it is quiet for text.
  bool is_quiet() const {
    int8_t known = quiet.load(std::memory_order_relaxed);
    if (known < 0) [[unlikely]] {
      // Validators ask those that are lent to them, which may go too far: then not.
      if (Py_EnterRecursiveCall("")) return PyErr_Clear(), false;
      known = QuietSearch(QuietSearch::Use::text).is_quiet(root);
      Py_LeaveRecursiveCall();
      quiet.store(known, std::memory_order_relaxed);
    }
    return known != 0;
  }
  /// Validates JSON text that came as `input`: as it is read, or through the document.
  Outcome validate_text(Borrowed input, State& state, json::Document& document, Ref& out) const {
    std::string_view text;
    PC_TRY(read_json_bytes(PyInput{input}, state, text));
    if (can_stream(root) && !PyByteArray_Check(input) && is_quiet() && streaming.worth_it()) {
      Outcome outcome;
      const bool streamed = stream_text(root, text, state, outcome, out);
      streaming.note(streamed);
      if (streamed) return outcome;
    }
    PC_TRY(parse_json_text(text, {true, state.allow_partial}, PyInput{input}, state, document));
    return root->validate(JsonInput{document.root()}, state, out);
  }

  PyObject* finish(Outcome outcome, State& state, Ref& out, InputType input_type) const {
    if (outcome == Outcome::ok) [[likely]]
      return out.release();
    raise_outcome(outcome, state, title.get(), input_type, hide_input, cause);
    return nullptr;
  }
};

SchemaValidator& validator_of(PyObject* self) { return py::value_of<SchemaValidator>(self); }

void set_owner(PyObject* self, State& state) {
  state.owner = self;
  state.cache_strings = validator_of(self).cache_strings;
}

/// The most common call: nothing but the input, whose settings need not be read.
bool is_input_alone(Py_ssize_t nargs, PyObject* kwnames) {
  return nargs == 1 && kwnames == nullptr;
}

/// Arguments that the methods share, by their place in each method's own list.
struct Common {
  Borrowed strict = nullptr, extra = nullptr, from_attributes = nullptr, context = nullptr,
           self_instance = nullptr, allow_partial = nullptr, by_alias = nullptr, by_name = nullptr;

  [[nodiscard]] bool apply(PyObject* self, State& state) const {
    set_owner(self, state);
    state.context = given(context);
    state.self_instance = given(self_instance);
    return read_option(strict, "strict", state.strict) &&
           read_option(extra, "extra", state.extra) &&
           read_option(from_attributes, "from_attributes", state.from_attributes) &&
           read_option(by_alias, "by_alias", state.by_alias) &&
           read_option(by_name, "by_name", state.by_name) &&
           read_option(allow_partial, "allow_partial", state.allow_partial);
  }
};

constexpr const char* kPythonArgs[] = {"input",           "strict",  "extra",
                                       "from_attributes", "context", "self_instance",
                                       "by_alias",        "by_name", "allow_partial"};
constexpr py::Signature kValidatePython{"SchemaValidator.validate_python", 1, 1, kPythonArgs, 9};
constexpr py::Signature kIsinstancePython{"SchemaValidator.isinstance_python", 1, 1, kPythonArgs,
                                          8};

/// Runs the root on a Python object. False when the arguments were wrong.
bool run_python(PyObject* self, const py::Signature& signature, PyObject* const* args,
                Py_ssize_t nargs, PyObject* kwnames, State& state, Ref& out, Outcome& outcome) {
  Borrowed input = nullptr;
  if (is_input_alone(nargs, kwnames)) [[likely]] {
    set_owner(self, state);
    input = args[0];
  } else {
    Borrowed arg[9] = {};
    if (!py::parse_args(signature, args, nargs, kwnames, arg)) return false;
    const Common common{arg[1], arg[2], arg[3], arg[4], arg[5], arg[8], arg[6], arg[7]};
    if (!common.apply(self, state)) return false;
    input = arg[0];
  }
  outcome = validator_of(self).root->validate(PyInput{input}, state, out);
  return true;
}

PyObject* validate_python(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                          PyObject* kwnames) {
  const py::Promotion promotion;
  State state(InputType::python);
  Ref out;
  Outcome outcome;
  if (!run_python(self, kValidatePython, args, nargs, kwnames, state, out, outcome)) return nullptr;
  if (outcome == Outcome::ok) promotion.result_is_made();
  return validator_of(self).finish(outcome, state, out, InputType::python);
}

PyObject* isinstance_python(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                            PyObject* kwnames) {
  State state(InputType::python);
  state.errors.set_detail(ErrorDetail::count);
  Ref out;
  Outcome outcome;
  if (!run_python(self, kIsinstancePython, args, nargs, kwnames, state, out, outcome))
    return nullptr;
  if (outcome == Outcome::ok) Py_RETURN_TRUE;
  if (outcome == Outcome::invalid) Py_RETURN_FALSE;
  return validator_of(self).finish(outcome, state, out, InputType::python);
}

constexpr const char* kJsonArgs[] = {"input",         "strict",        "extra",    "context",
                                     "self_instance", "allow_partial", "by_alias", "by_name"};
constexpr py::Signature kValidateJson{"SchemaValidator.validate_json", 1, 1, kJsonArgs, 8};

PyObject* validate_json(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                        PyObject* kwnames) {
  const py::Promotion promotion;
  // The document outlives the state, whose errors point into it.
  json::Document document;
  State state(InputType::json);
  Borrowed input = nullptr;
  if (is_input_alone(nargs, kwnames)) [[likely]] {
    set_owner(self, state);
    input = args[0];
  } else {
    Borrowed arg[8];
    if (!py::parse_args(kValidateJson, args, nargs, kwnames, arg)) return nullptr;
    const Common common{arg[1], arg[2], nullptr, arg[3], arg[4], arg[5], arg[6], arg[7]};
    if (!common.apply(self, state)) return nullptr;
    input = arg[0];
  }
  const SchemaValidator& validator = validator_of(self);
  Ref out;
  const Outcome outcome = validator.validate_text(input, state, document, out);
  if (outcome == Outcome::ok) promotion.result_is_made();
  return validator.finish(outcome, state, out, InputType::json);
}

constexpr const char* kStringsArgs[] = {"input",         "strict",   "extra",  "context",
                                        "allow_partial", "by_alias", "by_name"};
constexpr py::Signature kValidateStrings{"SchemaValidator.validate_strings", 1, 1, kStringsArgs, 7};

PyObject* validate_strings(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                           PyObject* kwnames) {
  Borrowed arg[7];
  if (!py::parse_args(kValidateStrings, args, nargs, kwnames, arg)) return nullptr;
  State state(InputType::string);
  const Common common{arg[1], arg[2], nullptr, arg[3], nullptr, arg[4], arg[5], arg[6]};
  if (!common.apply(self, state)) return nullptr;
  const SchemaValidator& validator = validator_of(self);
  Ref out;
  Outcome outcome = check_string_input(arg[0], state);
  if (outcome == Outcome::ok) outcome = validator.root->validate(StringInput{arg[0]}, state, out);
  return validator.finish(outcome, state, out, InputType::string);
}

constexpr const char* kAssignmentArgs[] = {"obj",     "field_name", "field_value",
                                           "strict",  "extra",      "from_attributes",
                                           "context", "by_alias",   "by_name"};
constexpr py::Signature kValidateAssignment{"SchemaValidator.validate_assignment", 3, 3,
                                            kAssignmentArgs, 9};

PyObject* validate_assignment(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                              PyObject* kwnames) {
  Borrowed arg[9];
  if (!py::parse_args(kValidateAssignment, args, nargs, kwnames, arg)) return nullptr;
  if (!PyUnicode_Check(arg[1]))
    return py::argument_error("field_name", arg[1], "PyString"), nullptr;
  if (std::string_view utf8; !py::utf8(arg[1], utf8)) return nullptr;
  State state(InputType::python);
  const Common common{arg[3], arg[4], arg[5], arg[6], nullptr, nullptr, arg[7], arg[8]};
  if (!common.apply(self, state)) return nullptr;
  state.field_name = arg[1];
  const SchemaValidator& validator = validator_of(self);
  Ref out;
  const Outcome outcome = validator.root->assign({arg[0], arg[1], arg[2]}, state, out);
  return validator.finish(outcome, state, out, InputType::python);
}

constexpr const char* kDefaultArgs[] = {"strict", "context"};
constexpr py::Signature kGetDefaultValue{"SchemaValidator.get_default_value", 0, 0, kDefaultArgs,
                                         2};

PyObject* get_default_value(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                            PyObject* kwnames) {
  Borrowed arg[2];
  if (!py::parse_args(kGetDefaultValue, args, nargs, kwnames, arg)) return nullptr;
  State state(InputType::python);
  Common common;
  common.strict = arg[0];
  common.context = arg[1];
  if (!common.apply(self, state)) return nullptr;
  const SchemaValidator& validator = validator_of(self);
  Ref out;
  const Outcome outcome = validator.root->default_value(state, out);
  if (outcome != Outcome::ok) return validator.finish(outcome, state, out, InputType::python);
  return out ? make_some(out.get()).release() : Py_NewRef(Py_None);
}

PyObject* reduce(PyObject* self, PyObject*) {
  const SchemaValidator& validator = validator_of(self);
  return Py_BuildValue("O(OO)", Py_TYPE(self), validator.schema.get(),
                       validator.config ? validator.config.get() : Py_None);
}

PyObject* repr(PyObject* self) {
  const SchemaValidator& validator = validator_of(self);
  Text text;
  Describer describer(text);
  text << "SchemaValidator(title=";
  Text title;
  if (!py::append_str(title, validator.title.get())) return nullptr;
  describer.quoted(title);
  text << ", validator=";
  Ref own_title;
  if (!SchemaDict(validator.config.get()).get(names.title, own_title)) return nullptr;
  if (own_title) describer.leave_unnamed();
  validator.root->describe(describer);
  text << ", definitions=[";
  bool first = true;
  for (const Definition<Node>* definition : validator.graph.definitions()) {
    if (!first) text << ", ";
    first = false;
    // Definitions come on one line upstream.
    Describer inner(text, false);
    definition->node->describe(inner);
  }
  constexpr const char* kCache[] = {"False", "'keys'", "True"};
  text << "], cache_strings=" << kCache[static_cast<int>(validator.cache_strings)] << ')';
  return py::str(text).release();
}

constexpr const char* kNewArgs[] = {"schema", "config"};
constexpr py::Signature kNew{"SchemaValidator.__new__", 2, 1, kNewArgs, 2};

PyObject* new_validator(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  Borrowed arg[2];
  if (!py::parse_args(kNew, args, kwargs, arg)) return nullptr;
  Borrowed config = arg[1] == nullptr ? nullptr : given(arg[1]);
  if (config != nullptr && !PyDict_Check(config)) {
    PyErr_Format(PyExc_TypeError, "argument 'config': '%s' object cannot be converted to 'PyDict'",
                 Py_TYPE(config)->tp_name);
    return nullptr;
  }
  Ref self = steal(py::allocate<SchemaValidator>(type));
  if (!self || !validator_of(self.get()).init(arg[0], config)) return nullptr;
  return self.release();
}

#define PC_METHOD(function, signature)                                \
  {#function, py::as_method(function), METH_FASTCALL | METH_KEYWORDS, \
   #function "($self, " signature ")\n--\n\n"}

PyMethodDef kMethods[] = {
    PC_METHOD(validate_python,
              "input, *, strict=None, extra=None, from_attributes=None, context=None, "
              "self_instance=None, allow_partial=..., by_alias=None, by_name=None"),
    PC_METHOD(isinstance_python,
              "input, *, strict=None, extra=None, from_attributes=None, context=None, "
              "self_instance=None, by_alias=None, by_name=None"),
    PC_METHOD(validate_json,
              "input, *, strict=None, extra=None, context=None, self_instance=None, "
              "allow_partial=..., by_alias=None, by_name=None"),
    PC_METHOD(validate_strings,
              "input, *, strict=None, extra=None, context=None, allow_partial=..., by_alias=None, "
              "by_name=None"),
    PC_METHOD(validate_assignment,
              "obj, field_name, field_value, *, strict=None, extra=None, from_attributes=None, "
              "context=None, by_alias=None, by_name=None"),
    PC_METHOD(get_default_value, "*, strict=None, context=None"),
    {"__reduce__", &reduce, METH_NOARGS, "__reduce__($self)\n--\n\n"},
    {},
};

PyMemberDef kMembers[] = {
    {"title", T_OBJECT,
     static_cast<Py_ssize_t>(offsetof(py::Object<SchemaValidator>, value) +
                             offsetof(SchemaValidator, title)),
     READONLY, nullptr},
    {},
};

}  // namespace

const Node* root_node_of(Borrowed object) {
  return Py_IS_TYPE(object, schema_validator_type) ? validator_of(object).root : nullptr;
}

bool is_quiet_for_text(Borrowed validator) { return validator_of(validator).is_quiet(); }

bool init_schema_validator(PyObject* module) {
  if (schema_validator_type == nullptr) {
    // No tp_clear: nodes never change. A cycle through a validator always passes an object that can
    // be cleared.
    static PyType_Slot slots[] = {
        {Py_tp_doc, const_cast<char*>("SchemaValidator(schema, config=None)\n--\n\n")},
        {Py_tp_traverse, reinterpret_cast<void*>(&py::traverse<SchemaValidator>)},
        {Py_tp_dealloc, reinterpret_cast<void*>(&py::dealloc<SchemaValidator>)},
        {Py_tp_new, reinterpret_cast<void*>(&new_validator)},
        {Py_tp_methods, kMethods},
        {Py_tp_members, kMembers},
        {Py_tp_repr, reinterpret_cast<void*>(&repr)},
        {0, nullptr},
    };
    schema_validator_type = py::make_type(module, "pydantic_core._pydantic_core.SchemaValidator",
                                          sizeof(py::Object<SchemaValidator>), 0, slots);
  }
  return schema_validator_type != nullptr && PyModule_AddType(module, schema_validator_type) == 0;
}

}  // namespace pydantic_core
