// validate/kinds/records/revalidate.h: whether instances of a model or dataclass are validated
// again.
#pragma once

#include "schema/schema.h"
#include "schema/schema_error.h"

namespace pydantic_core {

enum class Revalidate : uint8_t { never, always, subclass_instances };
template <>
struct WordsOf<Revalidate> {
  static constexpr Word kWords[] = {
      {"never", "Never"}, {"always", "Always"}, {"subclass-instances", "SubclassInstances"}};
};

/// `revalidate_instances` of the schema or config. False with an exception set.
[[nodiscard]] inline bool read_revalidate(const Schema& schema, Revalidate& out) {
  Ref text;
  if (!schema.get_or_config(names.revalidate_instances, text)) return false;
  if (!text) return true;
  if (!check_text(text.get())) return false;
  if (find_word(text.get(), out)) return true;
  Text message;
  message << "Invalid revalidate_instances value: ";
  py::append_lossy(message, text.get());
  return schema_error(message);
}

/// How an input relates to the class of a model or dataclass.
enum class Instance : uint8_t { none, own, of_origin, raised };

/// Whether `object` counts as an instance of `cls` already, or else of `generic_origin` (may be
/// nullptr), which is to be validated again in any case. `raised` only for want of memory.
inline Instance instance_kind(Borrowed object, Borrowed cls, Borrowed generic_origin) {
  if (as_object(Py_TYPE(object)) == cls) return Instance::own;
  // The exact types that most input has are no models: do not ask their (slow) metaclass.
  if (PyDict_CheckExact(object)) return Instance::none;
  for (const Borrowed candidate : {cls, generic_origin}) {
    if (candidate == nullptr) continue;
    const int answer = PyObject_IsInstance(object, candidate);
    if (answer > 0) return candidate == cls ? Instance::own : Instance::of_origin;
    if (!forgive()) return Instance::raised;
  }
  return Instance::none;
}

inline bool should_revalidate(Revalidate mode, Borrowed instance, Borrowed cls) {
  return mode == Revalidate::always ||
         (mode == Revalidate::subclass_instances && as_object(Py_TYPE(instance)) != cls);
}

}  // namespace pydantic_core
