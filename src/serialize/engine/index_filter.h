// serialize/engine/index_filter.h: include and exclude for the items of one sequence.
//
// Users name items by any index, also from the end. Converting all of them to indices from the
// front for each item would take quadratic time, so the result is kept. But serializing an item may
// run the user's code, which may change include and exclude. Before they are used again, dicts are
// therefore asked whether they have changed (py/dict_mark.h), and the items of sets are compared
// with the earlier ones, unless the edition reads them once (kIndicesAreReadOnce).
//
// Most items are named by no key but "__all__". If all other keys are indices or texts, a bit for
// each index tells whether it is named, and only those items are looked up.
#pragma once

#include "serialize/engine/filter.h"

namespace pydantic_core {

class IndexFilter {
 public:
  /// Of a sequence of `length` items: negative indices count from its end. Of one whose length
  /// nobody knows they are a ValueError. `filter` must outlive this.
  IndexFilter(const SchemaFilter& filter, std::optional<size_t> length)
      : filter_(filter), length_(length) {}

  /// The length that counts from here on.
  void set_length(std::optional<size_t> length) {
    if (length == length_) return;
    length_ = length;
    include_.is_kept = exclude_.is_kept = false;
  }
  /// What the schema alone says of the item at `index`, which counts where the call says nothing.
  bool takes_by_schema(size_t index) const {
    return filter_.takes_by_schema(static_cast<Py_ssize_t>(index));
  }
  /// What becomes of the item at `index`.
  Filtered at(size_t index, const SerState& state, NextFilter& next);
  /// To be called after anything that may have run the user's code.
  void code_ran() { include_.is_sure = exclude_.is_sure = false; }

  template <class F>
  void each_ref(F&& f) {
    include_.each_ref(f);
    exclude_.each_ref(f);
  }

 private:
  /// One of the two.
  struct Part {
    Ref from_front;  ///< with indices from the front; anything but a dict or set as it was
    Borrowed given = nullptr;          ///< the include or exclude of this level, which holds it
    uint64_t mark = 0;                 ///< a dict's, when `seen` was noted or compared last
    Vec<Ref> seen;                     ///< the keys and values, or the items, that it was made of
    bool is_kept = false;              ///< what it was made of can be compared
    bool is_sure = false;              ///< no code ran since it was compared
    bool is_plain = false;             ///< only the items in `named` need be looked up
    Vec<uint64_t> named;               ///< a bit for each index in from_front, while is_plain
    Ref all;                           ///< what from_front has under "__all__", while is_plain
    Says said_of_all = Says::nothing;  ///< what `all` says

    /// Makes it of `value`, unless that is what it was made of. False with an exception set.
    [[nodiscard]] bool update(Borrowed value, std::optional<size_t> length);
    /// Whether `value` is what it was made of. False with an exception set when memory ran out.
    bool is_unchanged(Borrowed value);
    /// Notes what `value` has. False with MemoryError set.
    [[nodiscard]] bool note(Borrowed value);
    /// Sets from_front, and what follows from it. False with an exception set.
    [[nodiscard]] bool convert(Borrowed value, std::optional<size_t> length);
    /// A dict or set with indices from the front. Empty with an exception set.
    Ref convert_dict(Borrowed dict, std::optional<size_t> length);
    Ref convert_set(Borrowed set, std::optional<size_t> length);
    /// Notes a key of from_front. False with MemoryError set.
    [[nodiscard]] bool add_name(Borrowed front, std::optional<size_t> length);
    /// Whether asking it may run the user's code.
    bool runs_code() const { return from_front && !is_kept; }
    bool has_named(size_t index) const {
      return index / 64 < named.size() && (named[index / 64] >> (index % 64) & 1) != 0;
    }
    template <class F>
    void each_ref(F&& f) {
      f(from_front);
      f(all);
      for (Ref& part : seen) f(part);
    }
  };

  const SchemaFilter& filter_;
  std::optional<size_t> length_;
  Part include_;
  Part exclude_;
};

}  // namespace pydantic_core
