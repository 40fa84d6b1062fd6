// host/runner/options.cc: the runner's own options come first, then those of `python`, which are
// only read as far as it takes to find the script: its folder is what the guest sees (mounts.cc).

#include "options.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "paths.h"
#include "program_files.h"

namespace runner {

namespace {

using Arguments = std::vector<std::string>;

/// Reads a number above zero; 0 for any other text.
double number(const std::string& text) {
  char* end;
  const double value = std::strtod(text.c_str(), &end);
  return !text.empty() && *end == '\0' && value > 0 && value < 1e9 ? value : 0;
}

/// The index of the script among python's arguments; their number if there is no script but code,
/// stdin or a module, whose name is set in `module`.
size_t script_index(const Arguments& arguments, std::string& module) {
  const size_t none = arguments.size();
  for (size_t i = 0; i < none; ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with('-')) return i;
    if (argument == "-") return none;
    if (argument == "--") return i + 1;
    if (argument == "--check-hash-based-pycs") {
      ++i;
    } else if (!argument.starts_with("--")) {
      const size_t special = argument.find_first_of("cmWX", 1);
      if (special == argument.npos) continue;
      const bool joined = special + 1 < argument.size();
      if (argument[special] == 'm' && joined) module = argument.substr(special + 1);
      if (argument[special] == 'm' && !joined && i + 1 < none) module = arguments[i + 1];
      if (argument[special] == 'c' || argument[special] == 'm') return none;
      if (!joined) ++i;  // the value is the next argument
    }
  }
  return none;
}

bool takes_value(std::string_view name) {
  return name == "--dir" || name == "--env" || name == "--timeout" || name == "--memory" ||
         name == "--packages" || name == "--pydantic" || name == "--repeat";
}

/// Applies one option of the runner. False, with a message, if its value is wrong.
bool follow(const std::string& name, const std::string& value, Job& job, std::string& problem) {
  if (name == "--dir") {
    job.folders.push_back(value);
    return true;
  }
  if (name == "--packages") {
    job.packages = value;
    return true;
  }
  if (name == "--pydantic") {
    job.pydantic = value;
    if (has_program(value)) return true;
    problem = "--pydantic is one of " + known_programs() + ", not \"" + value + "\"";
    return false;
  }
  if (name == "--env") {
    const size_t equals = value.find('=');
    if (equals == value.npos || equals == 0) {
      problem = "--env needs NAME=VALUE, not \"" + value + "\"";
      return false;
    }
    job.environment[value.substr(0, equals)] = value.substr(equals + 1);
    return true;
  }
  const double given = number(value);
  if (given == 0 || (name == "--repeat" && given != static_cast<uint64_t>(given))) {
    problem = name + " needs a number above zero, not \"" + value + "\"";
    return false;
  }
  if (name == "--timeout") job.timeout = given;
  if (name == "--memory") job.memory = std::max<uint64_t>(1, given * (1 << 20));
  if (name == "--repeat") job.repeat = given;
  return true;
}

}  // namespace

Asked parse(const Arguments& arguments, Job& job, std::string& problem) {
  if (!arguments.empty() && arguments[0] == "--help") return Asked::help;
  if (!arguments.empty() && arguments[0] == "--version") return Asked::version;
  for (const std::string& argument : arguments) {
    if (!pydantic_core::utf8::is_valid(argument)) {
      problem = "the arguments must be UTF-8";
      return Asked::wrong;
    }
  }
  size_t at = 0;
  while (at < arguments.size()) {
    if (arguments[at] == "--no-snapshot") {
      job.snapshot = false;
      ++at;
      continue;
    }
    std::string name = arguments[at];
    std::string value;
    const size_t equals = name.find('=');
    const bool joined = equals != name.npos;
    if (joined) {
      value = name.substr(equals + 1);
      name.resize(equals);
    }
    if (!takes_value(name)) break;
    ++at;
    if (!joined) {
      if (at == arguments.size()) {
        problem = name + " needs a value";
        return Asked::wrong;
      }
      value = arguments[at++];
    }
    if (!follow(name, value, job, problem)) return Asked::wrong;
  }
  job.arguments.assign(arguments.begin() + at, arguments.end());
  if (job.arguments.empty()) job.arguments.emplace_back("--checks");
  const size_t script = script_index(job.arguments, job.module);
  if (script < job.arguments.size()) {
    std::string& name = job.arguments[script];
    job.script = name;
    name = goes_up(name) ? guest_path(name) : normal_path(name);  // as the folder of the guest is
  }
  return Asked::run;
}

}  // namespace runner
