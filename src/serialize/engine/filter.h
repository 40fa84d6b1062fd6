// serialize/engine/filter.h: include and exclude: which items of a container are serialized, and
// with which include and exclude of their own.
//
// The rules are pydantic V1's: a set names items, a dict names items and says what holds inside
// them, "__all__" stands for every item, True and ... for the whole item. Nearly every call has
// neither, so that containers ask `passes` first, once, and then need nothing of this.
#pragma once

#include "base/vec.h"
#include "schema/describe.h"
#include "serialize/engine/state.h"

namespace pydantic_core {

enum class Filtered : uint8_t { take, skip, raised };

/// What include and exclude are inside an item that is taken; empty where nothing.
struct NextFilter {
  Ref include;
  Ref exclude;
};

/// What include or exclude says of an item.
enum class Says : uint8_t {
  absent,      ///< it was not given
  nothing,     ///< nothing of this item
  part,        ///< what holds inside the item
  everything,  ///< the item is meant as a whole
  raised,
};

/// What the value under the item's key says; empty: nothing.
[[nodiscard]] Says said_by(Borrowed value);
/// Asks include or exclude (`name` is for messages) about `key`; `inside` is what holds inside.
[[nodiscard]] Says ask_filter(const char* name, Borrowed filter, Borrowed key, Ref& inside);

/// The include and exclude that a schema itself gives (include-exclude-sequence and -dict): numbers
/// are indices, or hashes of keys.
class SchemaFilter {
 public:
  /// Reads `serialization` of the schema of a sequence. False with an exception set.
  [[nodiscard]] bool read_indices(SchemaDict schema);
  /// The same for a dict, whose keys are distinguished by their hashes.
  [[nodiscard]] bool read_hashes(SchemaDict schema);

  /// Whether every item passes as it is.
  bool passes(const SerState& state) const { return !given_ && !state.filtered(); }
  Filtered key(Borrowed key, const SerState& state, NextFilter& next) const;

  void describe(Describer& out, std::string_view field) const;

 private:
  friend class IndexFilter;

  struct Numbers {
    bool given = false;
    Vec<Py_ssize_t> values;
    bool has(Py_ssize_t value) const;
  };
  using Convert = bool (*)(Borrowed item, Py_ssize_t& number);
  static bool read_set(Borrowed ser_schema, Borrowed name, Numbers& out, Convert convert);
  bool read(SchemaDict schema, Convert convert);
  bool takes_by_schema(Py_ssize_t number) const { return !given_ || takes_given(number); }
  bool takes_given(Py_ssize_t number) const;
  /// Of what exclude(inside) and include(inside) say.
  template <class Exclude, class Include>
  Filtered decide(Py_ssize_t number, NextFilter& next, Exclude&& exclude, Include&& include) const {
    const Says excluded = exclude(next.exclude);
    if (excluded == Says::raised) return Filtered::raised;
    if (excluded == Says::everything) return Filtered::skip;
    const Says included = include(next.include);
    if (included == Says::raised) return Filtered::raised;
    if (included == Says::part || included == Says::everything) return Filtered::take;
    if (included == Says::nothing && !include_.has(number)) return Filtered::skip;
    return next.exclude || takes_by_schema(number) ? Filtered::take : Filtered::skip;
  }

  bool given_ = false;
  Numbers include_;
  Numbers exclude_;
};

/// For containers without a schema.
inline constinit const SchemaFilter kNoFilter{};

}  // namespace pydantic_core
