// schema/parts.cc: see parts.h.
#include "schema/parts.h"

#include <utility>

#include "schema/schema_error.h"

namespace pydantic_core {

bool read_sub_type(SchemaDict schema, SubType& out) {
  Ref text;
  if (!schema.get_text(names.sub_type, text)) return false;
  return !text || find_word(text.get(), out) ||
         schema_error("`sub_type` must be one of: 'int', 'str', 'float' or None");
}

bool require_expected(SchemaDict schema, Ref& out) {
  return schema.require_list(names.expected, out) &&
         (PyList_GET_SIZE(out.get()) > 0 || schema_error("`expected` should have length > 0"));
}

bool check_has_frozendict() {
  return py::kHasFrozenDict ||
         schema_error("The `frozendict` builtin type is only available on Python 3.15 and above");
}

Raised refuse_no_choices() { return schema_error("One or more union choices required"); }

Raised refuse_without_extras(Borrowed name) {
  Text message;
  py::append_lossy(message, name);
  return schema_error(message << " can only be used if extra_behavior=allow");
}

Raised refuse_mode(const char* what, Borrowed text, std::span<const Word> words) {
  Text message;
  message << "Invalid " << what << " mode: `";
  py::append_lossy(message, text);
  const char* before = "`, expected `";
  for (const Word& word : words) message << std::exchange(before, "` or `") << word.name;
  return schema_error(message << '`');
}

}  // namespace pydantic_core
