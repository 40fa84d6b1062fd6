// module/arguments.h: the modes that arguments of validating and serializing name.
#pragma once

#include "json/document.h"
#include "py/arguments.h"
#include "py/string_cache.h"
#include "serialize/engine/warnings.h"

namespace pydantic_core {

/// What modes share: their defaults are not shown.
template <class Mode>
struct ModeArgument {
  static bool read(const char* name, Borrowed value, Mode& out);
  template <class Out>
  static constexpr void show(Mode, Out& out) {
    out("...");
  }
};

/// bool, "off", "on" or "trailing-strings".
template <>
struct py::Argument<json::PartialMode> : ModeArgument<json::PartialMode> {};
/// bool, "all", "keys" or "none". Without a name it is a setting of the config.
template <>
struct py::Argument<CacheStrings> : ModeArgument<CacheStrings> {};
/// bool, "none", "warn" or "error".
template <>
struct py::Argument<WarningsMode> : ModeArgument<WarningsMode> {};

}  // namespace pydantic_core
