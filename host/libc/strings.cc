// host/libc/strings.cc: strchr and strchrnul that stop at what they look for.
//
// Those of zig's libc measure the whole string first. CPython looks for the end of each line that
// it compiles with strchr, so that compiling a text of n lines would read it n times.

extern "C" {

char* strchrnul(const char* text, int wanted) {
  const char byte = static_cast<char>(wanted);
  while (*text != byte && *text != '\0') ++text;
  return const_cast<char*>(text);
}

char* strchr(const char* text, int wanted) {
  char* found = strchrnul(text, wanted);
  return *found == static_cast<char>(wanted) ? found : nullptr;
}

}  // extern "C"
