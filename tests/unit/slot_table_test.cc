// The table that names of fields, literals and tags are looked up in: what it finds, and that keys
// which are alike do not come together.
#include "base/slot_table.h"

#include <string>
#include <vector>

#include "check.h"

using namespace pydantic_core;

namespace {

TEST(slots_of_texts) {
  SlotTable<std::string_view> table;
  uint32_t slot = 0;
  const std::string_view keys[] = {"a", "", "b", "a", "abcdefgh", "abcdefghi"};
  const uint32_t slots[] = {0, 1, 2, 0, 3, 4};
  for (size_t i = 0; i < std::size(keys); ++i) {
    CHECK_EQ(table.add(keys[i], slot), true);
    CHECK_ROW(keys[i], slot, slots[i]);
  }
  for (size_t i = 0; i < std::size(keys); ++i) CHECK_ROW(keys[i], table.find(keys[i]), slots[i]);
  CHECK_EQ(table.find("abcdefg"), SlotTable<std::string_view>::kMissing);
}

/// How many of so many buckets, at least twice as many as keys, the keys fall into.
template <class Key>
size_t buckets_used(const std::vector<Key>& keys) {
  std::vector<bool> used(std::bit_ceil(2 * keys.size() + 2));
  size_t count = 0;
  for (const Key& key : keys) {
    auto bucket = used[slot_table_detail::hash_of(key) & (used.size() - 1)];
    count += !bucket;
    bucket = true;
  }
  return count;
}

/// Texts of all pairs of letters, each with the same text before, between, and after them.
std::vector<std::string> pairs(const std::string& before, const std::string& between,
                               const std::string& after) {
  std::vector<std::string> all;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) {
      std::string text = before;
      text += a;
      text += between;
      text += b;
      text += after;
      all.push_back(std::move(text));
    }
  }
  return all;
}

TEST(texts_that_are_alike_keep_apart) {
  const char* const rows[][3] = {{"", "", ""},        {"E", "", ""},
                                 {"ED", "", ""},      {"ED", "", "X"},
                                 {"", "xx", ""},      {"", "xxx", "xxx"},
                                 {"EDAA", "", ""},    {"", "", "AAAAAA"},
                                 {"a name ", "", ""}, {"", "_name_of_a_", "_field"}};
  for (const auto& row : rows) {
    const std::vector<std::string> texts = pairs(row[0], row[1], row[2]);
    const std::vector<std::string_view> keys(texts.begin(), texts.end());
    // Of 676 keys that fall by chance, 576 buckets of 2,048 are used.
    CHECK_ROW(texts[1], buckets_used(keys) > 540, true);
  }
  std::vector<std::string> twice = pairs("ab", "", "");
  for (std::string& text : twice) text += text;
  CHECK_EQ(buckets_used(std::vector<std::string_view>(twice.begin(), twice.end())) > 540, true);
}

TEST(integers_that_are_alike_keep_apart) {
  for (const int shift : {0, 1, 8, 16, 24, 31, 32, 33, 40, 48}) {
    std::vector<int64_t> keys;
    keys.reserve(676);
    for (int64_t i = 0; i < 676; ++i) keys.push_back(static_cast<int64_t>(uint64_t(i) << shift));
    CHECK_ROW(std::to_string(shift), buckets_used(keys) > 540, true);
  }
  std::vector<int64_t> twice;
  twice.reserve(676);
  for (uint64_t i = 0; i < 676; ++i) twice.push_back(static_cast<int64_t>(i << 48 | i << 16));
  CHECK_EQ(buckets_used(twice) > 540, true);
}

}  // namespace
