// host/runner/options.h: what the command line asks for, as one `Job`.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace runner {

/// A folder of this machine that the script sees at `guest`.
struct Folder {
  std::string host;
  std::string guest;
  bool writable;
};

/// One run.
struct Job {
  std::vector<std::string> arguments;  // of `python`, without the program's own name
  std::vector<Folder> folders;
  std::vector<std::pair<std::string, std::string>> environment;
  double timeout = 0;   // seconds; 0 for none
  uint64_t memory = 0;  // bytes; 0 for what 32 bits can address
  uint64_t repeat = 0;  // how often it runs in this process; 0 for once, without the figures
  bool snapshot = true;
};

/// What the command line turned out to be.
enum class Asked : uint8_t { run, help, version, wrong };

/// Reads the arguments (without the program's name). For `Asked::wrong`, `problem` is a sentence.
Asked parse(const std::vector<std::string>& arguments, Job& job, std::string& problem);

}  // namespace runner
