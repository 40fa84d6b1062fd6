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
    bool has(Py_ssize_t value) const {
      for (const Py_ssize_t known : values) {
        if (known == value) return true;
      }
      return false;
    }
  };
  template <class Convert>
  static bool read_set(Borrowed ser_schema, Borrowed name, Numbers& out, Convert convert);
  template <class Convert>
  bool read(SchemaDict schema, Convert convert);
  /// What the schema alone says.
  Filtered of_schema(Py_ssize_t number) const {
    const bool taken = (!include_.given || include_.has(number)) && !exclude_.has(number);
    return taken ? Filtered::take : Filtered::skip;
  }
  Filtered decide(Borrowed key, Py_ssize_t number, Borrowed include, Borrowed exclude,
                  NextFilter& next) const;

  bool given_ = false;
  Numbers include_;
  Numbers exclude_;
};

/// For containers without a schema.
inline constinit const SchemaFilter kNoFilter{};

}  // namespace pydantic_core
