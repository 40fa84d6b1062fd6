// py/url_object.cc: see url_object.h.
#include "py/url_object.h"

namespace pydantic_core {

constinit PyTypeObject* url_type = nullptr;
constinit PyTypeObject* multi_host_url_type = nullptr;

Ref url_text(Borrowed object) {
  std::string buffer;
  const url::Url* url = url_of<url::Url>(object);
  return py::str(url != nullptr ? url->text(buffer)
                                : py::value_of<url::MultiHostUrl>(object).text(buffer));
}

bool read_port(Borrowed number, std::optional<uint16_t>& out) {
  Ref index = steal(PyNumber_Index(number));
  if (!index) return false;
  const long port = PyLong_AsLong(index.get());
  if (port == -1 && PyErr_Occurred()) return false;
  if (port < 0 || port > 65535) {
    PyErr_SetString(PyExc_OverflowError, "out of range integral type conversion attempted");
    return false;
  }
  out = static_cast<uint16_t>(port);
  return true;
}

}  // namespace pydantic_core
