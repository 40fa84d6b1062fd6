// module/schema_serializer.cc: see schema_serializer.h.
#include "module/schema_serializer.h"

#include "module/arguments.h"
#include "module/constructor.h"
#include "module/serialization_functions.h"
#include "py/layout/promotion.h"
#include "py/parameters.h"
#include "serialize/engine/handle.h"
#include "serialize/engine/json_bytes.h"

namespace pydantic_core {

constinit PyTypeObject* schema_serializer_type = nullptr;

namespace {

SchemaSerializer& self_of(PyObject* object) { return py::value_of<SchemaSerializer>(object); }

bool build(SchemaSerializer& self, Borrowed schema, Borrowed config, bool use_prebuilt) {
  SerBuilder builder(self.graph, use_prebuilt);
  const SchemaDict settings(config);
  self.root = builder.build_root(schema, settings);
  if (self.root == nullptr || !self.graph.check_definitions() ||
      !read_ser_config(settings, self.config))
    return false;
  const bool empty = config == nullptr || PyDict_GET_SIZE(config) == 0;
  self.schema = borrow(schema);
  self.schema_config = borrow(empty ? Py_None : config);
  return true;
}

constexpr auto kNew = New::function(
    "SchemaSerializer.__new__", New::required<&NewArguments::schema, &py::read_dict>("schema"),
    New::optional<&NewArguments::config, &py::read_dict>("config"), kUsePrebuilt);

PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  NewArguments given;
  if (!py::read_arguments<kNew>(given, args, kwargs)) return nullptr;
  Ref self = steal(py::allocate<SchemaSerializer>(type));
  return self && build(self_of(self.get()), given.schema, given.config, given.use_prebuilt)
             ? self.release()
             : nullptr;
}

// --- to_python() and to_json() ---

struct Arguments {
  Borrowed value = nullptr;
  Borrowed mode = nullptr;  // a str
  std::optional<size_t> indent;
  std::optional<bool> ensure_ascii = false;
  WarningsMode warnings = WarningsMode::warn;
};

/// A call of one of them: its state, and those of its arguments that the state has not.
struct Call : SerState, Arguments {
  explicit Call(PyObject* object) {
    config = self_of(object).config;
    owner = object;
  }
  Ref finish(Ref made) { return made && SerState::warnings.finish() ? std::move(made) : Ref(); }
};

using P = py::Parameters<Call>;
constexpr auto kValue = P::required<&Call::value>("value");
constexpr auto kShared = P::list(
    P::optional<&Call::include>("include"), P::optional<&Call::exclude>("exclude"),
    P::optional<&Call::by_alias>("by_alias"), P::optional<&Call::exclude_unset>("exclude_unset"),
    P::optional<&Call::exclude_defaults>("exclude_defaults"),
    P::optional<&Call::exclude_none>("exclude_none"),
    P::optional<&Call::exclude_computed_fields>("exclude_computed_fields"),
    P::optional<&Call::round_trip>("round_trip"), P::optional<&Arguments::warnings>("warnings"),
    P::optional<&Call::fallback>("fallback"),
    P::optional<&Call::serialize_as_any>("serialize_as_any"));
constexpr auto kContext = P::optional<&Call::context>("context");
constexpr auto kToPython = P::function("SchemaSerializer.to_python", kValue, py::kStar,
                                       P::optional<&Arguments::mode, &py::read_text>("mode"),
                                       kShared, kPolymorphicParameter<Call>, kContext);
constexpr auto kToJson = P::function("SchemaSerializer.to_json", kValue, py::kStar,
                                     P::optional<&Call::indent, &py::read_size>("indent"),
                                     P::optional<&Call::ensure_ascii>("ensure_ascii"), kShared,
                                     kPolymorphicParameter<Call>, kContext);

/// Reads a method's arguments: the value alone is the most common call. False with an exception
/// set.
template <const auto& kMethod>
[[nodiscard, gnu::always_inline]] inline bool read(PyObject* const* args, Py_ssize_t nargs,
                                                   PyObject* kwnames, Call& call) {
  if (nargs == 1 && kwnames == nullptr) [[likely]] {
    call.value = args[0];
  } else if (!py::read_arguments<kMethod>(call, args, nargs, kwnames)) {
    return false;
  }
  call.SerState::warnings = SerWarnings(call.Arguments::warnings);
  return true;
}

PyObject* to_python(PyObject* object, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  const py::Promotion promotion;
  Call call(object);
  if (!read<kToPython>(args, nargs, kwnames, call)) return nullptr;
  call.set_mode(call.Arguments::mode);
  Ref made = call.finish(self_of(object).root->to_python(call.value, call));
  if (made) promotion.result_is_made();
  return made.release();
}

PyObject* to_json(PyObject* object, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  SchemaSerializer& self = self_of(object);
  Call call(object);
  if (!read<kToJson>(args, nargs, kwnames, call)) return nullptr;
  call.set_json_mode();
  Ref json = call.finish(to_json_bytes(self.root, call.value, call, call.indent,
                                       call.ensure_ascii.value_or(false),
                                       self.expected_json_size.load(std::memory_order_relaxed)));
  if (!json) return nullptr;
  self.expected_json_size.store(static_cast<size_t>(PyBytes_GET_SIZE(json.get())),
                                std::memory_order_relaxed);
  return json.release();
}

PyObject* reduce(PyObject* object, PyObject*) {
  const SchemaSerializer& self = self_of(object);
  return pickled(object, self.schema.get(), self.schema_config.get());
}

PyObject* repr(PyObject* object) {
  const SchemaSerializer& self = self_of(object);
  Text text;
  text << "SchemaSerializer(serializer=";
  Describer pretty(text);
  self.root->describe(pretty);
  text << ", definitions=[";
  bool first = true;
  for (const Definition<SerNode>* definition : self.graph.definitions()) {
    if (!std::exchange(first, false)) text << ", ";
    Describer compact(text, false);
    definition->node->describe(compact);
  }
  return py::str(text << "])").release();
}

int traverse(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(object));
  py::Visit visitor{visit, arg};
  SchemaSerializer& self = self_of(object);
  self.graph.each_ref(visitor);
  visitor(self.schema);
  visitor(self.schema_config);
  return visitor.result;
}

PyMethodDef kMethods[] = {
    py::method<kToPython>(&to_python),
    py::method<kToJson>(&to_json),
    py::method_without_arguments<"__reduce__">(&reduce),
    {nullptr, nullptr, 0, nullptr},
};

// Without tp_clear: nodes keep what they need. Cycles are broken at the classes and functions that
// nodes refer to.
PyType_Slot kSlots[] = {
    py::doc_slot<kNew>(),
    {Py_tp_traverse, reinterpret_cast<void*>(&traverse)},
    {Py_tp_dealloc, reinterpret_cast<void*>(&py::dealloc<SchemaSerializer>)},
    {Py_tp_new, reinterpret_cast<void*>(&make_new)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kMethods},
    {0, nullptr},
};

}  // namespace

bool init_schema_serializer(PyObject* module) {
  schema_serializer_type = py::make_type(module, "pydantic_core._pydantic_core.SchemaSerializer",
                                         sizeof(py::Object<SchemaSerializer>), 0, kSlots);
  return schema_serializer_type != nullptr;
}

}  // namespace pydantic_core
