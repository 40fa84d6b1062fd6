// host/cpython/hashing/scrypt.cc: PBKDF2, then a mixing of blocks of 2 * r * 64 bytes, which are
// read again in an order that depends on their content, then PBKDF2 again. Words are little-endian,
// as those of wasm are.

#include "cpython/hashing/scrypt.h"

#include <bit>
#include <cstring>

namespace host::hashing {
namespace {

constexpr size_t kCell = 16;  // words that Salsa20 mixes

void salsa20_8(uint32_t* cell) {
  uint32_t x[kCell];
  std::memcpy(x, cell, sizeof x);
  const auto quarter = [&x](int a, int b, int c, int d) {
    x[b] ^= std::rotl(x[a] + x[d], 7);
    x[c] ^= std::rotl(x[b] + x[a], 9);
    x[d] ^= std::rotl(x[c] + x[b], 13);
    x[a] ^= std::rotl(x[d] + x[c], 18);
  };
  for (int round = 0; round < 8; round += 2) {
    quarter(0, 4, 8, 12);
    quarter(5, 9, 13, 1);
    quarter(10, 14, 2, 6);
    quarter(15, 3, 7, 11);
    quarter(0, 1, 2, 3);
    quarter(5, 6, 7, 4);
    quarter(10, 11, 8, 9);
    quarter(15, 12, 13, 14);
  }
  for (size_t i = 0; i < kCell; ++i) cell[i] += x[i];
}

/// Mixes the cells of a block one after the other. Cells with even indices come first in `out`.
void mix_block(const uint32_t* in, uint32_t* out, size_t r) {
  uint32_t cell[kCell];
  const size_t count = 2 * r;
  std::memcpy(cell, in + (count - 1) * kCell, sizeof cell);
  for (size_t i = 0; i < count; ++i) {
    for (size_t j = 0; j < kCell; ++j) cell[j] ^= in[i * kCell + j];
    salsa20_8(cell);
    std::memcpy(out + (i / 2 + (i % 2) * r) * kCell, cell, sizeof cell);
  }
}

/// `table` has room for n blocks, `other` for one.
void mix(uint32_t* block, const Costs& costs, uint32_t* table, uint32_t* other) {
  const auto r = static_cast<size_t>(costs.r);
  const size_t words = 2 * r * kCell;
  for (uint64_t i = 0; i < costs.n; i += 2) {  // n is even
    std::memcpy(table + i * words, block, words * 4);
    mix_block(block, other, r);
    std::memcpy(table + (i + 1) * words, other, words * 4);
    mix_block(other, block, r);
  }
  for (uint64_t i = 0; i < costs.n; ++i) {
    const uint32_t* key = block + words - kCell;
    const uint64_t chosen = (key[0] | uint64_t{key[1]} << 32) & (costs.n - 1);
    const uint32_t* from = table + chosen * words;
    for (size_t j = 0; j < words; ++j) block[j] ^= from[j];
    mix_block(block, other, r);
    std::memcpy(block, other, words * 4);
  }
}

}  // namespace

uint64_t scrypt_memory(const Costs& costs, uint64_t most) {
  constexpr uint64_t most_parallel = (1 << 30) - 1;  // p * r, of the RFC
  const auto [n, r, p] = costs;
  if (r == 0 || p == 0 || n < 2 || (n & (n - 1)) != 0) return 0;
  if (p > most_parallel / r) return 0;
  if (r < 4 && n >= uint64_t{1} << (16 * r)) return 0;
  if (r > most / 128 || n + 2 > most / (128 * r)) return 0;
  const uint64_t blocks = p * 128 * r;
  const uint64_t table = 128 * r * (n + 2);
  return blocks > most - table ? 0 : blocks + table;
}

void scrypt(Span password, Span salt, const Costs& costs, uint32_t* memory, uint8_t* out,
            size_t size) {
  const auto words = static_cast<size_t>(32 * costs.r);
  uint32_t* blocks = memory;
  uint32_t* other = blocks + costs.p * words;
  uint32_t* table = other + 2 * words;
  auto* bytes = reinterpret_cast<uint8_t*>(blocks);
  const auto bytes_size = static_cast<size_t>(costs.p * words * 4);
  pbkdf2<Sha256>(password, salt, 1, bytes, bytes_size);
  for (uint64_t i = 0; i < costs.p; ++i) mix(blocks + i * words, costs, table, other);
  pbkdf2<Sha256>(password, {bytes, bytes_size}, 1, out, size);
}

}  // namespace host::hashing
