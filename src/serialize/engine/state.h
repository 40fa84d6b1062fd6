// serialize/engine/state.h: what one serialization call carries along.
//
// Nodes never change after they are built: the settings of the call, where it is (model, field,
// include and exclude of this level) and the warnings so far all live here, on the stack of the
// call. Everything that a nested step changes it puts back (Scoped), so that siblings see what
// their parent saw. A state belongs to one call, and so to one thread.
#pragma once

#include <optional>

#include "base/edition.h"
#include "base/scoped.h"
#include "py/names.h"
#include "py/recursion.h"
#include "schema/modes.h"
#include "serialize/engine/warnings.h"

namespace pydantic_core {

struct SerNode;

/// `other` is whatever else the user named: it behaves as python does, and functions can ask for
/// it.
enum class SerMode : uint8_t { python, json, other };

/// Whether a value must be what the node expects: `none` notes a warning and goes on; unions try
/// their choices with `strict` (the very class) and then `lax` (subclasses too), which raise.
enum class SerCheck : uint8_t { none, strict, lax };

/// The settings of a call, which stay the same from its beginning to its end.
struct SerSettings {
  SerMode mode = SerMode::python;
  std::optional<bool> by_alias;
  bool exclude_unset = false;
  bool exclude_defaults = false;
  bool exclude_none = false;
  bool exclude_computed_fields = false;
  bool round_trip = false;
  bool serialize_unknown = false;
  bool serialize_as_any = false;
  std::optional<bool> polymorphic_serialization;  ///< else the config of each model says

  bool is_json() const { return mode == SerMode::json; }
  bool use_alias(std::optional<bool> of_schema) const {
    return by_alias.value_or(of_schema.value_or(false));
  }
};

/// The Python objects, any of which may be missing: Borrowed by a state, a Ref in what outlives it.
template <class Object>
struct SerObjects {
  Object mode_name{};  ///< str
  Object fallback{};
  Object context{};
  Object include{};  ///< of the level that is being serialized
  Object exclude{};
  Object model{};       ///< the innermost model, dataclass or typed dict
  Object field_name{};  ///< str
  Object owner{};       ///< the SchemaSerializer whose nodes are running
};

inline SerObjects<Ref> own(const SerObjects<Borrowed>& objects) {
  return {borrow(objects.mode_name),  borrow(objects.fallback), borrow(objects.context),
          borrow(objects.include),    borrow(objects.exclude),  borrow(objects.model),
          borrow(objects.field_name), borrow(objects.owner)};
}
inline SerObjects<Borrowed> lend(const SerObjects<Ref>& objects) {
  return {objects.mode_name.get(),  objects.fallback.get(), objects.context.get(),
          objects.include.get(),    objects.exclude.get(),  objects.model.get(),
          objects.field_name.get(), objects.owner.get()};
}

struct SerState : SerSettings, SerObjects<Borrowed> {
  SerState() = default;
  SerState(const SerState&) = delete;
  SerState& operator=(const SerState&) = delete;

  // --- where we are ---
  SerConfig
      config;  ///< for values that are serialized by their type; that of the innermost serializer
  SerCheck check = SerCheck::none;
  RecursionGuard recursion;
  Borrowed handed_over = nullptr;  ///< the value that was handed to the serializer of its own class

  // --- what comes out beside the value ---
  SerWarnings warnings;
  /// The pending exception was worded for the end of a JSON serialization, and is not to be wrapped
  /// (see json_bytes.h).
  bool error_is_final = false;

  /// Sets the mode and its name, a str; nullptr is python.
  void set_mode(Borrowed name);
  void set_json_mode() {
    mode_name = names.json;
    mode = SerMode::json;
  }
  bool filtered() const { return include != nullptr || exclude != nullptr; }
  /// `value` is not what `node` expects: notes a warning, or raises when a union checks (for JSON
  /// without details, as upstream does). None passes, being so common. False with an exception set.
  [[nodiscard]] bool unexpected(const SerNode* node, Borrowed value);
  [[nodiscard]] bool unexpected_in_json(const SerNode* node, Borrowed value);
  /// The parts of that complaint.
  UnexpectedValue complaint(const SerNode* node, Borrowed value) const;
};

/// ValueError: too many levels.
Raised raise_depth_exceeded();

/// Sets include and exclude until the end of the block.
class ScopedFilter {
 public:
  ScopedFilter(SerState& state, Borrowed include, Borrowed exclude)
      : include_(state.include, include), exclude_(state.exclude, exclude) {}

 private:
  Scoped<Borrowed> include_;
  Scoped<Borrowed> exclude_;
};

/// Notes that `definition` works on `value` until the end of the block. The same pair again, or too
/// many, is refused: ok() is false, and ValueError set unless quiet. MemoryError is set in any
/// case.
class RecursionScope {
 public:
  RecursionScope(SerState& state, Borrowed value, const void* definition, bool quiet = false)
      : guard_(state.recursion), entry_(guard_.enter(value, definition)) {
    const bool silent = quiet && entry_ != RecursionGuard::Entry::no_memory;
    if (entry_ != RecursionGuard::Entry::ok && !silent) [[unlikely]]
      raise();
  }
  RecursionScope(const RecursionScope&) = delete;
  RecursionScope& operator=(const RecursionScope&) = delete;
  ~RecursionScope() {
    if (ok()) guard_.leave();
  }
  bool ok() const { return entry_ == RecursionGuard::Entry::ok; }

 private:
  void raise() const;

  RecursionGuard& guard_;
  RecursionGuard::Entry entry_;
};

}  // namespace pydantic_core
