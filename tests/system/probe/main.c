// tests/system/probe/main.c: `-c PART` runs that part of the probe; the exit status says whether
// all was as it must be.

#include "probe.h"

int failed = 0;

int main(int argc, char** argv) {
  const struct {
    const char* name;
    void (*run)(void);
  } parts[] = {{"hostile", hostile}, {"changes", changes}, {"spellings", spellings},
               {"streams", streams}, {"limits", limits},   {"large", large},
               {"race", race}};
  int ran = 0;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; ++i) {
    if (argc != 3 || strcmp(argv[2], parts[i].name) != 0) continue;
    parts[i].run();
    ++ran;
  }
  if (ran != 1) printf("there is no such part\n");
  return failed != 0 || ran != 1;
}
