// OnceCell<T>: a value that is made once, by whoever needs it first, and then read for the price of
// one acquire load.
//
//   constinit oncecell::OnceCell<PyObject*> table;  // a static, a member, module state
//
//   PyObject* dict = table.get_or_init([] { return PyDict_New(); });
//   if (dict == nullptr) return nullptr;  // an exception is set; else `dict` is borrowed
//
// Contract, for every cell, on builds with the GIL, without it, and without threads:
//   - Exactly one initialiser runs to success. Threads that come meanwhile wait, detached from the
//     interpreter, so an initialiser may release the GIL, import, or call any Python code.
//   - An initialiser that fails leaves the cell empty and its exception set; the next call tries
//     again.
//   - An initialiser that asks for its own cell gets a RuntimeError. So does a thread whose wait
//     would close a circle (x needs y, y needs x, on any number of threads): nothing hangs.
//   - A value, once there, never changes or goes. Cells are constinit and trivially destructible:
//     the value is leaked on purpose, for when static objects are destroyed the interpreter is
//     gone.
//   - get() may be called by any thread, attached or not. Everything else needs an attached thread.
// README.md says what happens with sub-interpreters, fork and the end of the interpreter.
#pragma once

#include <Python.h>

#include <cstddef>
#include <functional>
#include <new>
#include <type_traits>
#include <utility>

#include "detail/claim.h"

namespace oncecell {

/// A pointer to a Python object, which a cell owns: PyObject*, PyTypeObject*, or a pointer to a
/// struct that begins with PyObject_HEAD.
template <class T>
concept PythonPointer =
    std::is_pointer_v<T> && (std::is_same_v<T, PyObject*> || std::is_same_v<T, PyTypeObject*> ||
                             requires(T object) { object->ob_base; });

/// What set() did.
enum class [[nodiscard]] SetResult {
  stored,
  already_full,  ///< the cell keeps the value it has; the new one is dropped
  raised,        ///< a Python exception is set, as by get_or_init(); the new value is dropped
};

/// A cell for any C++ type. The value lives inside the cell; readers get a pointer to it.
template <class T>
class OnceCell {
 public:
  static_assert(!std::is_reference_v<T> && !std::is_const_v<T>);

  constexpr OnceCell() noexcept = default;
  OnceCell(const OnceCell&) = delete;
  OnceCell& operator=(const OnceCell&) = delete;

  /// The value, or null when there is none yet. Never waits, never fails.
  [[nodiscard]] const T* get() const noexcept {
    return static_cast<const T*>(state_.value.load(std::memory_order_acquire));
  }

  /// The value; makes it with `make() -> T` when the cell is empty. Null with a Python exception
  /// set when the cell cannot be claimed. What `make` throws passes through.
  template <class Make>
  [[nodiscard]] ONCECELL_LOCAL const T* get_or_init(Make&& make) {
    if (const T* value = get()) return value;
    return static_cast<const T*>(detail::initialise(state_, [&]() -> void* {
      return new (storage_) T(std::invoke(std::forward<Make>(make)));
    }));
  }

  /// As get_or_init(), with an initialiser that can fail: `make` returns std::optional<T>, or
  /// something else that tests as bool and dereferences to a T; empty means that it has set a
  /// Python exception.
  template <class Make>
  [[nodiscard]] ONCECELL_LOCAL const T* get_or_try_init(Make&& make) {
    if (const T* value = get()) return value;
    return static_cast<const T*>(detail::initialise(state_, [&]() -> void* {
      auto made = std::invoke(std::forward<Make>(make));
      return made ? new (storage_) T(*std::move(made)) : nullptr;
    }));
  }

  /// Fills an empty cell; waits, as get_or_init() does, for an initialiser that runs.
  ONCECELL_LOCAL SetResult set(T value) {
    bool stored = false;
    const void* now = get();
    if (now == nullptr) {
      now = detail::initialise(state_, [&]() -> void* {
        stored = true;
        return new (storage_) T(std::move(value));
      });
    }
    return stored           ? SetResult::stored
           : now != nullptr ? SetResult::already_full
                            : SetResult::raised;
  }

  /// Destroys the value and empties the cell. For the owner of a cell that is not static
  /// (tp_dealloc, m_clear): nobody else may use the cell or a pointer from it any more.
  void clear() noexcept {
    const T* value = get();
    state_.value.store(nullptr, std::memory_order_relaxed);
    if (value != nullptr) value->~T();
  }

 private:
  detail::CellState state_;
  alignas(T) std::byte storage_[sizeof(T)]{};
};

/// A cell that owns one reference to a Python object. Readers get it borrowed; it stays valid as
/// long as the cell is full, which for a static cell is for ever.
template <PythonPointer T>
class OnceCell<T> {
 public:
  constexpr OnceCell() noexcept = default;
  OnceCell(const OnceCell&) = delete;
  OnceCell& operator=(const OnceCell&) = delete;

  /// The object, borrowed, or null (and no exception) when there is none yet. Never waits, never
  /// fails.
  [[nodiscard]] T get() const noexcept {
    return static_cast<T>(state_.value.load(std::memory_order_acquire));
  }

  /// The object, borrowed; makes it with `make() -> T` when the cell is empty. `make` returns a new
  /// reference, or null with a Python exception set. Null with an exception set when that failed or
  /// the cell cannot be claimed.
  template <class Make>
  [[nodiscard]] ONCECELL_LOCAL T get_or_init(Make&& make) {
    if (T object = get()) return object;
    return static_cast<T>(detail::initialise(state_, [&]() -> void* {
      T made = std::invoke(std::forward<Make>(make));
      return made;
    }));
  }

  /// As get_or_init(), for initialisers that return std::optional<T> or the like.
  template <class Make>
  [[nodiscard]] ONCECELL_LOCAL T get_or_try_init(Make&& make) {
    if (T object = get()) return object;
    return static_cast<T>(detail::initialise(state_, [&]() -> void* {
      auto made = std::invoke(std::forward<Make>(make));
      if (!made) return nullptr;
      T object = *std::move(made);
      return object;
    }));
  }

  /// Fills an empty cell; waits, as get_or_init() does, for an initialiser that runs. Takes over
  /// the reference in every case; null, for a value that could not be made, is `raised`.
  ONCECELL_LOCAL SetResult set(T owned) {
    bool stored = false;
    const void* now = get();
    if (owned != nullptr && now == nullptr) {
      now = detail::initialise(state_, [&]() -> void* {
        stored = true;
        return owned;
      });
    }
    if (stored) return SetResult::stored;
    Py_XDECREF(reinterpret_cast<PyObject*>(owned));
    return owned != nullptr && now != nullptr ? SetResult::already_full : SetResult::raised;
  }

  /// For tp_traverse and m_traverse of what holds the cell: `if (int result = cell.traverse(visit,
  /// arg)) return result;`
  int traverse(visitproc visit, void* arg) const {
    PyObject* object = reinterpret_cast<PyObject*>(get());
    return object == nullptr ? 0 : visit(object, arg);
  }

  /// Gives the reference up and empties the cell. For the owner of a cell that is not static
  /// (tp_clear, m_clear): nobody else may use the cell or an object borrowed from it any more.
  void clear() noexcept {
    PyObject* object = reinterpret_cast<PyObject*>(get());
    state_.value.store(nullptr, std::memory_order_relaxed);
    Py_XDECREF(object);
  }

 private:
  detail::CellState state_;
};

}  // namespace oncecell
