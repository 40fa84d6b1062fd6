// serialize/engine/warnings.h: the values that were not what the schema promised, reported at the
// end of the call.
#pragma once

#include "base/vec.h"
#include "errors/serialization_errors.h"

namespace pydantic_core {

/// What becomes of unexpected values: nothing, one UserWarning about them all, or one
/// PydanticSerializationError.
enum class WarningsMode : uint8_t { none, warn, error };

class SerWarnings {
 public:
  explicit SerWarnings(WarningsMode mode = WarningsMode::none) : mode_(mode) {}

  WarningsMode mode() const { return mode_; }
  bool wanted() const { return mode_ != WarningsMode::none; }
  uint32_t size() const { return found_.size(); }
  /// Forgets all but the first `size`.
  void truncate(uint32_t size) { found_.truncate(size); }
  /// Notes one, where anybody wants to know. False with MemoryError set.
  [[nodiscard]] bool add(UnexpectedValue value);
  /// Becomes what `other` is now. False with MemoryError set.
  [[nodiscard]] bool copy(const SerWarnings& other);
  /// At the end: gives the warning or raises the error. False with an exception set.
  [[nodiscard]] bool finish() const { return found_.empty() || tell(); }

  template <class F>
  void each_ref(F&& f) {
    for (UnexpectedValue& value : found_) value.each_ref(f);
  }

 private:
  bool tell() const;

  WarningsMode mode_;
  Vec<UnexpectedValue> found_;
};

}  // namespace pydantic_core
