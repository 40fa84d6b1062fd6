// validate/kinds/scalars/url.h: validating URLs as a schema without settings does, for the
// constructors of Url and MultiHostUrl.
#pragma once

#include "py/url_object.h"
#include "validate/input/py_input.h"
#include "validate/input/state.h"

namespace pydantic_core {

/// U is url::Url or url::MultiHostUrl. `out` becomes an object of that class, which is the input
/// itself if that already was one.
template <class U>
Outcome validate_url(PyInput input, State& state, bool preserve_empty_path, Ref& out);

/// The names that the kinds go by.
template <class U>
inline constexpr const char* kUrlName = std::is_same_v<U, url::Url> ? "url" : "multi-host-url";

}  // namespace pydantic_core
