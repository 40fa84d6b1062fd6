// module/validation_error_json.cc: ValidationError.json(), which needs the serializers' way with
// values of any type.
#include "errors/validation_error.h"
#include "py/layout/exception_object.h"
#include "py/names.h"
#include "py/parameters.h"
#include "serialize/engine/by_type.h"
#include "serialize/output/json_text.h"

namespace pydantic_core {
namespace {

bool write_location(JsonText& out, const ErrorLine& line) {
  JsonItems items = json_array(out);
  for (uint32_t i = 0; i < line.loc_count(); ++i) {
    const LocItem& item = line.loc(i);
    items.item();
    if (!item.text) {
      out.integer(item.number);
    } else if (!out.string(item.text.get())) {
      return false;
    }
  }
  items.end();
  return true;
}

bool write_line(JsonText& out, const ErrorLine& line, InputType input_type, ErrorView view,
                SerState& state) {
  const Ref type = line.details().type_text();
  const Ref message = type ? line.details().message_text(input_type) : Ref();
  if (!message) return false;

  JsonItems items = json_object(out);
  items.key("type");
  if (!out.string(type.get())) return false;
  items.key("loc");
  if (!write_location(out, line)) return false;
  items.key("msg");
  if (!out.string(message.get())) return false;
  if (view.input) {
    items.key("input");
    if (!infer_to_json(line.input(), state, out)) return false;
  }
  Ref context;
  if (view.context && !line.details().context_dict(context)) return false;
  if (context) {
    items.key("ctx");
    if (!infer_to_json(context.get(), state, out)) return false;
  }
  if (view.url) {
    const Ref url = line.details().url_text();
    if (!url) return false;
    items.key("url");
    if (!out.string(url.get())) return false;
  }
  items.end();
  return true;
}

/// Replaces the pending exception by the ValueError that upstream raises. If the exception is the
/// final error of a JSON serialization, its message is used, without the usual prefix. Any other
/// exception is shown with its type.
Raised wrap_error(const SerState& state) {
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return {};
  const Ref exception = py::take_exception();
  Text text;
  text << "Error serializing ValidationError to JSON: ";
  Borrowed message = state.error_is_final ? serialization_error_message(exception.get()) : nullptr;
  if (message != nullptr) {
    constexpr std::string_view kPrefix = "Error serializing to JSON: ";
    Text inner;
    py::append_lossy(inner, message);
    std::string_view view = inner.view();
    if (view.substr(0, kPrefix.size()) == kPrefix) view.remove_prefix(kPrefix.size());
    text << view;
    if (!inner.ok()) text.fail();
  } else {
    py::append_exception(text, exception.get());
  }
  return py::raise(PyExc_ValueError, text);
}

struct Arguments : ErrorView {
  std::optional<size_t> indent;
};
using P = py::Parameters<Arguments>;
constexpr auto kJson = P::function("ValidationError.json", py::kStar,
                                   P::optional<&Arguments::indent, &py::read_size>("indent"),
                                   kErrorViewParameters<Arguments>);

PyObject* to_json(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  Arguments given;
  if (!py::read_arguments<kJson>(given, args, nargs, kwnames)) return nullptr;
  const auto& data = py::exception_value<ValidationErrorData>(self);
  SerState state;
  state.set_json_mode();
  state.config.inf_nan = InfNanMode::constants;
  state.serialize_unknown = true;
  JsonText out(given.indent, false);
  out.expect(size_t{data.errors.size()} * 200);
  JsonItems items = json_array(out);
  const bool ok = data.errors.each([&](const ErrorLine& line) {
    items.item();
    return write_line(out, line, data.input_type, given, state);
  });
  if (!ok) return wrap_error(state);
  items.end();
  if (out.buffer().failed()) return PyErr_NoMemory();
  const std::string_view text = out.buffer().view();
  return PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), nullptr);
}

}  // namespace

PyMethodDef validation_error_json() { return py::method<kJson>(&to_json); }

}  // namespace pydantic_core
