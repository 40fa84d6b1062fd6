// host/runner/guest.cc: what a program finds when it starts.

#include "guest.h"

#include <fcntl.h>
#include <time.h>

#include <algorithm>

namespace runner::wasi {

uint64_t nanoseconds(int clock) {
  timespec now;
  clock_gettime(clock, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

Guest::Guest() : started(nanoseconds(CLOCK_MONOTONIC)) {
  for (const int stream : {0, 1, 2})
    add({.kind = Descriptor::Kind::stream,
         .writable = stream != 0,
         .stream = stream,
         .own = Handle()});
}

bool Guest::add_folder(const std::string& host, std::string guest, bool writable) {
  Handle folder(open(host.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return false;
  add({.kind = Descriptor::Kind::folder,
       .writable = writable,
       .own = std::move(folder),
       .name = std::move(guest)});
  return true;
}

uint32_t Guest::add(Descriptor descriptor) {
  auto place = std::find(descriptors.begin(), descriptors.end(), nullptr);
  if (place == descriptors.end()) place = descriptors.emplace(place);
  *place = std::make_unique<Descriptor>(std::move(descriptor));
  return place - descriptors.begin();
}

}  // namespace runner::wasi
