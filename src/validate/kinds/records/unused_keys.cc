// validate/kinds/records/unused_keys.cc: see unused_keys.h.
#include "validate/kinds/records/unused_keys.h"

#include "py/string_cache.h"

namespace pydantic_core {

KeyText key_text(PyInput key, std::string_view& text) {
  if (!PyUnicode_Check(key.object)) return KeyText::not_text;
  if (py::utf8(key.object, text)) return KeyText::ok;
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return KeyText::raised;
  PyErr_Clear();
  return PyUnicode_CheckExact(key.object) ? KeyText::not_unicode : KeyText::not_text;
}

Ref key_object(PyInput key, const State&) {
  return PyUnicode_CheckExact(key.object) ? borrow(key.object)
                                          : steal(PyUnicode_FromObject(key.object));
}

Ref key_object(JsonInput key, const State& state) {
  return cached_str(key.value, state.cache_strings != CacheStrings::none);
}

}  // namespace pydantic_core
