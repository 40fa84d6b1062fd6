// errors/serialization_errors.h: the two exceptions of serialization.
//
// PydanticSerializationError ends a serialization. PydanticSerializationUnexpectedValue says that a
// value is not what the schema promised: mostly it only becomes a line of the warning that is given
// at the end, and so its parts are kept as they are and put into words when somebody looks.
#pragma once

#include <span>

#include "py/error.h"
#include "py/gc.h"

namespace pydantic_core {

/// The classes that Python sees; set by init_serialization_errors.
extern constinit PyTypeObject* serialization_error_type;
extern constinit PyTypeObject* unexpected_value_type;

/// Adds both classes to the module. False with an exception set.
[[nodiscard]] bool init_serialization_errors(PyObject* module);

/// The parts of a PydanticSerializationUnexpectedValue, each of which may be missing.
struct UnexpectedValue {
  Ref message;     ///< str
  Ref field_name;  ///< str
  Ref field_type;  ///< str, the name of the serializer that expected something else
  Ref input_value;
  Ref causes;  ///< tuple of exceptions, whose texts are the message, a line each

  template <class F>
  void each_ref(F&& f) {
    f(message), f(field_name), f(field_type), f(input_value), f(causes);
  }
  UnexpectedValue clone() const {
    return {message.clone(), field_name.clone(), field_type.clone(), input_value.clone(),
            causes.clone()};
  }
  /// Appends what str() of the exception shows. No exception is left set.
  void append(Text& out) const;
};

/// A fresh UnexpectedValue that is a message alone; its message is empty, with MemoryError set,
/// when memory ran out.
UnexpectedValue unexpected_message(const Text& message);
/// One whose message is what these exceptions say, a line each; raise_unexpected() raises
/// MemoryError instead when memory ran out.
UnexpectedValue unexpected_causes(std::span<const Ref> exceptions);
/// Raises PydanticSerializationUnexpectedValue.
Raised raise_unexpected(UnexpectedValue value);
/// Raises PydanticSerializationError.
Raised raise_serialization_error(const Text& message);

/// The parts of `exception` when it is a PydanticSerializationUnexpectedValue, else nullptr.
const UnexpectedValue* as_unexpected_value(Borrowed exception);
/// The message (str) of `exception` when it is a PydanticSerializationError, else nullptr.
Borrowed serialization_error_message(Borrowed exception);

}  // namespace pydantic_core
