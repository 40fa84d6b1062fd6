// validate/kinds/scalars/literal_names.h: fixed sets of values in names, messages and descriptions.
#pragma once

#include "base/vec.h"
#include "schema/describe.h"

namespace pydantic_core {

/// The reprs of `values` as one str, `comma` between them and `last` before the last one. False
/// with an exception set.
[[nodiscard]] inline bool name_values(const Vec<Ref>& values, const char* comma, const char* last,
                                      Ref& out) {
  Text text;
  for (uint32_t i = 0; i < values.size(); ++i) {
    if (i != 0) text << (i + 1 == values.size() ? last : comma);
    // One with a lone surrogate raises here: names have UTF-8.
    const Ref repr = steal(PyObject_Repr(values[i].get()));
    std::string_view utf8;
    if (!repr || !py::utf8(repr.get(), utf8)) return false;
    text << utf8;
  }
  out = py::str(text);
  return static_cast<bool>(out);
}

inline void describe_values(Describer& out, const Vec<Ref>& values) {
  out.field_list("values", values, [&](const Ref& value) { out.object(value.get()); });
}

}  // namespace pydantic_core
