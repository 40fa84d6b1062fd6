// base/pointer_set.h: a set of addresses, which grows, and from which none is taken.
#pragma once

#include <cstdint>

#include "base/vec.h"

namespace pydantic_core {

class PointerSet {
 public:
  enum class Added : uint8_t { fresh, known, no_memory };

  Added add(const void* pointer) {
    // Half of the places stay empty.
    if (places_.size() <= 2 * count_ && !grow()) return Added::no_memory;
    const void*& place = place_of(pointer);
    if (place == pointer) return Added::known;
    place = pointer;
    ++count_;
    return Added::fresh;
  }

 private:
  /// Where it is, or belongs: an empty place.
  const void*& place_of(const void* pointer) {
    const uint32_t mask = places_.size() - 1;
    auto bits = static_cast<uint64_t>(reinterpret_cast<uintptr_t>(pointer));
    auto at = static_cast<uint32_t>((bits * 0x9E3779B97F4A7C15) >> 32);
    while (places_[at & mask] != nullptr && places_[at & mask] != pointer) ++at;
    return places_[at & mask];
  }
  bool grow() {
    PointerSet larger;
    if (!larger.places_.resize(places_.empty() ? 16 : 2 * places_.size())) return false;
    for (const void* pointer : places_) {
      if (pointer != nullptr) larger.place_of(pointer) = pointer;
    }
    places_ = std::move(larger.places_);
    return true;
  }

  Vec<const void*> places_;  // a power of two, or none yet; nullptr: empty
  uint32_t count_ = 0;
};

}  // namespace pydantic_core
