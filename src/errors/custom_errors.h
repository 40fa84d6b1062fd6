// errors/custom_errors.h: the exceptions that users raise to speak to validation, and what becomes
// of exceptions that users' functions raise.
#pragma once

#include "errors/line_errors.h"

namespace pydantic_core {

/// The classes that Python sees; set by init_custom_errors.
extern constinit PyTypeObject* custom_error_type;  ///< PydanticCustomError
extern constinit PyTypeObject* known_error_type;   ///< PydanticKnownError
extern constinit PyTypeObject* omit_type;          ///< PydanticOmit
extern constinit PyTypeObject* use_default_type;   ///< PydanticUseDefault

/// Adds the four classes and list_all_errors() to the module. False with an exception set.
[[nodiscard]] bool init_custom_errors(PyObject* module);

/// A PydanticCustomError of these details, which are a custom error's. Empty with an exception set.
Ref make_custom_error(const ErrorDetails& details);
/// What a PydanticCustomError holds; nullptr (and no exception) for any other object.
const ErrorDetails* custom_error_details(Borrowed object);

/// What the pending exception, raised by a user's function about `input`, means: a line error below
/// `path` (Outcome::invalid, for ValueError, AssertionError and ours), a signal (omit,
/// use_default), or still an exception (raised). No exception is left set unless the answer is
/// raised.
Outcome convert_exception(LineErrors& errors, ErrorInput input, const Path* path);

}  // namespace pydantic_core
