// errors/error_line.h: one line of a ValidationError, and how it is shown.
//
// It is read in place: the errors of a ValidationError never change, and code that shows them holds
// a reference to it, so that user code that runs meanwhile cannot free them.
#pragma once

#include "errors/line_errors.h"

namespace pydantic_core {

/// What errors() and json() show beside type, location and message.
struct ErrorView {
  bool url = true;
  bool context = true;
  bool input = true;
};

class ErrorLine {
 public:
  /// `pool`: of its location (LineErrors::make_lasting).
  ErrorLine(const LineError& error, const LocItem* pool) : error_(error), pool_(pool) {}

  const ErrorDetails& details() const { return error_.details; }
  Borrowed input() const { return error_.input.object ? error_.input.object.get() : Py_None; }
  uint32_t loc_count() const { return error_.loc_count; }
  /// An item of its location, counted from the outermost: a str, or else a number.
  const LocItem& loc(uint32_t i) const {
    return pool_[error_.loc_begin + error_.loc_count - 1 - i];
  }

  /// The location as a tuple; empty with an exception set.
  Ref location() const { return location_of(error_, pool_); }
  /// The dict of errors(); empty with an exception set.
  Ref as_dict(InputType input_type, ErrorView view) const;
  /// Appends the lines of str(). Python code that fails is reported in the text; no exception is
  /// left set.
  void append_lines(Text& out, InputType input_type, std::string_view url_prefix,
                    bool hide_input) const;
  /// Appends "outer.inner.0"; nothing for an error of the root.
  void append_location(Text& out) const;

 private:
  const LineError& error_;
  const LocItem* pool_;
};

}  // namespace pydantic_core
