// py/url_object.h: the objects of the classes Url and MultiHostUrl, which hold one URL of
// src/url each. Their methods are in module/url.cc.
#pragma once

#include "py/object.h"
#include "py/str.h"
#include "url/multi_host_url.h"

namespace pydantic_core {

/// The classes that Python sees; set by init_url.
extern constinit PyTypeObject* url_type;
extern constinit PyTypeObject* multi_host_url_type;

/// The class for url::Url or url::MultiHostUrl.
template <class U>
PyTypeObject* url_class() {
  return std::is_same_v<U, url::Url> ? url_type : multi_host_url_type;
}

/// The URL in an object of the class or a subclass; nullptr for any other object.
template <class U>
const U* url_of(Borrowed object) {
  return PyObject_TypeCheck(object, url_class<U>()) ? &py::value_of<U>(object) : nullptr;
}

/// A new object of the class itself; empty with MemoryError set.
template <class U>
Ref make_url(U url) {
  Ref object = steal(py::allocate<U>(url_class<U>()));
  if (object) py::value_of<U>(object.get()) = std::move(url);
  return object;
}

/// What str() gives for a Url or MultiHostUrl, whatever a subclass makes of it.
Ref url_text(Borrowed object);

/// Reads a port (any int of 16 bits) as PyO3 does. False with TypeError or OverflowError set.
[[nodiscard]] bool read_port(Borrowed number, std::optional<uint16_t>& out);

}  // namespace pydantic_core
