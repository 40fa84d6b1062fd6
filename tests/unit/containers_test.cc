// The containers of src/base: their content, its destruction, and edge cases.
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/bitset.h"
#include "base/pointer_set.h"
#include "base/slot_table.h"
#include "base/text.h"
#include "base/vec.h"
#include "check.h"

using namespace pydantic_core;

namespace {

/// Counts its living instances.
struct Counted {
  int value = -1;
  static inline int alive = 0;

  explicit Counted(int number = -1) : value(number) { ++alive; }
  Counted(Counted&& other) noexcept : value(std::exchange(other.value, -2)) { ++alive; }
  ~Counted() { --alive; }
};

template <class V>
std::vector<int> values(const V& vec) {
  std::vector<int> out;
  out.reserve(vec.size());
  for (uint32_t i = 0; i < vec.size(); ++i) out.push_back(vec[i].value);
  return out;
}

template <uint32_t kRoom>
void fill_and_empty() {
  {
    Vec<Counted, kRoom> vec;
    for (int i = 0; i < 100; ++i) CHECK(vec.push(Counted(i)));
    CHECK_EQ(vec.size(), 100u);
    CHECK_EQ(vec[0].value, 0);
    CHECK_EQ(vec.back().value, 99);
    CHECK_EQ(Counted::alive, 100);
    vec.pop();
    vec.truncate(10);
    vec.truncate(50);  // no effect: there are fewer
    CHECK_EQ(vec.size(), 10u);
    CHECK_EQ(Counted::alive, 10);
    CHECK(vec.resize(12));
    CHECK_EQ(vec.back().value, -1);
    CHECK(vec.resize(3));
    CHECK(values(vec) == std::vector<int>({0, 1, 2}));
    Counted* added = vec.add();
    CHECK(added == &vec.back());
  }
  CHECK_EQ(Counted::alive, 0);
}

TEST(vec_fills_and_empties) {
  fill_and_empty<0>();
  fill_and_empty<3>();    // moves from its inner storage to the heap
  fill_and_empty<200>();  // stays in its inner storage
}

TEST(vec_moves) {
  {
    Vec<Counted> from;
    for (int i = 0; i < 5; ++i) CHECK(from.push(Counted(i)));
    Vec<Counted> to = std::move(from);
    CHECK_EQ(from.size(), 0u);
    CHECK_EQ(to.size(), 5u);
    CHECK(from.push(Counted(7)));
    to = std::move(from);
    CHECK(values(to) == std::vector<int>({7}));
  }
  CHECK_EQ(Counted::alive, 0);
}

TEST(vec_takes_what_another_has) {
  for (const int count : {0, 2, 4, 5, 40}) {  // within the inner storage of four, and beyond it
    {
      Vec<Counted, 4> from;
      for (int i = 0; i < count; ++i) CHECK(from.push(Counted(i)));
      Vec<Counted> to;
      CHECK(to.push(Counted(99)));
      CHECK(to.take(from));
      CHECK_ROW(count, to.size(), static_cast<uint32_t>(count));
      CHECK_ROW(count, from.size(), 0u);
      CHECK_ROW(count, Counted::alive, count);
      CHECK(from.push(Counted(1)));  // can be used again
    }
    CHECK_ROW(count, Counted::alive, 0);
  }
}

TEST(vec_moves_its_end_out) {
  {
    Vec<Counted> vec;
    for (int i = 0; i < 6; ++i) CHECK(vec.push(Counted(i)));
    alignas(Counted) unsigned char room[2 * sizeof(Counted)];
    auto* out = reinterpret_cast<Counted*>(room);
    vec.move_out(9, out);  // no effect: there are fewer
    CHECK_EQ(vec.size(), 6u);
    vec.move_out(4, out);
    CHECK_EQ(vec.size(), 4u);
    CHECK_EQ(out[0].value, 4);
    CHECK_EQ(out[1].value, 5);
    CHECK_EQ(Counted::alive, 6);
    out[0].~Counted();
    out[1].~Counted();
  }
  CHECK_EQ(Counted::alive, 0);
}

TEST(vec_refuses_what_cannot_be) {
  Vec<uint64_t> vec;
  CHECK(vec.push(1));
  CHECK(!vec.reserve(size_t{UINT32_MAX} + 1));
  CHECK(!vec.reserve(SIZE_MAX / 8));
  CHECK_EQ(vec.size(), 1u);
  CHECK_EQ(vec[0], 1u);
  CHECK(vec.append(nullptr, 0));
}

TEST(text_puts_pieces_together) {
  Text text;
  CHECK(text.empty());
  text << "a" << 'b' << std::string_view("c\0d", 3) << -5 << UINT64_MAX << "";
  CHECK_EQ(text.view(), std::string_view("abc\0d-518446744073709551615", 27));
  text.clear();
  text.append_replaced("aXbXX", "X", "yy")
      .append_replaced("", "X", "z")
      .append_replaced("n", "X", "z");
  CHECK_EQ(text.view(), "ayybyyyyn");
  CHECK(text.ok());
}

TEST(text_remembers_failure) {
  Text failed;
  failed << "a";
  failed.fail();
  failed << "b";
  CHECK(!failed.ok());
  Text whole;
  whole << "c" << failed << "d";
  CHECK(!whole.ok());
  Text huge;
  huge.reserve(SIZE_MAX);
  CHECK(!huge.ok());
}

TEST(arena_hands_out_memory_of_its_own) {
  Arena arena;
  std::set<char*> starts;
  size_t bytes = 0;
  for (const size_t size :
       {size_t{1}, size_t{7}, size_t{8}, size_t{121}, size_t{20'000}, size_t{3}}) {
    for (int i = 0; i < 50; ++i) {
      auto* memory = static_cast<char*>(arena.allocate(size));
      CHECK(memory != nullptr);
      CHECK_ROW(size, reinterpret_cast<uintptr_t>(memory) % 8, 0u);
      for (size_t at = 0; at < size; ++at) memory[at] = '\x5a';
      if (size != 0) CHECK(starts.insert(memory).second);
      bytes += (size + 7) / 8 * 8;
    }
  }
  CHECK_EQ(arena.bytes(), bytes);
}

TEST(arena_is_used_again) {
  Arena arena;
  arena.clear();  // no effect: empty
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 100; ++i) CHECK(arena.allocate(100) != nullptr);
    arena.clear();
    CHECK_EQ(arena.bytes(), 0u);
  }
  void* first = arena.allocate(16);
  arena.clear();
  CHECK(arena.allocate(16) == first);
}

TEST(bitset_keeps_numbers) {
  for (const uint32_t count : {1u, 64u, 65u, 1000u}) {
    BitSet set;
    CHECK(set.init(count));
    for (uint32_t i = 0; i < count; i += 3) CHECK(set.add(i));
    for (uint32_t i = 0; i < count; ++i) CHECK_ROW(i, set.has(i), i % 3 == 0);
    CHECK(!set.add(0));
  }
}

TEST(pointer_set_keeps_addresses) {
  using Added = PointerSet::Added;
  PointerSet set;
  std::vector<uint64_t> values(1000);
  for (int round = 0; round < 2; ++round) {
    const Added expected = round == 0 ? Added::fresh : Added::known;
    for (uint64_t& value : values) CHECK(set.add(&value) == expected);
  }
  CHECK(set.add(&set) == Added::fresh);
}

TEST(slot_table_numbers_texts) {
  for (const size_t room : {size_t{0}, size_t{1}, size_t{500}}) {
    SlotTable<std::string_view> table;
    CHECK_EQ(table.find("a"), table.kMissing);
    if (room != 0) CHECK(table.reserve(room));
    CHECK_EQ(table.find(""), table.kMissing);
    std::vector<std::string> texts;
    texts.reserve(1001);
    for (size_t i = 0; i < 1000; ++i) texts.push_back(std::string(i % 37, 'x') + std::to_string(i));
    texts.emplace_back();
    uint32_t slot;
    for (uint32_t i = 0; i < texts.size(); ++i) {
      CHECK(table.add(texts[i], slot));
      CHECK_ROW(i, slot, i);
    }
    for (uint32_t i = 0; i < texts.size(); ++i) {
      const std::string equal(texts[i].data(), texts[i].size());  // at another address
      CHECK(table.add(equal, slot));
      CHECK_ROW(i, slot, i);
      CHECK_ROW(i, table.find(equal), i);
      CHECK_ROW(i, table[i] == texts[i], true);
      CHECK_ROW(i, table.find(equal + "y"), table.kMissing);
    }
    CHECK_EQ(table.size(), texts.size());
  }
}

TEST(slot_table_numbers_integers) {
  SlotTable<int64_t> table;
  CHECK_EQ(table.find(0), table.kMissing);
  uint32_t slot;
  const auto number = [](uint32_t i) { return static_cast<int64_t>(uint64_t{i} << (i % 60)) * -7; };
  std::vector<int64_t> added;
  for (uint32_t i = 0; i < 1000; ++i) {
    if (table.find(number(i)) != table.kMissing) continue;
    CHECK(table.add(number(i), slot));
    CHECK_ROW(i, slot, added.size());
    added.push_back(number(i));
  }
  for (uint32_t i = 0; i < added.size(); ++i) CHECK_ROW(i, table.find(added[i]), i);
  CHECK(table.add(INT64_MIN, slot));
  CHECK_EQ(table.find(INT64_MIN), slot);
  CHECK_EQ(table.find(INT64_MAX), table.kMissing);
}

}  // namespace
