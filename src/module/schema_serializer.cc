// module/schema_serializer.cc: see schema_serializer.h.
#include "module/schema_serializer.h"

#include "module/serialization_args.h"
#include "module/serialization_functions.h"
#include "py/call.h"
#include "py/layout/promotion.h"
#include "serialize/engine/function_objects.h"
#include "serialize/engine/handle.h"
#include "serialize/engine/iterator.h"
#include "serialize/output/temporal.h"

namespace pydantic_core {

constinit PyTypeObject* schema_serializer_type = nullptr;

namespace {

SchemaSerializer& self_of(PyObject* object) { return py::value_of<SchemaSerializer>(object); }

bool build(SchemaSerializer& self, Borrowed schema, Borrowed config) {
  SerBuilder builder(self.graph);
  const SchemaDict settings(config == Py_None ? nullptr : config);
  self.root = builder.build_root(schema, settings);
  if (self.root == nullptr || !self.graph.check_definitions() ||
      !read_ser_config(settings, self.config))
    return false;
  const bool empty = config == Py_None || PyDict_GET_SIZE(config) == 0;
  self.schema = borrow(schema);
  self.schema_config = borrow(empty ? Py_None : config);
  return true;
}

PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  static constexpr const char* kNames[] = {"schema", "config"};
  static constexpr py::Signature kSignature{"SchemaSerializer.__new__", 2, 1, kNames, 2};
  Borrowed given[2] = {};
  if (!py::parse_args(kSignature, args, kwargs, given)) return nullptr;
  Borrowed config = given[1] != nullptr ? given[1] : Py_None;
  if (!PyDict_Check(given[0])) return py::argument_error("schema", given[0], "PyDict"), nullptr;
  if (config != Py_None && !PyDict_Check(config))
    return py::argument_error("config", config, "PyDict"), nullptr;
  Ref self = steal(py::allocate<SchemaSerializer>(type));
  return self && build(self_of(self.get()), given[0], config) ? self.release() : nullptr;
}

// The arguments that to_python() and to_json() share, after their own.
#define SHARED_NAMES                                                                       \
  "include", "exclude", "by_alias", "exclude_unset", "exclude_defaults", "exclude_none",   \
      "exclude_computed_fields", "round_trip", "warnings", "fallback", "serialize_as_any", \
      "context"
enum Shared {
  kInclude,
  kExclude,
  kByAlias,
  kUnset,
  kDefaults,
  kNone,
  kComputed,
  kRoundTrip,
  kWarnings,
  kFallback,
  kAsAny,
  kContext,
  kShared
};

/// Reads the shared arguments. False with an exception set.
bool read_shared(ArgumentReader& reader, Borrowed const* given, SerState& state) {
  WarningsMode warnings = WarningsMode::warn;
  state.include = or_null(given[kInclude]);
  state.exclude = or_null(given[kExclude]);
  reader.optional_flag("by_alias", given[kByAlias], state.by_alias);
  reader.flag("exclude_unset", given[kUnset], state.exclude_unset);
  reader.flag("exclude_defaults", given[kDefaults], state.exclude_defaults);
  reader.flag("exclude_none", given[kNone], state.exclude_none);
  reader.flag("exclude_computed_fields", given[kComputed], state.exclude_computed_fields);
  reader.flag("round_trip", given[kRoundTrip], state.round_trip);
  reader.warnings(given[kWarnings], warnings);
  state.fallback = or_null(given[kFallback]);
  reader.flag("serialize_as_any", given[kAsAny], state.serialize_as_any);
  state.context = or_null(given[kContext]);
  state.warnings = SerWarnings(warnings);
  return reader.ok();
}

/// What read_shared() does when nothing was given: the value alone is the most common call.
void take_defaults(SerState& state) { state.warnings = SerWarnings(WarningsMode::warn); }

PyObject* to_python(PyObject* object, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  static constexpr const char* kNames[] = {"value", "mode", SHARED_NAMES};
  static constexpr py::Signature kSignature{"SchemaSerializer.to_python", 1, 1, kNames,
                                            2 + kShared};
  const py::Promotion promotion;
  const SchemaSerializer& self = self_of(object);
  SerState state;
  Borrowed value = nullptr;
  if (nargs == 1 && kwnames == nullptr) {
    take_defaults(state);
    state.mode_name = names.python;
    value = args[0];
  } else {
    Borrowed given[2 + kShared] = {};
    if (!py::parse_args(kSignature, args, nargs, kwnames, given)) return nullptr;
    ArgumentReader reader;
    reader.text("mode", or_null(given[1]));
    if (!read_shared(reader, given + 2, state)) return nullptr;
    set_mode(state, given[1]);
    value = given[0];
  }
  state.config = self.config;
  state.owner = object;
  Ref made = self.root->to_python(value, state);
  if (!made || !state.warnings.finish()) return nullptr;
  promotion.result_is_made();
  return made.release();
}

PyObject* to_json(PyObject* object, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  static constexpr const char* kNames[] = {"value", "indent", "ensure_ascii", SHARED_NAMES};
  static constexpr py::Signature kSignature{"SchemaSerializer.to_json", 1, 1, kNames, 3 + kShared};
  SchemaSerializer& self = self_of(object);
  SerState state;
  std::optional<size_t> indent;
  std::optional<bool> ascii;
  Borrowed value = nullptr;
  if (nargs == 1 && kwnames == nullptr) {
    take_defaults(state);
    value = args[0];
  } else {
    Borrowed given[3 + kShared] = {};
    if (!py::parse_args(kSignature, args, nargs, kwnames, given)) return nullptr;
    ArgumentReader reader;
    reader.size("indent", given[1], indent);
    reader.optional_flag("ensure_ascii", given[2], ascii);
    if (!read_shared(reader, given + 3, state)) return nullptr;
    value = given[0];
  }
  set_json_mode(state);
  state.config = self.config;
  state.owner = object;
  Ref json = to_json_bytes(self.root, value, state, indent, ascii.value_or(false),
                           self.expected_json_size.load(std::memory_order_relaxed));
  if (!json || !state.warnings.finish()) return nullptr;
  self.expected_json_size.store(static_cast<size_t>(PyBytes_GET_SIZE(json.get())),
                                std::memory_order_relaxed);
  return json.release();
}

PyObject* reduce(PyObject* object, PyObject*) {
  const SchemaSerializer& self = self_of(object);
  return Py_BuildValue("O(OO)", Py_TYPE(object), self.schema.get(), self.schema_config.get());
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

#define PC_CHOICES                                                                           \
  "include=None, exclude=None, by_alias=None, exclude_unset=False, exclude_defaults=False, " \
  "exclude_none=False, exclude_computed_fields=False, round_trip=False, warnings=..., "      \
  "fallback=None, serialize_as_any=False, context=None"

PyMethodDef kMethods[] = {
    {"to_python", py::as_method(to_python), METH_FASTCALL | METH_KEYWORDS,
     "to_python($self, value, *, mode=None, " PC_CHOICES ")\n--\n\n"},
    {"to_json", py::as_method(to_json), METH_FASTCALL | METH_KEYWORDS,
     "to_json($self, value, *, indent=None, ensure_ascii=False, " PC_CHOICES ")\n--\n\n"},
    {"__reduce__", reduce, METH_NOARGS, "__reduce__($self)\n--\n\n"},
    {nullptr, nullptr, 0, nullptr},
};

// Without tp_clear: nodes keep what they need. Cycles are broken at the classes and functions that
// nodes refer to.
PyType_Slot kSlots[] = {
    {Py_tp_doc, const_cast<char*>("SchemaSerializer(schema, config=None)\n--\n\n")},
    {Py_tp_traverse, reinterpret_cast<void*>(&traverse)},
    {Py_tp_dealloc, reinterpret_cast<void*>(&py::dealloc<SchemaSerializer>)},
    {Py_tp_new, reinterpret_cast<void*>(&make_new)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kMethods},
    {0, nullptr},
};

}  // namespace

bool init_serialization(PyObject* module) {
  if (!init_temporal() || !init_serialization_errors(module) || !init_serialization_info() ||
      !init_serialization_callable() || !init_serialization_iterator()) {
    return false;
  }
  schema_serializer_type = py::make_type(module, "pydantic_core._pydantic_core.SchemaSerializer",
                                         sizeof(py::Object<SchemaSerializer>), 0, kSlots);
  return schema_serializer_type != nullptr && init_serialization_functions(module);
}

}  // namespace pydantic_core
