// errors/kept_errors.h: the errors of a validation that has ended, as a ValidationError holds them.
//
// They are moved out of LineErrors unchanged; only what would not outlive the call becomes an
// object. Most are never read.
#pragma once

#include "errors/error_line.h"
#include "errors/finished_error.h"

namespace pydantic_core {

class KeptErrors {
 public:
  /// Takes over all of `errors`, whose JSON values must still live, and leaves none. False with an
  /// exception set.
  [[nodiscard]] bool take(LineErrors& errors);
  /// Adds an error of a user's making. False with MemoryError set.
  [[nodiscard]] bool add(const FinishedError& error);

  uint32_t size() const { return errors_.size(); }
  /// One of them, to be shown.
  ErrorLine line(uint32_t i) const { return {errors_[i], locs_.data()}; }
  /// Adds all of them to `errors`, their locations below `path`. Outcome::invalid or raised.
  Outcome add_to(LineErrors& errors, const Path* path) const;
  /// Calls visit(line) for one after the other until it returns false. False if it did.
  template <class Visit>
  [[nodiscard]] bool each(Visit&& visit) const {
    for (uint32_t i = 0; i < size(); ++i) {
      if (!visit(line(i))) return false;
    }
    return true;
  }

  template <class F>
  void each_ref(F&& f) {
    for (LineError& error : errors_) {
      error.details.each_ref(f);
      f(error.input.object);
    }
    for (LocItem& item : locs_) f(item.text);
  }

 private:
  // Most ValidationErrors have one error.
  Vec<LineError, 1> errors_;
  Vec<LocItem, 3> locs_;
};

}  // namespace pydantic_core
