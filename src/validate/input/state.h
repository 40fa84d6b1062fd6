// validate/input/state.h: what one validation call carries along.
//
// Nodes never change after they are built: settings of the call, the errors so far, the path being
// walked and the guard against endless recursion all live here, on the stack of the call. A nested
// step that changes a setting or an object puts it back (Scoped), so that siblings see what their
// parent saw; but for allow_partial (call_settings.h) and what comes out beside the value. A state
// belongs to one call, and so to one thread.
#pragma once

#include "base/scoped.h"
#include "errors/error_field.h"
#include "errors/line_errors.h"
#include "py/recursion.h"
#include "validate/input/call_settings.h"
#include "validate/input/validated_fields.h"

namespace pydantic_core {

/// Where a call is with the trials of unions (validate/kinds/unions/union.cc).
enum class Trial : uint8_t {
  none,     ///< in no trial
  running,  ///< the input is plain, the schema quiet, and nobody will see the errors
  failed,   ///< the same things are validated again for their errors
};
/// Whether the input is text that is validated while it is read (validate/engine/streaming.h): no,
/// yes, or no longer, since Python code would have to run.
enum class Streaming : uint8_t { off, on, spoilt };

struct State : CallSettings, CallObjects<Borrowed>, Match {
  explicit State(InputType input) { input_type = input; }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  CallSettings& settings() { return *this; }
  CallObjects<Borrowed>& objects() { return *this; }
  /// How closely the input matched so far.
  Match& match() { return *this; }
  const CallSettings& settings() const { return *this; }
  const CallObjects<Borrowed>& objects() const { return *this; }
  const Match& match() const { return *this; }

  ValidatedFields* data = nullptr;  ///< of the innermost record; nullptr outside of any

  // --- what comes out beside the value ---
  bool has_field_error = false;  ///< a field of the innermost model failed
  LineErrors errors;
  /// Values that are validated but not in their container yet: each container pushes its items and
  /// takes them off again. A container must not be reachable by Python code (through gc) before it
  /// is complete.
  Vec<Ref> values;

  // --- where we are ---
  Trial trial = Trial::none;
  const Path* path = nullptr;
  RecursionGuard recursion;
  TreeGuard trees;
  Streaming streaming = Streaming::off;
  int defaults = 0;       ///< defaults being made or validated, each within the one before
  bool too_deep = false;  ///< set when that limit was hit; callers must not retry

  bool strict_or(bool of_node) const { return strict.value_or(of_node); }
  void floor_exactness(Exactness value) {
    if (value < exactness) exactness = value;
  }
  /// `outcome`, after lowering the exactness where it is ok: what failed says nothing about how
  /// closely its input matched.
  Outcome matched(Exactness value, Outcome outcome) {
    if (outcome == Outcome::ok) floor_exactness(value);
    return outcome;
  }
  /// The same for a value that was made: empty means that an exception is set.
  Outcome matched(Exactness value, const Ref& made) {
    return matched(value, made ? Outcome::ok : Outcome::raised);
  }
  /// Whether Python code must not run now. A quiet node that would have to run some returns what
  /// spoil() does.
  bool is_streaming() const { return streaming != Streaming::off; }
  /// Gives up streaming: what comes of it no longer matters.
  Outcome spoil() {
    streaming = Streaming::spoilt;
    return Outcome::invalid;
  }
  /// Forgets what came of an attempt, for the next one. Nothing is being walked.
  void restart() {
    errors.truncate(0);
    values.truncate(0);
    has_fields_set = false;
    fields_set_count = 0;
    too_deep = false;
  }
  void add_fields_set(size_t count) {
    has_fields_set = true;
    fields_set_count += count;
  }

  /// Adds an error about `input` at the current place; `fields` are the values its message needs
  /// (error_field.h), in the order of error_types.def. A field that is empty because making it
  /// failed turns the outcome into raised.
  template <class Input, class... Fields>
  Outcome fail(ErrorType type, Input input, Fields&&... fields) {
    static_assert(sizeof...(Fields) <= kMaxErrorFields);
    if ((is_failed_field(fields) || ... || false)) return Outcome::raised;
    if (errors.detail() == ErrorDetail::count) return errors.count(path);
    ErrorDetails details{type, {error_field(std::forward<Fields>(fields))...}, {}};
    for (size_t i = 0; i < sizeof...(Fields); ++i) {
      if (!details.fields[i]) return Outcome::raised;
    }
    return errors.add(std::move(details), input.as_error_input(), path);
  }
};

/// Until the end of the block errors are only counted, and then forgotten: for a trial whose errors
/// nobody will see. Locations begin here meanwhile, as if there were nothing around: the frames
/// outside are asked for their names (loc_item) only by errors that stay.
class ForgottenErrors {
 public:
  explicit ForgottenErrors(State& state)
      : state_(state),
        path_(state.path),
        mark_(state.errors.size()),
        detail_(state.errors.set_detail(ErrorDetail::count)) {
    state.path = nullptr;
  }
  ForgottenErrors(const ForgottenErrors&) = delete;
  ForgottenErrors& operator=(const ForgottenErrors&) = delete;
  ~ForgottenErrors() {
    state_.errors.truncate(mark_);
    state_.errors.set_detail(detail_);
    state_.path = path_;
  }

 private:
  State& state_;
  const Path* path_;
  uint32_t mark_;
  ErrorDetail detail_;
};

/// The outcome of read(), whose errors are forgotten.
template <class Read>
Outcome attempt(State& state, Read&& read) {
  const ForgottenErrors forgotten(state);
  return read();
}

/// Links a path frame into the state until the end of the block.
class PathScope {
 public:
  explicit PathScope(State& state) : state_(state) {
    frame.outer = state.path;
    state.path = &frame;
  }
  PathScope(const PathScope&) = delete;
  PathScope& operator=(const PathScope&) = delete;
  ~PathScope() { state_.path = frame.outer; }

  Path frame;

 private:
  State& state_;
};

/// A frame for the items of a container, made once around the walk and linked for each item. A new
/// frame for each item would be slower: its `outer` would be read from State::path, which unlinking
/// the frame before has just written.
class ItemPath {
 public:
  explicit ItemPath(State& state) : state_(state) { frame.outer = state.path; }
  /// The same inside another one.
  ItemPath(State& state, const ItemPath& outer) : state_(state) { frame.outer = &outer.frame; }
  ItemPath(const ItemPath&) = delete;
  ItemPath& operator=(const ItemPath&) = delete;

  /// Linked until the end of the block.
  class Link {
   public:
    explicit Link(const ItemPath& path) : path_(path) { path.state_.path = &path.frame; }
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    ~Link() { path_.state_.path = path_.frame.outer; }

   private:
    const ItemPath& path_;
  };

  Path frame;

 private:
  State& state_;
};

}  // namespace pydantic_core
