// host/runner/packaging.cc: compiled for each of the two builds (CMakeLists.txt), while all else is
// compiled once.

#include "packaging.h"

namespace runner {

const char* const kCommand = RUNNER_COMMAND;
const bool kIsPackage = RUNNER_IS_PACKAGE != 0;

}  // namespace runner
