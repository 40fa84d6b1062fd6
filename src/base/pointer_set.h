// base/pointer_set.h: a growing set of addresses without removal. Addresses are numbered in the
// order in which they were added. One thread uses a set at a time.
#pragma once

#include <cstdint>

#include "base/vec.h"

namespace pydantic_core {

class PointerSet {
 public:
  enum class Added : uint8_t { fresh, known, no_memory };

  /// Adds `pointer`, and sets `number` to its number, counted from 0. On no_memory the set is
  /// unchanged.
  Added add(const void* pointer, uint32_t& number) {
    // At most half of the places are in use.
    if (places_.size() <= 2 * count_ && !grow()) return Added::no_memory;
    Place& place = place_of(pointer);
    const bool known = place.pointer == pointer;
    if (!known) place = {pointer, count_++};
    number = place.number;
    return known ? Added::known : Added::fresh;
  }
  Added add(const void* pointer) {
    uint32_t number;
    return add(pointer, number);
  }

 private:
  struct Place {
    const void* pointer = nullptr;  // nullptr: empty
    uint32_t number = 0;
  };

  /// The place of `pointer`, or the empty place where it belongs.
  Place& place_of(const void* pointer) {
    const uint32_t mask = places_.size() - 1;
    auto bits = static_cast<uint64_t>(reinterpret_cast<uintptr_t>(pointer));
    auto at = static_cast<uint32_t>((bits * 0x9E3779B97F4A7C15) >> 32);
    while (places_[at & mask].pointer != nullptr && places_[at & mask].pointer != pointer) ++at;
    return places_[at & mask];
  }
  bool grow() {
    PointerSet larger;
    if (!larger.places_.resize(places_.empty() ? 16 : 2 * places_.size())) return false;
    for (const Place& place : places_) {
      if (place.pointer != nullptr) larger.place_of(place.pointer) = place;
    }
    places_ = std::move(larger.places_);
    return true;
  }

  Vec<Place> places_;  // a power of two, or none yet
  uint32_t count_ = 0;
};

}  // namespace pydantic_core
