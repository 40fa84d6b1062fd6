// py/url_object.cc: see url_object.h.
#include "py/url_object.h"

#include "py/number.h"

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
  long port;
  if (!py::read_integer(number, 0, UINT16_MAX, port)) return false;
  out = static_cast<uint16_t>(port);
  return true;
}

}  // namespace pydantic_core
