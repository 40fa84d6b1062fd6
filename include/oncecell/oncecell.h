// Once-initialised cells for CPython extensions: include this one. Header-only, C++20, needs
// Python.h alone.
#pragma once

#include "capsule_cell.h"
#include "cell.h"
#include "import_cell.h"
#include "interned_cell.h"
#include "interpreter.h"
#include "once.h"
#include "version.h"
