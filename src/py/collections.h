// py/collections.h: the classes of the module collections that schemas know.
#pragma once

#include <optional>

#include "py/ref.h"

namespace pydantic_core::py {

/// Whether `object` is an instance, also of a subclass, or claims to be one; -1 with an exception
/// set.
[[nodiscard]] int is_deque(Borrowed object);
[[nodiscard]] int is_ordered_dict(Borrowed object);
[[nodiscard]] int is_counter(Borrowed object);

/// The maxlen of a deque, if it has one. False with an exception set, which only a subclass or what
/// claims to be a deque can cause.
[[nodiscard]] bool read_maxlen(Borrowed deque, std::optional<size_t>& out);

/// A new one of the items of a list, or of the pairs of a dict; empty with an exception set.
[[nodiscard]] Ref make_deque(Borrowed list, std::optional<size_t> maxlen);
[[nodiscard]] Ref make_ordered_dict(Borrowed dict);
[[nodiscard]] Ref make_counter(Borrowed dict);

}  // namespace pydantic_core::py
