// Once: an action that must have succeeded once before anybody goes on; std::call_once for code
// that calls Python.
//
//   constinit oncecell::Once ready;
//
//   if (!ready.run([] { return load_tables() == 0; })) return nullptr;   // false: exception set
//
// The contract is OnceCell's: a failed action sets its exception and is tried again by the next
// caller, threads that come meanwhile wait detached, and an action that runs itself gets a
// RuntimeError.
#pragma once

#include <Python.h>

#include <functional>
#include <utility>

#include "detail/claim.h"

namespace oncecell {

class Once {
 public:
  constexpr Once() noexcept = default;
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;

  /// Whether the action has been done. Never waits.
  [[nodiscard]] bool is_done() const noexcept {
    return state_.value.load(std::memory_order_acquire) != nullptr;
  }

  /// Does the action unless it has been done: `action` returns true, or false with a Python
  /// exception set. True when it is done, by whomever; false with an exception set.
  template <class Action>
  [[nodiscard]] ONCECELL_LOCAL bool run(Action&& action) {
    if (is_done()) return true;
    return detail::initialise(state_, [&]() -> void* {
             return std::invoke(std::forward<Action>(action))
                        ? &state_
                        : nullptr;  // any non-null address will do
           }) != nullptr;
  }

 private:
  detail::CellState state_;
};

}  // namespace oncecell
