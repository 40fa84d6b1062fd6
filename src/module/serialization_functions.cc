// module/serialization_functions.cc: see serialization_functions.h.
#include "module/serialization_functions.h"

#include "module/serialization_args.h"
#include "py/call.h"
#include "serialize/engine/build.h"

namespace pydantic_core {
namespace {

// The arguments that both functions share, after their own.
#define SHARED_NAMES                                                                  \
  "include", "exclude", "by_alias", "exclude_none", "round_trip", "timedelta_mode",   \
      "temporal_mode", "bytes_mode", "inf_nan_mode", "serialize_unknown", "fallback", \
      "serialize_as_any", "context"
enum Shared {
  kInclude,
  kExclude,
  kByAlias,
  kNone,
  kRoundTrip,
  kTimedelta,
  kTemporal,
  kBytes,
  kInfNan,
  kUnknown,
  kFallback,
  kAsAny,
  kContext,
  kShared
};

/// Reads the shared arguments. False with an exception set.
bool read_shared(ArgumentReader& reader, Borrowed const* given, SerState& state) {
  bool by_alias = true;
  state.include = or_null(given[kInclude]);
  state.exclude = or_null(given[kExclude]);
  reader.flag("by_alias", given[kByAlias], by_alias);
  reader.flag("exclude_none", given[kNone], state.exclude_none);
  reader.flag("round_trip", given[kRoundTrip], state.round_trip);
  reader.text("timedelta_mode", given[kTimedelta]);
  reader.text("temporal_mode", given[kTemporal]);
  reader.text("bytes_mode", given[kBytes]);
  reader.text("inf_nan_mode", given[kInfNan]);
  reader.flag("serialize_unknown", given[kUnknown], state.serialize_unknown);
  state.fallback = or_null(given[kFallback]);
  reader.flag("serialize_as_any", given[kAsAny], state.serialize_as_any);
  state.context = or_null(given[kContext]);
  state.by_alias = by_alias;
  // Unlike in a schema's config, infinities are written unless somebody says otherwise.
  state.config.inf_nan = InfNanMode::constants;
  return reader.ok() && ser_config_from_names(given[kTimedelta], given[kTemporal], given[kBytes],
                                              given[kInfNan], state.config);
}

PyObject* to_json(PyObject*, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  static constexpr const char* kNames[] = {"value", "indent", "ensure_ascii", SHARED_NAMES};
  static constexpr py::Signature kSignature{"to_json", 1, 1, kNames, 3 + kShared};
  Borrowed given[3 + kShared] = {};
  if (!py::parse_args(kSignature, args, nargs, kwnames, given)) return nullptr;
  SerState state;
  ArgumentReader reader;
  std::optional<size_t> indent;
  std::optional<bool> ascii;
  reader.size("indent", given[1], indent);
  reader.optional_flag("ensure_ascii", given[2], ascii);
  if (!read_shared(reader, given + 3, state)) return nullptr;
  set_json_mode(state);
  return to_json_bytes(any_serializer(), given[0], state, indent, ascii.value_or(false), 0)
      .release();
}

PyObject* to_jsonable_python(PyObject*, PyObject* const* args, Py_ssize_t nargs,
                             PyObject* kwnames) {
  static constexpr const char* kNames[] = {"value", SHARED_NAMES};
  static constexpr py::Signature kSignature{"to_jsonable_python", 1, 1, kNames, 1 + kShared};
  Borrowed given[1 + kShared] = {};
  if (!py::parse_args(kSignature, args, nargs, kwnames, given)) return nullptr;
  SerState state;
  ArgumentReader reader;
  if (!read_shared(reader, given + 1, state)) return nullptr;
  set_json_mode(state);
  return infer_to_python(given[0], state).release();
}

#define PC_CHOICES                                                                    \
  "include=None, exclude=None, by_alias=True, exclude_none=False, round_trip=False, " \
  "timedelta_mode=\"iso8601\", temporal_mode=\"iso8601\", bytes_mode=\"utf8\", "      \
  "inf_nan_mode=\"constants\", serialize_unknown=False, fallback=None, "              \
  "serialize_as_any=False, context=None"

PyMethodDef kFunctions[] = {
    {"to_json", py::as_method(to_json), METH_FASTCALL | METH_KEYWORDS,
     "to_json(value, *, indent=None, ensure_ascii=False, " PC_CHOICES ")\n--\n\n"},
    {"to_jsonable_python", py::as_method(to_jsonable_python), METH_FASTCALL | METH_KEYWORDS,
     "to_jsonable_python(value, *, " PC_CHOICES ")\n--\n\n"},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

bool init_serialization_functions(PyObject* module) {
  return PyModule_AddFunctions(module, kFunctions) == 0;
}

}  // namespace pydantic_core
