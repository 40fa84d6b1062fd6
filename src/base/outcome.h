// base/outcome.h: the result of a step of validation or serialization.
//
// Errors are values here: nothing throws. `raised` means that a Python exception is set; `invalid`
// that line errors were pushed on the stack in State; `omit` and `use_default` are pydantic's two
// control-flow signals, which containers and `default` nodes consume.
#pragma once

#include <cstdint>
#include <type_traits>

namespace pydantic_core {

enum class [[nodiscard]] Outcome : uint8_t { ok, invalid, raised, omit, use_default };

/// What a function returns once it has set a Python exception, whichever way it says so: false,
/// nullptr, an empty Ref, or the `raised` of its own enum.
struct Raised {
  constexpr operator bool() const { return false; }
  template <class T>
    requires(std::is_enum_v<T> && requires { T::raised; })
  constexpr operator T() const {
    return T::raised;
  }
  template <class T>
  constexpr operator T*() const {
    return nullptr;
  }
};

}  // namespace pydantic_core

/// Leaves the function with the outcome of `expr` unless that is ok.
#define PC_TRY(expr)                                             \
  do {                                                           \
    if (const ::pydantic_core::Outcome pc_outcome = (expr);      \
        pc_outcome != ::pydantic_core::Outcome::ok) [[unlikely]] \
      return pc_outcome;                                         \
  } while (false)
