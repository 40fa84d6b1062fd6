// host/snapshot/immortal.h: objects that are never freed, and whose references are not counted.
#pragma once

#include <Python.h>

namespace host {

/// Makes the objects in that list and all that can be reached from them immortal. False with an
/// exception set.
[[nodiscard]] bool make_immortal(PyObject* known);

}  // namespace host
