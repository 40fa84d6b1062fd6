// py/python.h: the only way to Python.h, so that its macros are set alike everywhere.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>
// Python.h comes first, whatever the alphabet says.
#include <structmember.h>

// Needs what Python.h declares.
#include "py/compat.h"
