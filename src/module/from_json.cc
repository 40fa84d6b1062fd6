// module/from_json.cc: JSON text as Python objects, without a schema.
#include "module/from_json.h"

#include "module/arguments.h"
#include "py/json_value.h"
#include "py/layout/promotion.h"
#include "py/parameters.h"
#include "validate/input/json_bytes.h"

namespace pydantic_core {
namespace {

struct Call {
  Borrowed data = nullptr;
  bool allow_inf_nan = true;
  CacheStrings cache_strings = CacheStrings::all;
  json::PartialMode allow_partial = json::PartialMode::off;
};

using P = py::Parameters<Call>;
constexpr auto kFromJson = P::function("from_json", P::required<&Call::data>("data"), py::kStar,
                                       P::optional<&Call::allow_inf_nan>("allow_inf_nan"),
                                       P::optional<&Call::cache_strings>("cache_strings"),
                                       P::optional<&Call::allow_partial>("allow_partial"));

PyObject* from_json(PyObject*, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  Call call;
  if (!py::read_arguments<kFromJson>(call, args, nargs, kwnames)) return nullptr;
  const json::ParseOptions options{call.allow_inf_nan, call.allow_partial};
  std::string_view text;
  if (!json_bytes(call.data, text)) {
    if (!forgive()) return nullptr;
    return py::raise(PyExc_TypeError, "Expected bytes, bytearray or str");
  }
  const py::Promotion promotion;
  json::Document document;
  const json::ParseResult result = json::Document::parse(text, options, document);
  if (result.status == json::ParseResult::Status::no_memory) return PyErr_NoMemory();
  if (!result.ok()) {
    char buffer[json::JsonError::kMaxDescription];
    return py::raise(PyExc_ValueError, result.error.describe(buffer));
  }
  Ref made = py::from_json(document.root(), call.cache_strings);
  if (made) promotion.result_is_made();
  return made.release();
}

PyMethodDef kFunctions[] = {
    py::method<kFromJson>(&from_json),
    {},
};

}  // namespace

bool init_from_json(PyObject* module) { return PyModule_AddFunctions(module, kFunctions) == 0; }

}  // namespace pydantic_core
