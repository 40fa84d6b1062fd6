// module/from_json.cc: JSON text as Python objects, without a schema.
#include "module/from_json.h"

#include "module/call_options.h"
#include "py/json_value.h"
#include "py/layout/promotion.h"
#include "validate/input/json_bytes.h"

namespace pydantic_core {
namespace {

constexpr const char* kArgs[] = {"data", "allow_inf_nan", "cache_strings", "allow_partial"};
constexpr py::Signature kSignature{"from_json", 1, 1, kArgs, 4};

PyObject* from_json(PyObject*, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  Borrowed arg[4];
  if (!py::parse_args(kSignature, args, nargs, kwnames, arg)) return nullptr;
  json::ParseOptions options;
  std::optional<bool> allow_inf_nan;
  CacheStrings cache_strings = CacheStrings::all;
  if (!read_option(arg[1], "allow_inf_nan", allow_inf_nan) ||
      !read_option(arg[2], "cache_strings", cache_strings) ||
      !read_option(arg[3], "allow_partial", options.partial)) {
    return nullptr;
  }
  options.allow_inf_nan = allow_inf_nan.value_or(true);
  std::string_view text;
  if (!json_bytes(arg[0], text)) {
    if (!forgive()) return nullptr;
    py::raise(PyExc_TypeError, "Expected bytes, bytearray or str");
    return nullptr;
  }
  const py::Promotion promotion;
  json::Document document;
  const json::ParseResult result = json::Document::parse(text, options, document);
  if (result.status == json::ParseResult::Status::no_memory) return PyErr_NoMemory();
  if (!result.ok()) {
    char buffer[json::JsonError::kMaxDescription];
    py::raise(PyExc_ValueError, result.error.describe(buffer));
    return nullptr;
  }
  Ref made = py::from_json(document.root(), cache_strings);
  if (made) promotion.result_is_made();
  return made.release();
}

PyMethodDef kFunctions[] = {
    {"from_json", py::as_method(from_json), METH_FASTCALL | METH_KEYWORDS,
     "from_json(data, *, allow_inf_nan=True, cache_strings=..., allow_partial=...)\n--\n\n"},
    {},
};

}  // namespace

bool init_from_json(PyObject* module) { return PyModule_AddFunctions(module, kFunctions) == 0; }

}  // namespace pydantic_core
