// module/from_json.cc: JSON text as Python objects, without a schema.
#include "module/from_json.h"

#include "module/arguments.h"
#include "py/json_reader.h"
#include "py/json_value.h"
#include "py/layout/promotion.h"
#include "py/parameters.h"
#include "validate/input/json_bytes.h"

namespace pydantic_core {
namespace {

struct Call {
  Borrowed data = Py_None;  // a required argument
  bool allow_inf_nan = true;
  CacheStrings cache_strings = CacheStrings::all;
  json::PartialMode allow_partial = json::PartialMode::off;
};

using P = py::Parameters<Call>;
constexpr auto kFromJson = P::function("from_json", P::required<&Call::data>("data"), py::kStar,
                                       P::optional<&Call::allow_inf_nan>("allow_inf_nan"),
                                       P::optional<&Call::cache_strings>("cache_strings"),
                                       P::optional<&Call::allow_partial>("allow_partial"));

/// Reads a text of the common forms of valid JSON. Empty with MemoryError set; or empty without an
/// exception, when the text must be read as a document, which finds out whether it is valid.
Ref read_streamed(std::string_view text, CacheStrings cache) {
  json::Stream in(text);
  Ref made = py::JsonReader(in, cache).read();
  if (made && !in.at_end()) made.reset();
  return made;
}

PyObject* from_json(PyObject*, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  Call call;
  if (!py::read_arguments<kFromJson>(call, args, nargs, kwnames)) return nullptr;
  std::string_view text;
  if (!json_bytes(call.data, text)) {
    if (!forgive()) return nullptr;
    return py::raise(PyExc_TypeError, "Expected bytes, bytearray or str");
  }
  const py::Promotion promotion;
  // A bytearray may change while it is read.
  const bool streams =
      call.allow_partial == json::PartialMode::off && !PyByteArray_Check(call.data);
  Ref made = streams ? read_streamed(text, call.cache_strings) : Ref();
  if (!made && !PyErr_Occurred()) {
    json::Document document;
    const auto parse = streams ? &json::Document::parse_exactly : &json::Document::parse;
    const json::ParseResult result =
        parse(text, {call.allow_inf_nan, call.allow_partial}, document);
    if (result.status == json::ParseResult::Status::no_memory) return PyErr_NoMemory();
    if (!result.ok()) {
      char buffer[json::JsonError::kMaxDescription];
      return py::raise(PyExc_ValueError, result.error.describe(buffer));
    }
    made = py::from_json(document.root(), call.cache_strings);
  }
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
