// host/runner/options.h: the command line, as a `Job`.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace runner {

/// One run.
struct Job {
  std::vector<std::string> arguments;  // of `python`, without its name; the script as it sees it
  std::string script;                  // as it was named; empty for code, a module or stdin
  std::string module;                  // of `-m`
  std::vector<std::string> folders;    // the values of --dir (mounts.h reads them)
  std::string packages;                // a folder that is last on the path of imports
  std::map<std::string, std::string> environment;  // of a name given twice, the last value
  double timeout = 0;                              // seconds; 0 for none
  uint64_t memory = 0;                             // bytes; 0 for what 32 bits can address
  uint64_t repeat = 0;  // how often it runs in this process; 0 for once, without the figures
  bool snapshot = true;
  std::string pydantic;  // the release that is wanted; empty for the usual one
};

/// What the command line asks for.
enum class Asked : uint8_t { run, help, version, wrong };

/// Reads the arguments, without the program's name. Of the file system only the current folder is
/// asked. For `Asked::wrong`, `problem` is a message.
Asked parse(const std::vector<std::string>& arguments, Job& job, std::string& problem);

}  // namespace runner
