// validate/input/json_number.cc: see json_number.h.
#include "validate/input/json_number.h"

#include "json/number_text.h"
#include "py/json_value.h"
#include "py/str.h"

namespace pydantic_core {

bool json_number_argument(JsonInput input, Ref& out) {
  switch (input.value.kind()) {
    case json::Kind::floating: {
      char text[json::kMaxPlainDoubleText];
      const char* end = json::write_plain_double(text, input.value.as_double());
      out = py::str({text, static_cast<size_t>(end - text)});
      break;
    }
    case json::Kind::int64:
    case json::Kind::uint64:
      out = py::int_of(input.value);
      break;
    case json::Kind::big_int:
      // The same number as from an int, which would have to be converted back.
      out = py::str(input.value.as_big_text());
      break;
    case json::Kind::string:
      out = py::str(input.value);
      break;
    default:
      return true;
  }
  return static_cast<bool>(out);
}

}  // namespace pydantic_core
