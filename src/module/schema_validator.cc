// module/schema_validator.cc: see schema_validator.h. A method reads its arguments into a State,
// runs the root node and turns what is not ok into an exception.
#include "module/schema_validator.h"

#include "errors/validation_error.h"
#include "module/arguments.h"
#include "module/constructor.h"
#include "module/some.h"
#include "py/layout/promotion.h"
#include "py/object.h"
#include "py/parameters.h"
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

  [[nodiscard]] bool init(Borrowed schema_arg, Borrowed config_arg, bool use_prebuilt) {
    const SchemaDict settings(config_arg);
    Builder builder(graph, use_prebuilt);
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
      root->write_name(name, graph.arena());
      title = py::str(name);
    }
    Ref cache;
    return title && settings.get(names.cache_strings, cache) &&
           (!cache || py::Argument<CacheStrings>::read(nullptr, cache.get(), cache_strings));
  }

  /// Whether all of it is quiet for text.
  bool is_quiet() const {
    int8_t known = quiet.load(std::memory_order_relaxed);
    if (known < 0) [[unlikely]] {
      // Validators that were lent to this one are asked as well. Where they nest too deeply, the
      // answer is no.
      if (Py_EnterRecursiveCall("")) {
        PyErr_Clear();
        return false;
      }
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
    if (is_worth_streaming(root, text) && !PyByteArray_Check(input) && is_quiet() &&
        streaming.worth_it()) {
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

// --- the methods that run the root ---

/// A call of one of the methods: its state, and those of its arguments that the state has not.
struct Call : State {
  Call(PyObject* self, InputType input_type) : State(input_type), validator(validator_of(self)) {
    owner = self;
    cache_strings = validator.cache_strings;
  }
  /// Puts `extra` into the state. Upstream reads its text when it has seen all arguments. False
  /// with an exception set.
  [[nodiscard]] bool read_extra() {
    if (extra_text == nullptr) return true;
    Extra behavior;
    if (std::string_view utf8; !py::utf8(extra_text, utf8)) return false;
    if (parse_extra(extra_text, behavior)) {
      extra = behavior;
      return true;
    }
    // In a call it is an argument that is wrong, not a schema.
    const Ref error = py::take_exception();
    const Ref message = steal(PyObject_Str(error.get()));
    if (message) PyErr_Format(PyExc_ValueError, "SchemaError: %U", message.get());
    return false;
  }
  PyObject* finish(Outcome outcome, Ref& out) {
    return validator.finish(outcome, *this, out, input_type);
  }

  const SchemaValidator& validator;
  Borrowed input = nullptr;
  Borrowed extra_text = nullptr;
  Borrowed field_value = nullptr;  // of an assignment
};

using P = py::Parameters<Call>;
constexpr auto kInput = P::required<&Call::input>("input");
constexpr auto kStrict = P::optional<&Call::strict>("strict");
constexpr auto kExtra = P::optional<&Call::extra_text, &py::read_str>("extra");
constexpr auto kFromAttributes = P::optional<&Call::from_attributes>("from_attributes");
constexpr auto kContext = P::optional<&Call::context>("context");
constexpr auto kSelfInstance = P::optional<&Call::self_instance>("self_instance");
constexpr auto kAllowPartial = P::optional<&Call::allow_partial>("allow_partial");
constexpr auto kNames =
    P::list(P::optional<&Call::by_alias>("by_alias"), P::optional<&Call::by_name>("by_name"));

constexpr auto kValidatePython =
    P::function("SchemaValidator.validate_python", kInput, py::kStar, kStrict, kExtra,
                kFromAttributes, kContext, kSelfInstance, kAllowPartial, kNames);
constexpr auto kIsinstancePython =
    P::function("SchemaValidator.isinstance_python", kInput, py::kStar, kStrict, kExtra,
                kFromAttributes, kContext, kSelfInstance, kNames);
constexpr auto kValidateJson =
    P::function("SchemaValidator.validate_json", kInput, py::kStar, kStrict, kExtra, kContext,
                kSelfInstance, kAllowPartial, kNames);
constexpr auto kValidateStrings = P::function("SchemaValidator.validate_strings", kInput, py::kStar,
                                              kStrict, kExtra, kContext, kAllowPartial, kNames);
constexpr auto kValidateAssignment =
    P::function("SchemaValidator.validate_assignment", P::required<&Call::input>("obj"),
                P::required<&Call::field_name, &py::read_text>("field_name"),
                P::required<&Call::field_value>("field_value"), py::kStar, kStrict, kExtra,
                kFromAttributes, kContext, kNames);
constexpr auto kGetDefaultValue =
    P::function("SchemaValidator.get_default_value", py::kStar, kStrict, kContext);

/// Reads a method's arguments. The most common call gives nothing but the input, whose settings
/// need not be read. False with an exception set.
template <const auto& kMethod>
[[nodiscard, gnu::always_inline]] inline bool read(PyObject* const* args, Py_ssize_t nargs,
                                                   PyObject* kwnames, Call& call) {
  if (nargs == 1 && kwnames == nullptr) [[likely]] {
    call.input = args[0];
    return true;
  }
  return py::read_arguments<kMethod>(call, args, nargs, kwnames);
}

PyObject* validate_python(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                          PyObject* kwnames) {
  const py::Promotion promotion;
  Call call(self, InputType::python);
  if (!read<kValidatePython>(args, nargs, kwnames, call) || !call.read_extra()) return nullptr;
  Ref out;
  const Outcome outcome = call.validator.root->validate(PyInput{call.input}, call, out);
  if (outcome == Outcome::ok) promotion.result_is_made();
  return call.finish(outcome, out);
}

PyObject* isinstance_python(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                            PyObject* kwnames) {
  Call call(self, InputType::python);
  call.errors.set_detail(ErrorDetail::count);
  if (!read<kIsinstancePython>(args, nargs, kwnames, call) || !call.read_extra()) return nullptr;
  Ref out;
  const Outcome outcome = call.validator.root->validate(PyInput{call.input}, call, out);
  if (outcome == Outcome::ok) Py_RETURN_TRUE;
  if (outcome == Outcome::invalid) Py_RETURN_FALSE;
  return call.finish(outcome, out);
}

PyObject* validate_json(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                        PyObject* kwnames) {
  const py::Promotion promotion;
  // The document outlives the state, whose errors point into it.
  json::Document document;
  Call call(self, InputType::json);
  if (!read<kValidateJson>(args, nargs, kwnames, call) || !call.read_extra()) return nullptr;
  Ref out;
  const Outcome outcome = call.validator.validate_text(call.input, call, document, out);
  if (outcome == Outcome::ok) promotion.result_is_made();
  return call.finish(outcome, out);
}

PyObject* validate_strings(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                           PyObject* kwnames) {
  Call call(self, InputType::string);
  if (!read<kValidateStrings>(args, nargs, kwnames, call)) return nullptr;
  Ref out;
  Outcome outcome = check_string_input(call.input, call);
  if (outcome == Outcome::ok) {
    // Only in this method, upstream checks the input before it reads the text of `extra`.
    if (!call.read_extra()) return nullptr;
    outcome = call.validator.root->validate(StringInput{call.input}, call, out);
  }
  return call.finish(outcome, out);
}

PyObject* validate_assignment(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                              PyObject* kwnames) {
  Call call(self, InputType::python);
  if (!py::read_arguments<kValidateAssignment>(call, args, nargs, kwnames) || !call.read_extra())
    return nullptr;
  // The name becomes a key of dicts: a subclass of str may hash in its own way.
  const Ref name = kept_name(call.field_name);
  if (!name) return nullptr;
  Ref out;
  const Outcome outcome =
      call.validator.root->assign({call.input, name.get(), call.field_value}, call, out);
  return call.finish(outcome, out);
}

PyObject* get_default_value(PyObject* self, PyObject* const* args, Py_ssize_t nargs,
                            PyObject* kwnames) {
  Call call(self, InputType::python);
  if (!py::read_arguments<kGetDefaultValue>(call, args, nargs, kwnames)) return nullptr;
  Ref out;
  const Outcome outcome = call.validator.root->default_value(call, out);
  if (outcome != Outcome::ok) return call.finish(outcome, out);
  return out ? make_some(out.get()).release() : Py_NewRef(Py_None);
}

PyObject* reduce(PyObject* self, PyObject*) {
  const SchemaValidator& validator = validator_of(self);
  return pickled(self, validator.schema.get(), validator.config ? validator.config.get() : Py_None);
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

constexpr auto kNew =
    New::function("SchemaValidator.__new__", New::required<&NewArguments::schema>("schema"),
                  New::optional<&NewArguments::config, &py::read_dict>("config"), kUsePrebuilt);

PyObject* new_validator(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  NewArguments given;
  if (!py::read_arguments<kNew>(given, args, kwargs)) return nullptr;
  Ref self = steal(py::allocate<SchemaValidator>(type));
  if (!self || !validator_of(self.get()).init(given.schema, given.config, given.use_prebuilt))
    return nullptr;
  return self.release();
}

PyMethodDef kMethods[] = {
    py::method<kValidatePython>(&validate_python),
    py::method<kIsinstancePython>(&isinstance_python),
    py::method<kValidateJson>(&validate_json),
    py::method<kValidateStrings>(&validate_strings),
    py::method<kValidateAssignment>(&validate_assignment),
    py::method<kGetDefaultValue>(&get_default_value),
    py::method_without_arguments<"__reduce__">(&reduce),
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
        py::doc_slot<kNew>(),
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
