// py/missing.h: pydantic_core.MISSING, which stands for "no value" where None is one.
//
// The Python package makes it, after importing this module: it is looked up when it is needed.
#pragma once

#include "oncecell/oncecell.h"
#include "py/ref.h"

namespace pydantic_core {

inline constinit oncecell::ImportCell missing_cell{"pydantic_core", "MISSING"};

/// MISSING, the value of fields that are not there; nullptr while nobody can have it yet.
inline Borrowed missing_sentinel() { return missing_cell.get(); }
/// The same, which is made to be there. nullptr with an exception set.
inline Borrowed import_missing_sentinel() { return missing_cell.get_or_import(); }
/// Looks for MISSING, once it exists. False with MemoryError set.
[[nodiscard, gnu::noinline]] inline bool find_missing_sentinel() {
  return missing_cell.get_if_loaded() != nullptr || forgive();
}

}  // namespace pydantic_core
