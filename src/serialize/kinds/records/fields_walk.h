// serialize/kinds/records/fields_walk.h: where a walk over the pairs of a record is. Private to
// fields*.cc.
#pragma once

#include "base/bitset.h"
#include "serialize/engine/sequence.h"
#include "serialize/kinds/records/fields.h"

namespace pydantic_core {

/// The name of the value's type; empty when there is none to be had, with an exception set only for
/// want of memory.
Ref type_name_of(Borrowed value);

/// Where a walk over the pairs of one record is.
struct FieldsSerializer::Walk {
  Walk(const RecordValues& values, bool checks, bool uniform)
      : values(values), checks(checks), uniform(uniform) {}

  /// Notes which of the pairs are in fields_set, before any of them is serialized. False with an
  /// exception set.
  [[nodiscard]] bool note_set();
  /// Whether fields_set leaves the pair out.
  bool is_unset() const { return values.fields_set != nullptr && !set.has(pairs.place()); }

  const RecordValues& values;
  const bool checks;   ///< as the sink's
  const bool uniform;  ///< nothing in the call makes one field different from another
  RecordPairs pairs;
  BitSet set;         ///< places of pairs; where fields_set counts
  uint32_t next = 0;  ///< the field to expect
  uint32_t used = 0;  ///< how many required fields there were
  // Of the pair that is to be written:
  const SerField* field = nullptr;
  const SerNode* node = nullptr;
  NextFilter filter;
};

}  // namespace pydantic_core
