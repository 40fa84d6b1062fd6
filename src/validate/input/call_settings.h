// validate/input/call_settings.h: the settings of a validation call. They are kept by its State,
// and by what outlives the call: handlers of function validators, and iterators
// (engine/internal_validator.h).
#pragma once

#include <optional>

#include "json/document.h"
#include "py/string_cache.h"
#include "schema/schema.h"

namespace pydantic_core {

using json::PartialMode;

/// The settings that are no objects.
struct CallSettings {
  InputType input_type = InputType::python;
  CacheStrings cache_strings = CacheStrings::all;
  /// How the end of incomplete input is treated. Containers that have no last item turn it off and
  /// do not restore it: a container that goes on with further items sets it for each
  /// (engine/item_walk.h).
  PartialMode allow_partial = PartialMode::off;
  std::optional<bool> strict;
  std::optional<bool> from_attributes;
  std::optional<bool> by_alias;
  std::optional<bool> by_name;
  std::optional<Extra> extra;
};

/// Those that are objects, any of which may be missing: Borrowed by a State, a Ref in what outlives
/// it.
template <class Object>
struct CallObjects {
  Object context{};
  Object self_instance{};  ///< the instance whose __init__ is running
  Object field_name{};
  Object owner{};  ///< the SchemaValidator whose nodes are running

  template <class F>
  void each_ref(F&& f) {
    f(context), f(self_instance), f(field_name), f(owner);
  }
};

inline CallObjects<Ref> own(const CallObjects<Borrowed>& objects) {
  return {borrow(objects.context), borrow(objects.self_instance), borrow(objects.field_name),
          borrow(objects.owner)};
}
inline CallObjects<Borrowed> lend(const CallObjects<Ref>& objects) {
  return {objects.context.get(), objects.self_instance.get(), objects.field_name.get(),
          objects.owner.get()};
}

/// How closely an input matched, for smart unions; `unknown` outside of them, where nobody asks.
enum class Exactness : uint8_t { unknown, lax, strict, exact };

/// What a smart union compares of its choices.
struct Match {
  Exactness exactness = Exactness::unknown;
  bool has_fields_set = false;  ///< fields_set_count counts
  size_t fields_set_count = 0;  ///< fields given in the input
};

}  // namespace pydantic_core
