// cmake/re2/no_tables.cc: replaces RE2's unicode_groups.cc and unicode_casefold.cc. RE2 gets all
// classes as explicit ranges from src/regex, whose tables have upstream's properties and version of
// Unicode.
#include "re2/unicode_casefold.h"
#include "re2/unicode_groups.h"

namespace re2 {
const CaseFold unicode_casefold[] = {{}};
const int num_unicode_casefold = 0;
const UGroup unicode_groups[] = {{}};
const int num_unicode_groups = 0;
}  // namespace re2
