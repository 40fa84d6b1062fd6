// cmake/re2/no_tables.cc: stands in for RE2's unicode_groups.cc and unicode_casefold.cc. All
// classes come to RE2 as explicit ranges, from src/regex, whose tables have the properties and the
// version of Unicode that upstream has.
#include "re2/unicode_casefold.h"
#include "re2/unicode_groups.h"

namespace re2 {
const CaseFold unicode_casefold[] = {{}};
const int num_unicode_casefold = 0;
const UGroup unicode_groups[] = {{}};
const int num_unicode_groups = 0;
}  // namespace re2
