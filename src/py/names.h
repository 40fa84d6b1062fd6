// py/names.h: strings that the code looks up in Python objects, interned once a process.
//
// `names.strict` is a borrowed str that lives for ever. The table is filled by init_names() when
// the module is first imported and never changes afterwards, so reading it needs no lock. One
// process has one copy: like upstream, the module refuses a second interpreter.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

struct Names {
#define NAME(identifier) PyObject* identifier = nullptr;
#define NAME_AS(identifier, text) PyObject* identifier = nullptr;
#include "py/names.def"
#undef NAME
#undef NAME_AS
};

extern constinit Names names;

/// Fills `names`; false with MemoryError set. Doing it again changes nothing.
[[nodiscard]] bool init_names();

}  // namespace pydantic_core
