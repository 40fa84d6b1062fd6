// host/runner/options.h: the command line, as a `Job`.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace runner {

/// One run.
struct Job {
  std::vector<std::string> arguments;  // of `python`, without its name; the script as guests see it
  std::string script;                  // as the user named it; empty for code, a module or stdin
  std::string module;                  // of `-m`
  std::vector<std::string> folders;    // the values of --dir (mounts.h reads them)
  std::string packages;                // a folder that comes last in sys.path
  std::map<std::string, std::string> environment;  // the last value counts
  double timeout = 0;                              // seconds; 0: none
  uint64_t memory = 0;                             // bytes; 0: no limit below 4 GB
  uint64_t repeat = 0;                             // runs in this process; 0: one, without figures
  bool snapshot = true;
};

/// What the command line asks for.
enum class Asked : uint8_t { run, help, version, wrong };

/// Reads the arguments, without the program's name. Of the file system only the current folder is
/// asked. For `Asked::wrong`, `problem` is a message.
Asked parse(const std::vector<std::string>& arguments, Job& job, std::string& problem);

}  // namespace runner
