// Runs the unit tests and prints `N passed, N failed` (tests, not checks). Arguments: nothing for
// all tests, `NAME…` for those whose name contains one of them.
#include <cstring>
#include <vector>

#include "check.h"

namespace check {
namespace {

struct Entry {
  const char* name;
  Function run;
};

// Filled by the initialisers of other files, so made on first use.
std::vector<Entry>& tests() {
  static std::vector<Entry> list;
  return list;
}

const char* running = "";
int failures = 0;  // of the running test

}  // namespace

bool add_test(const char* name, Function run) {
  tests().push_back({name, run});
  return true;
}

void report(bool ok, const char* file, int line, const std::string& what) {
  if (ok) return;
  ++failures;
  std::printf("%s:%d: %s: %s\n", file, line, running, what.c_str());
}

static bool is_chosen(const char* name, int count, char** words) {
  for (int i = 0; i < count; ++i) {
    if (std::strstr(name, words[i])) return true;
  }
  return count == 0;
}

static int run_tests(int count, char** words) {
  int passed = 0;
  int failed = 0;
  for (const Entry& test : tests()) {
    if (!is_chosen(test.name, count, words)) continue;
    running = test.name;
    failures = 0;
    test.run();
    ++(failures == 0 ? passed : failed);
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace check

int main(int argc, char** argv) { return check::run_tests(argc - 1, argv + 1); }
