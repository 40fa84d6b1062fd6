// module/serialization_args.h: the arguments of to_python(), to_json() and to_jsonable_python(),
// read with PyO3's messages.
#pragma once

#include <optional>

#include "py/names.h"
#include "serialize/engine/state.h"

namespace pydantic_core {

/// Reads keyword arguments one by one. The first that is wrong sets TypeError and makes ok() false;
/// what follows is ignored. A value of nullptr was not given, and leaves the default.
class ArgumentReader {
 public:
  bool ok() const { return ok_; }
  void flag(const char* name, Borrowed value, bool& out);
  /// None is no value.
  void optional_flag(const char* name, Borrowed value, std::optional<bool>& out);
  void size(const char* name, Borrowed value, std::optional<size_t>& out);
  void text(const char* name, Borrowed value);
  /// A bool, or "none", "warn" or "error".
  void warnings(Borrowed value, WarningsMode& out);

 private:
  bool given(Borrowed value) const { return ok_ && value != nullptr; }
  bool ok_ = true;
};

/// An argument that may be None.
inline Borrowed or_null(Borrowed value) { return value == Py_None ? nullptr : value; }

inline void set_json_mode(SerState& state) {
  state.mode_name = names.json;
  state.mode = SerMode::json;
}
/// Sets mode and mode_name from the `mode` argument (a str, None or nullptr).
void set_mode(SerState& state, Borrowed mode);

}  // namespace pydantic_core
