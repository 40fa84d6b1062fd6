// py/call.h: calling Python callables with positional arguments, and the arguments of our own
// functions.
#pragma once

#include "base/text.h"
#include "py/ref.h"

namespace pydantic_core::py {

/// function(args…); empty with an exception set when it raises.
template <class... Args>
[[nodiscard]] Ref call(Borrowed function, Args... args) {
  // One slot in front of the arguments is the callee's to use (PY_VECTORCALL_ARGUMENTS_OFFSET).
  PyObject* stack[] = {nullptr, static_cast<PyObject*>(args)...};
  return steal(PyObject_Vectorcall(function, stack + 1,
                                   sizeof...(args) | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr));
}

/// object.name(args…); empty with an exception set when it raises.
template <class... Args>
[[nodiscard]] Ref call_method(Borrowed object, Borrowed name, Args... args) {
  PyObject* stack[] = {object, static_cast<PyObject*>(args)...};
  return steal(PyObject_VectorcallMethod(
      name, stack, (1 + sizeof...(args)) | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr));
}

/// A METH_FASTCALL | METH_KEYWORDS or other function for a PyMethodDef.
template <class Function>
PyCFunction as_method(Function* function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

/// The signature of a METH_FASTCALL|METH_KEYWORDS function: names of its parameters, the first
/// `positional` of which may be given by position, the first `required` of which must be given, the
/// first `positional_only` not by name.
struct Signature {
  const char* function;
  int positional;
  int required;
  const char* const* names;
  int count;
  int positional_only = 0;
};

[[nodiscard]] bool parse_any_args(const Signature& signature, PyObject* const* args,
                                  Py_ssize_t nargs, PyObject* kwnames, Borrowed* out);

/// Sorts a call's arguments into `out[signature.count]` (borrowed; nullptr where not given).
/// False with TypeError set for a missing, unknown or doubled argument.
[[nodiscard]] inline bool parse_args(const Signature& signature, PyObject* const* args,
                                     Py_ssize_t nargs, PyObject* kwnames, Borrowed* out) {
  if (kwnames != nullptr || nargs < signature.required || nargs > signature.positional) [[unlikely]]
    return parse_any_args(signature, args, nargs, kwnames, out);
  for (int i = 0; i < signature.positional; ++i) out[i] = i < nargs ? args[i] : nullptr;
  for (int i = signature.positional; i < signature.count; ++i) out[i] = nullptr;
  return true;
}
/// The same for tp_new and tp_call, which get a tuple and a dict (or nullptr).
[[nodiscard]] bool parse_args(const Signature& signature, PyObject* args, PyObject* kwargs,
                              Borrowed* out);

/// Appends what PyO3 says of a failed conversion: "'int' object cannot be converted to 'PyDict'",
/// where `wanted` is "PyDict", or in later editions "'int' object is not an instance of 'dict'".
/// False with an exception set.
[[nodiscard]] bool append_conversion_error(Text& out, Borrowed value, const char* wanted);
/// TypeError with that text for an argument, which it names.
Raised argument_error(const char* name, Borrowed value, const char* wanted);
/// Makes the pending exception say which argument it is about: by "argument 'x': " in front of the
/// text of a TypeError, or in later editions by a note on any exception.
void name_argument(const char* name);

}  // namespace pydantic_core::py
