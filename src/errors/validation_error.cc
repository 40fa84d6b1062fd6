// errors/validation_error.cc: the class ValidationError.
#include "errors/validation_error.h"

#include <algorithm>

#include "base/edition.h"
#include "errors/custom_errors.h"
#include "errors/error_cause.h"
#include "errors/error_texts.h"
#include "py/layout/exception_object.h"
#include "py/names.h"
#include "py/ref_array.h"
#include "py/sync.h"
#include "schema/schema.h"
#include "schema/schema_error.h"

namespace pydantic_core {

constinit PyTypeObject* validation_error_type = nullptr;

namespace {

/// A line error as Python sees it on its way from from_exception_data() to the class's own, or a
/// subclass's, __new__.
constinit PyTypeObject* line_error_type = nullptr;

ValidationErrorData& data_of(Borrowed self) {
  return py::exception_value<ValidationErrorData>(self);
}

const char* input_type_name(InputType type) {
  return type == InputType::python ? "python" : type == InputType::json ? "json" : "string";
}

/// nullptr leaves `out`. False with an exception set.
bool read_input_type(Borrowed text, InputType& out) {
  if (text == nullptr) return true;
  for (const InputType type : {InputType::python, InputType::json, InputType::string}) {
    if (!py::equals(text, input_type_name(type))) continue;
    out = type;
    return true;
  }
  std::string_view utf8;
  if (!py::utf8(text, utf8)) return false;
  Text message;
  message << "Invalid error mode: " << utf8;
  return py::raise(PyExc_ValueError, message);
}

/// Copies the line errors of any sequence of them.
bool read_lines(const char* name, Borrowed given, KeptErrors* out) {
  if (!PyUnicode_Check(given) && !PySequence_Check(given))
    return py::argument_error(name, given, "Sequence");
  if (!check_is_sequence(given)) {
    py::name_argument(name);
    return false;
  }
  const Ref items = steal(PySequence_Tuple(given));
  if (!items) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items.get()); ++i) {
    Borrowed item = PyTuple_GET_ITEM(items.get(), i);
    if (Py_TYPE(item) != line_error_type) return py::argument_error(name, item, "PyLineError");
    if (!out->add(py::value_of<FinishedError>(item))) return false;
  }
  return true;
}

struct Arguments {
  Borrowed title = nullptr;
  py::TextArgument input_type{"python"};
  bool hide_input = false;
};
struct NewArguments : Arguments {
  KeptErrors* line_errors = nullptr;  // where they go
};
struct FromDataArguments : Arguments {
  Borrowed line_errors = nullptr;  // dicts
};

template <class Call, auto kReadLines>
consteval auto declare(const char* name) {
  using P = py::Parameters<Call>;
  return P::function(name, P::template required<&Call::title>("title"),
                     P::template required<&Call::line_errors, kReadLines>("line_errors"),
                     P::template optional<&Call::input_type>("input_type"),
                     P::template optional<&Call::hide_input>("hide_input"));
}
constexpr auto kNew = declare<NewArguments, &read_lines>("ValidationError.__new__");
constexpr auto kFromExceptionData =
    declare<FromDataArguments, &py::read_list>("ValidationError.from_exception_data");

PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  Ref self = steal(py::allocate_exception<ValidationErrorData>(type));
  if (!self) return nullptr;
  ValidationErrorData& data = data_of(self.get());
  NewArguments given;
  given.line_errors = &data.errors;
  if (!py::read_arguments<kNew>(given, args, kwargs) ||
      !read_input_type(given.input_type.object, data.input_type)) {
    return nullptr;
  }
  data.title = borrow(given.title);
  data.hide_input = given.hide_input;
  return self.release();
}

PyObject* from_exception_data(PyObject* cls, PyObject* const* args, Py_ssize_t nargs,
                              PyObject* kwnames) {
  FromDataArguments given;
  if (!py::read_arguments<kFromExceptionData>(given, args, nargs, kwnames)) return nullptr;
  const Ref dicts = steal(PySequence_Tuple(given.line_errors));
  const Py_ssize_t size = dicts ? PyTuple_GET_SIZE(dicts.get()) : 0;
  const Ref lines = dicts ? steal(PyList_New(size)) : Ref();
  if (!lines) return nullptr;
  for (Py_ssize_t i = 0; i < size; ++i) {
    Ref line = steal(py::allocate<FinishedError>(line_error_type));
    if (!line) return nullptr;
    if (!FinishedError::from_user(PyTuple_GET_ITEM(dicts.get(), i),
                                  py::value_of<FinishedError>(line.get()))) {
      return nullptr;
    }
    PyList_SET_ITEM(lines.get(), i, line.release());
  }
  InputType input_type = InputType::python;
  if (!read_input_type(given.input_type.object, input_type)) return nullptr;
  const Ref type_name = py::str(input_type_name(input_type));
  if (!type_name) return nullptr;
  return py::call(cls, given.title, lines.get(), type_name.get(),
                  given.hide_input ? Py_True : Py_False)
      .release();
}

PyObject* get_title(PyObject* self, void*) {
  const Ref& title = data_of(self).title;
  return Py_NewRef(title ? title.get() : Py_None);
}

PyObject* error_count(PyObject* self, PyObject*) {
  return PyLong_FromSize_t(data_of(self).errors.size());
}

Ref list_errors(const ValidationErrorData& data, ErrorView view) {
  py::RefArray dicts;
  if (!dicts.init(data.errors.size())) return {};
  Ref* next = dicts.begin();
  const bool ok = data.errors.each([&](const ErrorLine& line) {
    return static_cast<bool>(*next++ = line.as_dict(data.input_type, view));
  });
  Ref list = ok ? steal(PyList_New(data.errors.size())) : Ref();
  for (uint32_t i = 0; list && i < data.errors.size(); ++i)
    PyList_SET_ITEM(list.get(), i, dicts[i].release());
  return list;
}

using View = py::Parameters<ErrorView>;
constexpr auto kErrors =
    View::function("ValidationError.errors", py::kStar, kErrorViewParameters<ErrorView>);

PyObject* errors(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  ErrorView view;
  if (!py::read_arguments<kErrors>(view, args, nargs, kwnames)) return nullptr;
  return list_errors(data_of(self), view).release();
}

PyObject* repr(PyObject* self) {
  const ValidationErrorData& data = data_of(self);
  bool include_url = true;
  std::string_view url_prefix;
  if (!get_env_include_url(include_url) || (include_url && !get_url_prefix(url_prefix)))
    return nullptr;
  Borrowed title = data.title ? data.title.get() : names.empty;
  if (!py::is_str(title)) return conversion_error(title, "PyString");
  Text text;
  const uint32_t count = data.errors.size();
  text.reserve(256 * size_t{std::min(count + 1, 1000u)});  // most errors take less
  text << count << " validation error" << (count == 1 ? "" : "s") << " for ";
  py::append_lossy(text, title);
  if (count == 0) text << '\n';
  const bool ok = data.errors.each([&](const ErrorLine& line) {
    text << '\n';
    line.append_lines(text, data.input_type, url_prefix, data.hide_input);
    return true;
  });
  return ok ? py::str(text).release() : nullptr;
}

/// Replaces the type name of each custom error by the error itself, since from_exception_data()
/// does not know the names of custom errors. False with an exception set.
bool put_custom_errors(const ValidationErrorData& data, Borrowed lines) {
  for (uint32_t i = 0; i < data.errors.size(); ++i) {
    const ErrorDetails& details = data.errors.line(i).details();
    if (details.type != ErrorType::custom_error) continue;
    const Ref line = py::list_item(lines, i);
    const Ref error = make_custom_error(details);
    if (!line || !error || PyDict_SetItem(line.get(), names.type, error.get()) < 0) return false;
  }
  return true;
}

PyObject* reduce(PyObject* self, PyObject*) {
  const ValidationErrorData& data = data_of(self);
  const Ref function = steal(PyObject_GetAttr(self, names.from_exception_data));
  ErrorView view;
  if (!function || !get_env_include_url(view.url)) return nullptr;
  const Ref lines = list_errors(data, view);
  if (!lines || (kErrorsPickleParts && !put_custom_errors(data, lines.get()))) return nullptr;
  return Py_BuildValue("O(OOsO)", function.get(), data.title ? data.title.get() : Py_None,
                       lines.get(), input_type_name(data.input_type),
                       data.hide_input ? Py_True : Py_False);
}

PyMethodDef kMethods[] = {
    py::class_method<kFromExceptionData>(&from_exception_data),
    py::method_without_arguments<"error_count">(&error_count),
    py::method<kErrors>(&errors),
    validation_error_json(),
    py::method_without_arguments<"__reduce__">(&reduce),
    {},
};

PyGetSetDef kGetters[] = {
    {"title", get_title, nullptr, kAttributeDoc, nullptr},
    {},
};

PyType_Slot kSlots[] = {
    PC_EXCEPTION_SLOTS(ValidationErrorData),
    py::doc_slot<kNew>(),
    {Py_tp_new, reinterpret_cast<void*>(&make_new)},
    {Py_tp_str, reinterpret_cast<void*>(&repr)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kMethods},
    {Py_tp_getset, kGetters},
    {},
};

PyType_Slot kLineErrorSlots[] = {
    PC_OBJECT_SLOTS(FinishedError),
    {},
};

}  // namespace

bool init_validation_error(PyObject* module) {
  validation_error_type = py::add_exception_type<ValidationErrorData>(
      module, "pydantic_core._pydantic_core.ValidationError", Py_TPFLAGS_BASETYPE, kSlots,
      PyExc_ValueError);
  line_error_type =
      py::make_type(nullptr, "builtins.PyLineError", sizeof(py::Object<FinishedError>),
                    Py_TPFLAGS_DISALLOW_INSTANTIATION, kLineErrorSlots);
  return validation_error_type != nullptr && line_error_type != nullptr;
}

void raise_validation_error(LineErrors& errors, Borrowed title, InputType input_type,
                            bool hide_input, bool cause) {
  Ref exception = steal(py::allocate_exception<ValidationErrorData>(validation_error_type));
  if (!exception) return;
  ValidationErrorData& data = data_of(exception.get());
  data.title = borrow(title);
  data.input_type = input_type;
  data.hide_input = hide_input;
  if (!data.errors.take(errors)) return;
  if (cause && !set_user_cause(exception.get(), data.errors)) return;
  py::restore_exception(std::move(exception));
}

bool is_validation_error(Borrowed exception) {
  return PyObject_TypeCheck(exception, validation_error_type);
}

Outcome add_validation_error(LineErrors& errors, Borrowed validation_error, const Path* path) {
  return data_of(validation_error).errors.add_to(errors, path);
}

void raise_omit_error() {
  schema_error("Uncaught Omit error, please check your usage of `default` validators.");
}

void raise_use_default_error() {
  schema_error(
      "Uncaught `PydanticUseDefault` exception: the error was raised in a field validator and no "
      "default value is "
      "available for that field.");
}

}  // namespace pydantic_core
