// Once-initialised cells for CPython extensions: include this one. Header-only, C++20, needs Python.h alone.
#pragma once

#include "cell.h"
