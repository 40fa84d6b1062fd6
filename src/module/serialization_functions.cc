// module/serialization_functions.cc: see serialization_functions.h.
#include "module/serialization_functions.h"

#include "py/parameters.h"
#include "serialize/engine/build.h"
#include "serialize/engine/json_bytes.h"

namespace pydantic_core {
namespace {

struct Arguments {
  Borrowed value = nullptr;
  std::optional<size_t> indent;
  std::optional<bool> ensure_ascii = false;
  bool by_alias = true;
  py::TextArgument timedelta_mode{"iso8601"};
  py::TextArgument temporal_mode{"iso8601"};
  py::TextArgument bytes_mode{"utf8"};
  py::TextArgument inf_nan_mode{"constants"};
};

/// A call of one of the functions: its state, and those of its arguments that the state has not.
struct Call : SerState, Arguments {
  /// Puts the latter into the state. False with an exception set.
  [[nodiscard]] bool apply() {
    set_json_mode();
    SerState::by_alias = Arguments::by_alias;
    // Unlike in a schema's config, infinities are written unless somebody says otherwise.
    config.inf_nan = InfNanMode::constants;
    return ser_config_from_names(timedelta_mode.object, temporal_mode.object, bytes_mode.object,
                                 inf_nan_mode.object, config);
  }
};

using P = py::Parameters<Call>;
constexpr auto kValue = P::required<&Call::value>("value");
constexpr auto kShared = P::list(
    P::optional<&Call::include>("include"), P::optional<&Call::exclude>("exclude"),
    P::optional<&Arguments::by_alias>("by_alias"), P::optional<&Call::exclude_none>("exclude_none"),
    P::optional<&Call::round_trip>("round_trip"),
    P::optional<&Call::timedelta_mode>("timedelta_mode"),
    P::optional<&Call::temporal_mode>("temporal_mode"),
    P::optional<&Call::bytes_mode>("bytes_mode"), P::optional<&Call::inf_nan_mode>("inf_nan_mode"),
    P::optional<&Call::serialize_unknown>("serialize_unknown"),
    P::optional<&Call::fallback>("fallback"),
    P::optional<&Call::serialize_as_any>("serialize_as_any"));
constexpr auto kContext = P::optional<&Call::context>("context");
constexpr auto kToJson =
    P::function("to_json", kValue, py::kStar, P::optional<&Call::indent, &py::read_size>("indent"),
                P::optional<&Call::ensure_ascii>("ensure_ascii"), kShared,
                kPolymorphicParameter<Call>, kContext);
constexpr auto kToJsonablePython = P::function("to_jsonable_python", kValue, py::kStar, kShared,
                                               kPolymorphicParameter<Call>, kContext);

PyObject* to_json(PyObject*, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  Call call;
  if (!py::read_arguments<kToJson>(call, args, nargs, kwnames) || !call.apply()) return nullptr;
  return to_json_bytes(any_serializer(), call.value, call, call.indent,
                       call.ensure_ascii.value_or(false), 0)
      .release();
}

PyObject* to_jsonable_python(PyObject*, PyObject* const* args, Py_ssize_t nargs,
                             PyObject* kwnames) {
  Call call;
  if (!py::read_arguments<kToJsonablePython>(call, args, nargs, kwnames) || !call.apply())
    return nullptr;
  return infer_to_python(call.value, call).release();
}

PyMethodDef kFunctions[] = {
    py::method<kToJson>(&to_json),
    py::method<kToJsonablePython>(&to_jsonable_python),
    {},
};

}  // namespace

bool init_serialization_functions(PyObject* module) {
  return PyModule_AddFunctions(module, kFunctions) == 0;
}

}  // namespace pydantic_core
