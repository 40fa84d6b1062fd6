// errors/validation_error.h: ValidationError, what a failed validation raises.
//
// It takes the line errors of a validation over (kept_errors.h); locations and messages are made
// when somebody asks.
#pragma once

#include "errors/kept_errors.h"
#include "py/parameters.h"

namespace pydantic_core {

/// The class that Python sees; set by init_validation_error.
extern constinit PyTypeObject* validation_error_type;

/// Adds ValidationError to the module, and makes PyLineError, which is not an attribute of it: the
/// class of the line errors that from_exception_data() gives to ValidationError.__new__.
/// False with an exception set.
[[nodiscard]] bool init_validation_error(PyObject* module);

/// Raises ValidationError with `errors`, which are taken over (and emptied); their JSON values must
/// still live. With `cause`, the users' exceptions among them become its __cause__, an exception
/// group.
void raise_validation_error(LineErrors& errors, Borrowed title, InputType input_type,
                            bool hide_input, bool cause);
/// Whether `exception` is a ValidationError (or of a subclass).
bool is_validation_error(Borrowed exception);
/// Adds the line errors of a ValidationError to `errors`, their locations below `path`.
/// Outcome::invalid or raised.
Outcome add_validation_error(LineErrors& errors, Borrowed validation_error, const Path* path);

/// SchemaError for a signal that reached the outside, where no container or default consumes it.
void raise_omit_error();
void raise_use_default_error();

/// What a ValidationError carries.
struct ValidationErrorData {
  KeptErrors errors;
  Ref title;
  InputType input_type = InputType::python;
  bool hide_input = false;

  template <class F>
  void each_ref(F&& f) {
    errors.each_ref(f);
    f(title);
  }
};

/// The parameters of errors() and json(), whose Call is an ErrorView.
template <class Call>
inline constexpr auto kErrorViewParameters = py::Parameters<Call>::list(
    py::Parameters<Call>::template optional<&Call::url>("include_url"),
    py::Parameters<Call>::template optional<&Call::context>("include_context"),
    py::Parameters<Call>::template optional<&Call::input>("include_input"));

/// ValidationError.json(). Defined with the JSON writer, in module/validation_error_json.cc.
PyMethodDef validation_error_json();

}  // namespace pydantic_core
