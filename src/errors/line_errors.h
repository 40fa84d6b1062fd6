// errors/line_errors.h: the errors of a validation that is still going on.
//
// They lie on a stack: code that may still succeed (a union trying its choices, a default for a
// failed value) takes a mark before and truncates to it afterwards. An error is plain data: its
// type, the values its message will need, its location and its input. No message is formatted and
// no JSON value becomes a Python object before somebody asks.
//
// A caller that only needs to know whether there are errors (isinstance_python, a trial whose
// errors nobody will see) has them counted instead of made. Counted errors lie above all others,
// and are forgotten before errors are made again.
#pragma once

#include "errors/error_type.h"
#include "errors/path.h"
#include "py/error.h"
#include "py/gc.h"

namespace pydantic_core {

/// What distinguishes one error from another of its type; shared with PydanticKnownError and
/// ValidationError.
struct ErrorDetails {
  ErrorType type = ErrorType::missing;
  Ref fields[kMaxErrorFields];  ///< in the order of ErrorInfo::fields
  Ref context;                  ///< the user's own context dict, or empty

  template <class F>
  void each_ref(F&& f) {
    for (Ref& field : fields) f(field);
    f(context);
  }
  ErrorDetails clone() const;
  /// Appends the message, worded for that kind of input. False with a Python exception set.
  [[nodiscard]] bool render(InputType input, Text& out) const;
  /// The same as a str; empty with an exception set.
  Ref message_text(InputType input) const;
  /// The name that users see: the type's, or a custom error's own.
  void append_type(Text& out) const;
  /// The same as a str; empty with an exception set.
  Ref type_text() const;
  /// The link to the documentation of the type, as a str; empty with an exception set.
  Ref url_text() const;
  /// The context as a new dict; empty Ref without an exception when there is none. False with an
  /// exception set.
  [[nodiscard]] bool context_dict(Ref& out) const;
  /// Fills in a type by name with values from `context` (a dict or nullptr), as users give them.
  /// False with KeyError or TypeError set.
  [[nodiscard]] static bool from_context(Borrowed type_name, Borrowed context, ErrorDetails& out);
};

/// Appends `message_template` with every {key} replaced by the value under that key in `context`
/// (dict or nullptr).
[[nodiscard]] bool render_template(Borrowed message_template, Borrowed context, Text& out);

/// One item of a location: a str; or text that a label (path.h) writes when it is asked for; or
/// else a number.
struct LocItem {
  Ref text;
  void (*write)(const void* of, Text& out) = nullptr;
  union {
    int64_t number = 0;
    const void* of;
  };

  /// Makes it a str, or an int of 64 bits: what loc_item gives.
  void set(Ref shown);
  /// The item as a str or int; empty with an exception set.
  Ref object() const;
};

/// The offending input: a Python object, or a JSON value that lives as long as its document.
struct ErrorInput {
  Ref object;
  const json::Node* json = nullptr;

  /// The Python object; empty with an exception set when the conversion failed.
  Ref take();
};

struct LineError {
  ErrorDetails details;
  ErrorInput input;
  uint32_t loc_begin = 0;  ///< first of its items in LineErrors' pool, innermost first
  uint32_t loc_count = 0;
};

/// What is recorded: each error in full, or only how many there are.
enum class ErrorDetail : uint8_t { full, count };

class LineErrors {
 public:
  ErrorDetail detail() const { return detail_; }
  /// Returns what it was before.
  ErrorDetail set_detail(ErrorDetail detail) { return std::exchange(detail_, detail); }

  uint32_t size() const { return errors_.size() + counted_; }

  /// Forgets every error after the first `mark` ones.
  void truncate(uint32_t mark);
  /// Of the errors after the first `mark` ones forgets all but the last.
  void keep_last(uint32_t mark);
  /// Forgets those after the first `mark` ones and before the first `from` ones.
  void keep_from(uint32_t mark, uint32_t from);
  /// The JSON values of the errors after the first `mark` ones become Python objects, as their
  /// document is about to go. False with an exception set.
  [[nodiscard]] bool take_inputs(uint32_t mark);
  /// Counts an error at `path`. Outcome::invalid, or raised when memory ran out.
  Outcome count(const Path* path);
  /// Adds an error at `path`. Outcome::invalid, or raised when memory ran out.
  Outcome add(ErrorDetails&& details, ErrorInput&& input, const Path* path) {
    return add(std::move(details), std::move(input), path, nullptr);
  }
  /// Adds an error whose location is `inner` (a tuple, outermost first) below `path`.
  Outcome add(ErrorDetails&& details, ErrorInput&& input, const Path* path, Borrowed inner);
  /// Whatever lives no longer than the call becomes an object. False with an exception set.
  [[nodiscard]] bool make_lasting();
  /// Moves all errors to where they stay, and leaves none. False when the heap is exhausted.
  template <uint32_t kErrors, uint32_t kLocs>
  [[nodiscard]] bool move_to(Vec<LineError, kErrors>& errors, Vec<LocItem, kLocs>& locs) {
    return errors.take(errors_) && locs.take(locs_);
  }

 private:
  LocItem* add_item();
  // Each false with an exception set.
  bool push_shown(Ref shown);
  bool push_items(Borrowed tuple);
  bool push(const Path& path);
  bool push_path(const Path* path);

  // Most calls with errors have a few.
  Vec<LineError, 4> errors_;
  Vec<LocItem, 8> locs_;
  uint32_t counted_ = 0;
  ErrorDetail detail_ = ErrorDetail::full;
};

/// The location of an error whose items are in `pool`, as a tuple of str and int, outermost first.
/// Empty with an exception set.
Ref location_of(const LineError& error, const LocItem* pool);
/// Whether telling a location runs code of the user's: some key is neither str nor int.
bool asks_keys(const Path* path);
/// A location item as errors show it: str and int stand for themselves, others for their repr.
/// Empty: exception set.
Ref loc_item(Borrowed key);

}  // namespace pydantic_core
