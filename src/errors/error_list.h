// errors/error_list.h: list_all_errors().
#pragma once

#include "py/python.h"

namespace pydantic_core {

/// list_all_errors() -> list[dict]: METH_NOARGS.
PyObject* list_all_errors(PyObject* module, PyObject* unused);

}  // namespace pydantic_core
