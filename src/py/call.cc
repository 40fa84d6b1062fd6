// py/call.cc: see call.h. The messages are those that PyO3 gives, which upstream's users see.
#include "py/call.h"

#include <cstring>

#include "base/edition.h"
#include "py/error.h"
#include "py/names.h"

namespace pydantic_core::py {
namespace {

/// Some of a signature's parameters.
struct ParameterSet {
  int indices[16];
  int count = 0;

  void add(int index) {
    if (count < 16) indices[count++] = index;
  }
};

/// Lists names as PyO3 does: 'a', 'a' and 'b', 'a', 'b', and 'c'.
void append_names(Text& out, const Signature& signature, const ParameterSet& which) {
  for (int i = 0; i < which.count; ++i) {
    if (i > 0) out << (which.count > 2 ? ", " : " ");
    if (i > 0 && i == which.count - 1) out << "and ";
    out << '\'' << signature.names[which.indices[i]] << '\'';
  }
}

bool too_many(const Signature& signature, Py_ssize_t given) {
  Text text;
  text << signature.function << "() takes ";
  if (signature.required != signature.positional && signature.required < signature.positional) {
    text << "from " << signature.required << " to ";
  }
  text << signature.positional << " positional arguments but " << given
       << (given == 1 ? " was given" : " were given");
  return raise(PyExc_TypeError, text);
}

/// Whether the keyword `name` is that parameter's. Most comparisons end at the first character.
bool is_called(Borrowed name, const char* parameter) {
  if (!PyUnicode_IS_COMPACT_ASCII(name)) [[unlikely]]
    return false;  // all parameters are ASCII
  const char* text = static_cast<const char*>(PyUnicode_DATA(name));
  return *text == *parameter && std::strcmp(text, parameter) == 0 &&
         std::strlen(parameter) == static_cast<size_t>(PyUnicode_GET_LENGTH(name));
}

/// Parameters that cannot be given by name are added to `misplaced`.
bool store_keyword(const Signature& signature, Borrowed name, Borrowed value, Borrowed* out,
                   ParameterSet& misplaced) {
  for (int i = 0; i < signature.count; ++i) {
    if (!is_called(name, signature.names[i])) continue;
    if (i < signature.positional_only) {
      misplaced.add(i);
      return true;
    }
    if (out[i] != nullptr) {
      return raise(PyExc_TypeError, Text() << signature.function
                                           << "() got multiple values for argument '"
                                           << signature.names[i] << '\'');
    }
    out[i] = value;
    return true;
  }
  Text text;
  text << signature.function << "() got an unexpected keyword argument '";
  append_lossy(text, name);
  return raise(PyExc_TypeError, text << '\'');
}

/// What can be said only after all arguments have been seen.
bool check_complete(const Signature& signature, const Borrowed* out,
                    const ParameterSet& misplaced) {
  ParameterSet missing;
  for (int i = 0; i < signature.required; ++i) {
    // Those that can be given by position are asked for first.
    if (i == signature.positional && missing.count > 0) break;
    if (out[i] == nullptr) missing.add(i);
  }
  if (misplaced.count == 0 && missing.count == 0) [[likely]]
    return true;
  Text text;
  text << signature.function;
  if (misplaced.count > 0) {
    text << "() got some positional-only arguments passed as keyword arguments: ";
    append_names(text, signature, misplaced);
  } else {
    const bool by_position = missing.indices[0] < signature.positional;
    text << "() missing " << missing.count
         << (by_position ? " required positional argument" : " required keyword argument")
         << (missing.count == 1 ? "" : "s") << ": ";
    append_names(text, signature, missing);
  }
  return raise(PyExc_TypeError, text);
}

}  // namespace

bool parse_any_args(const Signature& signature, PyObject* const* args, Py_ssize_t nargs,
                    PyObject* kwnames, Borrowed* out) {
  if (nargs > signature.positional) return too_many(signature, nargs);
  for (int i = 0; i < signature.count; ++i) out[i] = i < nargs ? args[i] : nullptr;
  ParameterSet misplaced;
  if (kwnames != nullptr) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(kwnames); ++i) {
      if (!store_keyword(signature, PyTuple_GET_ITEM(kwnames, i), args[nargs + i], out, misplaced))
        return false;
    }
  }
  return check_complete(signature, out, misplaced);
}

bool parse_args(const Signature& signature, PyObject* args, PyObject* kwargs, Borrowed* out) {
  const Py_ssize_t nargs = PyTuple_GET_SIZE(args);
  if (nargs > signature.positional) return too_many(signature, nargs);
  for (int i = 0; i < signature.count; ++i)
    out[i] = i < nargs ? PyTuple_GET_ITEM(args, i) : nullptr;
  ParameterSet misplaced;
  if (kwargs != nullptr) {
    Py_ssize_t at = 0;
    for (PyObject *name, *value; PyDict_Next(kwargs, &at, &name, &value);) {
      if (!store_keyword(signature, name, value, out, misplaced)) return false;
    }
  }
  return check_complete(signature, out, misplaced);
}

namespace {

/// Python's name of a class that PyO3 calls `wanted`.
std::string_view python_name(std::string_view wanted) {
  struct Row {
    std::string_view pyo3, python;
  };
  static constexpr Row kRows[] = {
      {"PyBool", "bool"},  {"PyDateTime", "datetime"}, {"PyDict", "dict"},
      {"PyInt", "int"},    {"PyList", "list"},         {"PySet", "set"},
      {"PyString", "str"}, {"PyTuple", "tuple"},       {"PyType", "type"},
  };
  for (const Row& row : kRows) {
    if (row.pyo3 == wanted) return row.python;
  }
  return wanted;
}

/// Adds the note to the pending exception. One that takes no notes stays as it is.
void add_note(const Text& note) {
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return;
  Ref exception = take_exception();
  const Ref text = str(note);
  const Ref added =
      text ? steal(PyObject_CallMethodOneArg(exception.get(), names.add_note, text.get())) : Ref();
  if (!added && !forgive()) return;
  restore_exception(std::move(exception));
}

}  // namespace

bool append_conversion_error(Text& out, Borrowed value, const char* wanted) {
  if (kErrorsNamePythonClasses && value == Py_None) {
    out << "'None' is not an instance of '" << python_name(wanted) << '\'';
    return true;
  }
  const Ref type_name = steal(PyObject_GetAttr(as_object(Py_TYPE(value)), names.dunder_qualname));
  if (!type_name) return false;
  out << '\'';
  if (is_str(type_name.get())) append_lossy(out, type_name.get());
  if (kErrorsNamePythonClasses) {
    out << "' object is not an instance of '" << python_name(wanted) << '\'';
  } else {
    out << "' object cannot be converted to '" << wanted << '\'';
  }
  return true;
}

Raised argument_error(const char* name, Borrowed value, const char* wanted) {
  Text text;
  if (!append_conversion_error(text, value, wanted)) return {};
  raise(PyExc_TypeError, text);
  name_argument(name);
  return {};
}

void name_argument(const char* name) {
  if (kNotesNameArguments) return add_note(Text() << "while processing '" << name << '\'');
  if (!PyErr_ExceptionMatches(PyExc_TypeError)) return;
  const Ref exception = take_exception();
  Text text;
  text << "argument '" << name << "': ";
  append_display(text, exception.get());
  raise(PyExc_TypeError, text);
}

}  // namespace pydantic_core::py
