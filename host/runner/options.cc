// host/runner/options.cc: the runner's own options come first, then those of `python`, which are
// only read as far as it takes to find the script: its folder is what the guest sees.

#include "options.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/utf8.h"
#include "paths.h"

namespace runner {

namespace {

using Arguments = std::vector<std::string>;

/// A number above zero; 0 for anything else.
double number(const std::string& text) {
  char* end;
  const double value = std::strtod(text.c_str(), &end);
  return !text.empty() && *end == '\0' && value > 0 && value < 1e9 ? value : 0;
}

/// HOST[::GUEST][:rw], for the option of that name; false where HOST is no folder.
bool folder(const std::string& name, std::string value, Folder& out, std::string& problem) {
  out.writable = value.ends_with(":rw");
  if (out.writable) value.resize(value.size() - 3);
  const size_t colons = value.find("::");
  const std::string host = value.substr(0, colons);
  if (!is_folder(host)) {
    problem = name + ": there is no folder \"" + host + "\"";
    return false;
  }
  out.host = absolute_path(host);
  out.guest = colons == value.npos ? guest_path(host) : normal_path("/" + value.substr(colons + 2));
  return true;
}

/// Where the script stands among python's own arguments; their number for code, stdin or a module,
/// whose name is then in `module`.
size_t script_index(const Arguments& arguments, std::string_view& module) {
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
      const std::string_view value = joined         ? argument.substr(special + 1)
                                     : i + 1 < none ? std::string_view(arguments[i + 1])
                                                    : "";
      if (argument[special] == 'm') module = value;
      if (argument[special] == 'c' || argument[special] == 'm') return none;
      if (!joined) ++i;  // the value is the next argument
    }
  }
  return none;
}

/// Lets the guest see that folder, unless it is given another one at the same place.
void add_folder(Folder own, std::vector<Folder>& folders) {
  const auto same = [&](const Folder& given) { return given.guest == own.guest; };
  if (std::none_of(folders.begin(), folders.end(), same)) folders.push_back(std::move(own));
}

/// Lets the guest see the folder that the script lies in, and names the script as the guest does.
void add_script(std::string& script, std::vector<Folder>& folders) {
  if (is_link(script)) script = real_path(script);
  std::string inside(is_folder(script) ? std::string_view(script) : folder_of(script));
  if (inside.empty()) inside = ".";
  if (!script.starts_with('/') && leads_outside(script)) script = guest_path(script);
  if (is_folder(inside)) add_folder({absolute_path(inside), guest_path(inside), false}, folders);
}

/// Lets the guest see the current folder, where `python -m` looks first, if the module is in it.
void add_module(std::string_view module, std::vector<Folder>& folders) {
  const std::string top(module.substr(0, module.find('.')));
  if (top.empty() || top.find('/') != top.npos) return;
  if (is_folder(top) || is_file(top + ".py")) add_folder({absolute_path("."), "/", false}, folders);
}

bool takes_value(std::string_view name) {
  return name == "--dir" || name == "--env" || name == "--timeout" || name == "--memory" ||
         name == "--packages" || name == "--repeat";
}

/// Follows one option of the runner's own; false with a sentence where that cannot be.
bool follow(const std::string& name, const std::string& value, Job& job, std::string& problem) {
  if (name == "--dir") return folder(name, value, job.folders.emplace_back(), problem);
  if (name == "--packages")  // where host/importer.py puts it on the path
    return folder(name, value + "::/python.wasm/packages", job.folders.emplace_back(), problem);
  if (name == "--env") {
    const size_t equals = value.find('=');
    if (equals == value.npos || equals == 0) {
      problem = "--env needs NAME=VALUE, not \"" + value + "\"";
      return false;
    }
    job.environment.emplace_back(value.substr(0, equals), value.substr(equals + 1));
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
  std::string_view module;
  const size_t script = script_index(job.arguments, module);
  if (script < job.arguments.size()) add_script(job.arguments[script], job.folders);
  add_module(module, job.folders);
  return Asked::run;
}

}  // namespace runner
