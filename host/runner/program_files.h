// host/runner/program_files.h: where the programs lie that this runner has: one for each release of
// pydantic that there is an edition of.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace runner {

/// Whether there is a program for `--pydantic` with that value; its files need not be there.
bool has_program(std::string_view pydantic);

/// The values of `--pydantic`, for a sentence.
std::string known_programs();

/// What is inside each program, a line each.
std::string describe_programs();

/// The paths of a program's files.
struct ProgramFiles {
  std::string wasm;
  std::string compiled;  // the module that came with the runner; empty if none did
};

/// Those of the program with that release of pydantic inside, or of the usual one for "".
ProgramFiles program_files(std::string_view pydantic, bool snapshot);

/// The paths of all files of all programs, whether they are there or not.
std::vector<std::string> all_program_files();

}  // namespace runner
