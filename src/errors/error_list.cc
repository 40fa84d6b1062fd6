// errors/error_list.cc: list_all_errors(), the table of error types with an example of each.
#include "errors/error_list.h"

#include "errors/line_errors.h"

namespace pydantic_core {
namespace {

Ref example_field(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return py::str("");
    case FieldKind::optional_size:
    case FieldKind::object:
      return borrow(Py_None);
    default:
      return steal(PyLong_FromLong(0));
  }
}

/// Sets dict[key]; false with an exception set, also when `value` is empty because making it
/// failed.
bool set(const Ref& dict, const char* key, const Ref& value) {
  return value && PyDict_SetItemString(dict.get(), key, value.get()) == 0;
}

Ref example_message(const ErrorDetails& details, InputType input_type) {
  Text text;
  return details.render(input_type, text) ? py::str(text) : Ref();
}

Ref describe(ErrorType type) {
  const ErrorInfo& info = info_of(type);
  ErrorDetails example{type, {}, {}};
  for (int i = 0; i < info.field_count(); ++i) {
    example.fields[i] = example_field(info.fields[i].kind);
    if (!example.fields[i]) return {};
  }
  Ref dict = steal(PyDict_New());
  if (!dict || !set(dict, "type", py::str(info.type)) ||
      !set(dict, "message_template_python", py::str(info.python_message)) ||
      !set(dict, "example_message_python", example_message(example, InputType::python))) {
    return {};
  }
  if (info.json_message != nullptr &&
      (!set(dict, "message_template_json", py::str(info.json_message)) ||
       !set(dict, "example_message_json", example_message(example, InputType::json)))) {
    return {};
  }
  Ref context;
  if (!example.context_dict(context)) return {};
  if (!set(dict, "example_context", context ? context.clone() : borrow(Py_None))) return {};
  return dict;
}

}  // namespace

PyObject* list_all_errors(PyObject*, PyObject*) {
  Ref list = steal(PyList_New(0));
  for (size_t i = 0; list && i < kErrorTypeCount; ++i) {
    const auto type = static_cast<ErrorType>(i);
    if (!is_named(type)) continue;
    const Ref entry = describe(type);
    if (!entry || PyList_Append(list.get(), entry.get()) < 0) list.reset();
  }
  return list.release();
}

}  // namespace pydantic_core
