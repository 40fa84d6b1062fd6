// py/long_int.cc: see long_int.h.
#include "py/long_int.h"

#include <bit>
#include <cstring>

#include "base/vec.h"
#include "json/long_number.h"
#include "py/no_memory.h"

namespace pydantic_core::py {
namespace {

constexpr size_t kLimbBits = 64;

/// Limbs of a number, on the stack as long as it is one of 4,300 digits or fewer.
class Limbs {
 public:
  /// nullptr with MemoryError set.
  uint64_t* of_size(size_t count) {
    if (count <= sizeof local_ / sizeof *local_) return local_;
    if (longer_.resize(count)) return longer_.data();
    return no_memory();
  }

 private:
  uint64_t local_[json::limbs_for_digits(4300)];
  Vec<uint64_t> longer_;
};

/// The int of limbs, of which the last is not 0.
Ref int_from_limbs(const uint64_t* limbs, size_t count, bool negative) {
  const size_t bits = count * kLimbBits - static_cast<size_t>(std::countl_zero(limbs[count - 1]));
  const size_t digits = (bits + PyLong_SHIFT - 1) / PyLong_SHIFT;
  digit* at;
  Ref number = steal(new_int(digits, negative, at));
  if (!number) return {};
  for (size_t i = 0; i < digits; ++i) {
    const size_t bit = i * PyLong_SHIFT, limb = bit / kLimbBits, shift = bit % kLimbBits;
    uint64_t window = limbs[limb] >> shift;
    if (shift > kLimbBits - PyLong_SHIFT && limb + 1 < count)
      window |= limbs[limb + 1] << (kLimbBits - shift);
    at[i] = static_cast<digit>(window & PyLong_MASK);
  }
  return number;
}

/// Fills `limbs`, which are zero and enough for the digits; returns how many there are without
/// those that are 0 at the end.
size_t limbs_of_digits(const IntDigits& digits, uint64_t* limbs, size_t count) {
  for (size_t i = 0; i < digits.count; ++i) {
    const size_t bit = i * PyLong_SHIFT, limb = bit / kLimbBits, shift = bit % kLimbBits;
    limbs[limb] |= uint64_t{digits.at[i]} << shift;
    if (shift > kLimbBits - PyLong_SHIFT && limb + 1 < count)
      limbs[limb + 1] |= uint64_t{digits.at[i]} >> (kLimbBits - shift);
  }
  while (count != 0 && limbs[count - 1] == 0) --count;
  return count;
}

}  // namespace

Ref int_from_decimal(std::string_view text) {
  const bool negative = text.front() == '-';
  text.remove_prefix(negative);
  Limbs room;
  uint64_t* const limbs = room.of_size(json::limbs_for_digits(text.size()));
  if (limbs == nullptr) return {};
  const size_t count = json::limbs_from_decimal(text, limbs);
  if (count > 1 || (count == 1 && limbs[0] > INT64_MAX))
    return int_from_limbs(limbs, count, negative);
  const auto small = static_cast<int64_t>(count == 0 ? 0 : limbs[0]);
  return steal(PyLong_FromLongLong(negative ? -small : small));
}

bool write_long_int(Borrowed number, json::Buffer& out) {
  const IntDigits digits = digits_of_int(number);
  size_t count = digits.count * PyLong_SHIFT / kLimbBits + 1;
  Limbs room;
  uint64_t* const limbs = room.of_size(count);
  if (limbs == nullptr) return false;
  std::memset(limbs, 0, count * sizeof *limbs);
  count = limbs_of_digits(digits, limbs, count);
  const size_t most = 1 + json::text_for_limbs(count);
  char* begin = out.reserve(most);
  if (begin == nullptr) return true;
  char* const end = begin + most;
  const char* const text = json::limbs_to_decimal(limbs, count, end);
  if (digits.negative) *begin++ = '-';
  std::memmove(begin, text, static_cast<size_t>(end - text));
  out.commit(begin + (end - text));
  return true;
}

}  // namespace pydantic_core::py
