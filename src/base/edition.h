// base/edition.h: which release of upstream this build stands for, and how code and tables say what
// differs between them.
//
// One edition is built at a time. CMake reads off upstream's source distribution which one it is,
// and defines PC_EDITION and PC_UPSTREAM_VERSION. A row of a .def table says in which editions it
// is (`from_2_50`), a value that differs has one of each (`by_edition`), and what code does
// differently is a feature with a name of its own, at the end of this file. Nothing else in the
// source compares editions.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>

namespace pydantic_core {

/// The releases of upstream that can be built, oldest first.
enum class Edition : uint8_t { v2_41, v2_50 };

inline constexpr Edition kOldestEdition = Edition::v2_41;
inline constexpr Edition kNewestEdition = Edition::v2_50;
/// The one that this build stands for.
inline constexpr Edition kEdition = Edition::PC_EDITION;
/// Upstream's version in full, which pydantic compares with its own requirement.
inline constexpr const char* kUpstreamVersion = PC_UPSTREAM_VERSION;

/// A span of editions; by default all of them.
struct Editions {
  Edition first = kOldestEdition;
  Edition last = kNewestEdition;

  constexpr bool has(Edition edition) const { return first <= edition && edition <= last; }
  constexpr bool has_this() const { return has(kEdition); }
};

inline constexpr Editions up_to_2_41{kOldestEdition, Edition::v2_41};
inline constexpr Editions from_2_50{Edition::v2_50, kNewestEdition};

/// This edition's of the values of each edition, oldest first. The last one holds for all later
/// editions.
template <class T, size_t count>
consteval T by_edition(const T (&values)[count]) {
  static_assert(count <= static_cast<size_t>(kNewestEdition) + 1, "more values than editions");
  return values[std::min(static_cast<size_t>(kEdition), count - 1)];
}

/// How many of these rows (with a member `editions`) this edition has.
template <class Row, size_t count>
consteval size_t count_in_edition(const Row (&rows)[count]) {
  return static_cast<size_t>(
      std::count_if(rows, rows + count, [](const Row& row) { return row.editions.has_this(); }));
}

/// The rows that this edition has, in their order. `kRows` is an array of rows with a member
/// `editions`; nothing that only the others refer to is linked in.
template <const auto& kRows>
consteval auto rows_in_edition() {
  std::array<std::remove_cvref_t<decltype(kRows[0])>, count_in_edition(kRows)> kept{};
  std::copy_if(std::begin(kRows), std::end(kRows), kept.begin(),
               [](const auto& row) { return row.editions.has_this(); });
  return kept;
}

// The features: what code does in some editions alone.

/// The TypeError for a value of the wrong class names the one that was wanted as Python does.
inline constexpr bool kErrorsNamePythonClasses = from_2_50.has_this();
/// An argument of the wrong type is named in a note of the exception, not in front of its text.
inline constexpr bool kNotesNameArguments = from_2_50.has_this();
/// repr() shows what is looked up as a list of paths, whose texts alone it shows.
inline constexpr bool kLookupsShowPathsAlone = from_2_50.has_this();
/// Whether a class's own validator or serializer may stand for its schema is an argument of the
/// constructors, and counts for the outermost schema as well. Pickles say that it may not.
inline constexpr bool kPrebuiltIsAnArgument = from_2_50.has_this();

}  // namespace pydantic_core
