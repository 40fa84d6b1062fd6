// validate/engine/lookup_owner.h: the base of classes that have fields or parameters: whether they
// look for these by name or by alias, and which of the two their errors show.
#pragma once

#include "schema/describe.h"
#include "schema/lookup.h"
#include "validate/engine/node.h"

namespace pydantic_core {

class LookupOwner {
 public:
  /// Whether fields are looked for by alias and by name. Without a State: in calls that do not say.
  bool by_alias(const State& state) const { return state.by_alias.value_or(by_alias()); }
  bool by_name(const State& state) const { return state.by_name.value_or(by_name()); }
  bool by_alias() const { return by_alias_.value_or(true); }
  bool by_name() const { return by_name_.value_or(false); }

  /// Sets a path frame for an error about the value of `name`, which was found under `path`.
  void set_found_path(Path& frame, const Ref& name, const LookupPath& path) const {
    if (loc_by_alias_) [[likely]] {
      path.set_frame(frame);
    } else {
      frame.set_object(name.get());
    }
  }
  /// The same for an error about a value that was found under none of these.
  void set_missing_path(Path& frame, const Ref& name, LookupPaths paths) const {
    if (loc_by_alias_) {
      paths.begin()->set_frame(frame);
    } else {
      frame.set_own_name(name.get());
    }
  }

 protected:
  /// Reads the setting that only a config has. False with an exception set.
  [[nodiscard]] bool read_loc(SchemaDict config) {
    return config.get(names.loc_by_alias, loc_by_alias_);
  }
  void describe_loc(Describer& out) const { out.field("loc_by_alias", loc_by_alias_); }
  void describe_modes(Describer& out) const {
    out.field("validate_by_alias", by_alias_);
    out.field("validate_by_name", by_name_);
  }

  std::optional<bool> by_alias_;
  std::optional<bool> by_name_;

 private:
  bool loc_by_alias_ = true;
};

}  // namespace pydantic_core
