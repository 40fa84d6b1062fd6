// What tables and values of several editions come to in the one that this build is of.
#include "base/edition.h"

#include <string_view>

#include "check.h"

using namespace pydantic_core;

namespace {

struct Row {
  int number;
  Editions editions{};
};

constexpr Row kRows[] = {{1}, {2, up_to_2_41}, {3, from_2_50}, {4}};
constexpr Row kGoneRows[] = {{1, up_to_2_41}};

TEST(edition_spans) {
  const struct {
    Editions editions;
    bool in_2_41, in_2_50;
  } rows[] = {{{}, true, true}, {up_to_2_41, true, false}, {from_2_50, false, true}};
  for (const auto& row : rows) {
    CHECK_EQ(row.editions.has(Edition::v2_41), row.in_2_41);
    CHECK_EQ(row.editions.has(Edition::v2_50), row.in_2_50);
    CHECK_EQ(row.editions.has_this(), kEdition == Edition::v2_41 ? row.in_2_41 : row.in_2_50);
  }
}

TEST(edition_rows) {
  constexpr auto kept = rows_in_edition<kRows>();
  CHECK_EQ(kept.size(), size_t{3});
  CHECK_EQ(kept[0].number, 1);
  CHECK_EQ(kept[1].number, kEdition == Edition::v2_41 ? 2 : 3);
  CHECK_EQ(kept[2].number, 4);
  CHECK_EQ(rows_in_edition<kGoneRows>().size(), size_t{kEdition == Edition::v2_41});
}

TEST(edition_values) {
  CHECK_EQ(by_edition({7}), 7);  // the last one holds for all later editions
  CHECK_EQ(by_edition({"old", "new"}),
           std::string_view(kEdition == Edition::v2_41 ? "old" : "new"));
}

TEST(edition_version) {
  CHECK_EQ(std::string_view(kUpstreamVersion).substr(0, 5),
           std::string_view(by_edition({"2.41.", "2.50."})));
}

}  // namespace
