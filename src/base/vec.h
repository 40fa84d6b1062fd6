// base/vec.h: a growable array whose growth can fail.
//
// std::vector has no way to report an exhausted heap without exceptions, and this code is built
// without them: here growing returns false and leaves the contents as they were. Elements are moved
// by memcpy when the array grows, so T must not point into itself (Ref, Text, Vec and plain data do
// not). An array that mostly stays short can store its first `kRoom` elements inside itself,
// without an allocation; such an array cannot be moved. One thread uses a Vec at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

namespace pydantic_core {

/// Memory for elements that do not exist yet.
template <class T, uint32_t kRoom>
struct VecRoom {
  alignas(T) unsigned char bytes[kRoom * sizeof(T)];
  T* data() { return reinterpret_cast<T*>(bytes); }
};
template <class T>
struct VecRoom<T, 0> {
  constexpr T* data() { return nullptr; }
};

template <class T, uint32_t kRoom = 0>
class Vec {
 public:
  Vec() = default;
  Vec(const Vec&) = delete;
  Vec& operator=(const Vec&) = delete;
  Vec(Vec&& other) noexcept
    requires(kRoom == 0)
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Vec& operator=(Vec&& other) noexcept
    requires(kRoom == 0)
  {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~Vec() {
    if (data_ == nullptr) return;  // most are empty: no calls for those
    clear();
    if (data_ != room_.data()) std::free(data_);
  }

  uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }
  T& back() { return data_[size_ - 1]; }
  const T& back() const { return data_[size_ - 1]; }

  /// Appends; false when the heap is exhausted (the value is then destroyed with the argument).
  [[nodiscard]] bool push(T value) {
    if (size_ == capacity_ && !grow(size_t{size_} + 1)) [[unlikely]]
      return false;
    new (data_ + size_++) T(std::move(value));
    return true;
  }
  /// Appends copies of `count` plain values.
  [[nodiscard]] bool append(const T* values, size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (count > capacity_ - size_ && !grow(size_ + count)) return false;
    if (count != 0) std::memcpy(static_cast<void*>(data_ + size_), values, count * sizeof(T));
    size_ += static_cast<uint32_t>(count);
    return true;
  }
  /// Appends a value-initialised element, to be filled in place; nullptr when the heap is
  /// exhausted.
  [[nodiscard]] T* add() {
    if (size_ == capacity_ && !grow(size_t{size_} + 1)) [[unlikely]]
      return nullptr;
    return new (data_ + size_++) T();
  }
  [[nodiscard]] bool reserve(size_t n) { return n <= capacity_ || grow(n); }
  /// Makes room for exactly `n`: for arrays that are filled once and kept.
  [[nodiscard]] bool reserve_exactly(size_t n) { return n <= capacity_ || set_capacity(n); }
  /// Sets the size to `n`; new elements are value-initialised.
  [[nodiscard]] bool resize(size_t n) {
    if (!reserve(n)) return false;
    while (size_ < n) new (data_ + size_++) T();
    truncate(n);
    return true;
  }
  void pop() { data_[--size_].~T(); }
  /// Destroys elements from the end until `n` are left; nothing when there are fewer.
  void truncate(size_t n) {
    while (size_ > n) pop();
  }
  void clear() { truncate(0); }
  /// Replaces the elements by those of `other`, which becomes empty. False when the heap is
  /// exhausted: this array is then empty and `other` unchanged.
  template <uint32_t kOtherRoom>
  [[nodiscard]] bool take(Vec<T, kOtherRoom>& other) {
    clear();
    if (other.data_ != other.room_.data()) {
      if (data_ != room_.data()) std::free(data_);
      data_ = std::exchange(other.data_, other.room_.data());
      size_ = std::exchange(other.size_, 0);
      capacity_ = std::exchange(other.capacity_, kOtherRoom);
      return true;
    }
    if (!reserve_exactly(other.size_)) return false;
    if (other.size_ != 0)
      std::memcpy(static_cast<void*>(data_), static_cast<void*>(other.data_),
                  other.size_ * sizeof(T));
    size_ = std::exchange(other.size_, 0);
    return true;
  }
  /// Moves the elements from index `first` on to the uninitialised memory at `out`, byte by byte.
  template <class U>
  void move_out(size_t first, U* out) {
    static_assert(sizeof(U) == sizeof(T));
    if (first >= size_) return;
    std::memcpy(static_cast<void*>(out), static_cast<void*>(data_ + first),
                (size_ - first) * sizeof(T));
    size_ = static_cast<uint32_t>(first);
  }

 private:
  bool grow(size_t least) {
    size_t capacity = capacity_ < 4 ? 4 : size_t{capacity_} * 2;
    if (capacity > UINT32_MAX) capacity = UINT32_MAX;
    return set_capacity(capacity < least ? least : capacity);
  }
  bool set_capacity(size_t capacity) {
    if (capacity > UINT32_MAX || capacity > SIZE_MAX / sizeof(T)) return false;
    const bool in_room = data_ == room_.data();
    void* grown = std::realloc(in_room ? nullptr : static_cast<void*>(data_), capacity * sizeof(T));
    if (grown == nullptr) return false;
    if (kRoom != 0 && in_room && size_ != 0)
      std::memcpy(grown, static_cast<void*>(data_), size_ * sizeof(T));
    data_ = static_cast<T*>(grown);
    capacity_ = static_cast<uint32_t>(capacity);
    return true;
  }

  template <class, uint32_t>
  friend class Vec;

  [[no_unique_address]] VecRoom<T, kRoom> room_;
  T* data_ = room_.data();
  uint32_t size_ = 0;
  uint32_t capacity_ = kRoom;
};

}  // namespace pydantic_core
