// py/names.cc: see names.h.
#include "py/names.h"

namespace pydantic_core {

constinit Names names;

bool init_names() {
#define NAME_AS(identifier, text)                        \
  if (names.identifier == nullptr) {                     \
    names.identifier = PyUnicode_InternFromString(text); \
    if (names.identifier == nullptr) return false;       \
  }
#define NAME(identifier) NAME_AS(identifier, #identifier)
#include "py/names.def"
#undef NAME
#undef NAME_AS
  return true;
}

}  // namespace pydantic_core
