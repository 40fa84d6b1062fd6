// py/python.h: the only way to Python.h, so that its macros are set alike everywhere.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#include "py/compat.h"
