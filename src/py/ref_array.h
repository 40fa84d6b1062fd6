// py/ref_array.h: values that wait until the container that they go to can be made complete: few
// lie on the stack, more on the heap.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

#include "py/no_memory.h"
#include "py/ref.h"

namespace pydantic_core::py {

class RefArray {
 public:
  RefArray() = default;
  RefArray(const RefArray&) = delete;
  RefArray& operator=(const RefArray&) = delete;
  ~RefArray() {
    for (uint32_t i = 0; i < size_; ++i) values_[i].~Ref();
    if (values_ != few()) std::free(values_);
  }

  /// `size` empty ones; to be called once. False with MemoryError set.
  [[nodiscard]] bool init(uint32_t size) {
    if (size <= kFew) {  // all of them, whose number is known: no call, no loop
      for (uint32_t i = 0; i < kFew; ++i) new (&values_[i]) Ref();
    } else {
      if (!reserve(size)) return false;
      for (uint32_t i = 0; i < size; ++i) new (&values_[i]) Ref();
    }
    size_ = size;
    return true;
  }
  /// In place of init: room for `size`, which push() fills. False with MemoryError set.
  [[nodiscard]] bool reserve(uint32_t size) {
    if (size <= kFew) return true;
    void* room = std::malloc(size * sizeof(Ref));
    if (room == nullptr) return no_memory();
    values_ = static_cast<Ref*>(room);
    return true;
  }
  void push(Ref value) { new (&values_[size_++]) Ref(std::move(value)); }
  Ref* begin() { return values_; }
  Ref& operator[](uint32_t i) { return values_[i]; }
  const Ref& operator[](uint32_t i) const { return values_[i]; }
  /// All have been taken: there is nothing to release at the end.
  void emptied() { size_ = 0; }

 private:
  static constexpr uint32_t kFew = 16;

  Ref* few() { return reinterpret_cast<Ref*>(few_); }

  Ref* values_ = few();
  uint32_t size_ = 0;
  alignas(Ref) std::byte few_[kFew * sizeof(Ref)];
};

}  // namespace pydantic_core::py
