// What the rows count: a function with branches and a loop, one of this file alone, a template, and
// one that is never called.
#include <cstdio>
#include <cstdlib>

namespace {
int odd(int x) {
  if (x > 3 && x % 2 != 0) return x * 3;
  return x;
}
}  // namespace

template <class T>
T thrice(T x) {
  for (int i = 0; i < 3; ++i) x += odd(i);
  return x;
}

int never(int x) { return x != 0 ? 4 : 5; }

int main(int count, char**) {
  int sum = 0;
  for (int i = 0; i < 100 * count; ++i) sum += odd(i) + thrice(i);
  std::printf("%d\n", count > 99 ? never(sum) : sum);
}
