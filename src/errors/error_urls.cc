// errors/error_urls.cc: the links to the documentation that errors show, asked for once a process.
#include <cstdlib>

#include "base/utf8.h"
#include "errors/error_texts.h"
#include "oncecell/oncecell.h"
#include "py/str.h"

namespace pydantic_core {
namespace {

constinit oncecell::OnceCell<PyObject*> url_prefix_cell;
constinit oncecell::OnceCell<bool> include_url_cell;

/// pydantic.__version__ as a str; empty when there is none to be had, with an exception set only
/// for want of memory.
Ref pydantic_version() {
  const Ref module = steal(PyImport_ImportModule("pydantic"));
  Ref version = module ? steal(PyObject_GetAttrString(module.get(), "__version__")) : Ref();
  return forgive() && version && py::is_str(version.get()) ? std::move(version) : Ref();
}

Ref make_url_prefix() {
  Text version;
  if (const Ref full = pydantic_version()) py::append_lossy(version, full.get());
  if (PyErr_Occurred()) return {};
  std::string_view minor = version.view();
  if (const size_t dot = minor.find('.'); dot != minor.npos)
    minor = minor.substr(0, minor.find('.', dot + 1));
  Text text;
  if (!version.ok()) text.fail();
  text << "https://errors.pydantic.dev/" << (minor.empty() ? "latest" : minor) << "/v/";
  return py::str(text);
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((text[i] | (text[i] >= 'A' && text[i] <= 'Z' ? 0x20 : 0)) != lower[i]) return false;
  }
  return true;
}

bool read_include_url() {
  if (const char* omit = std::getenv("PYDANTIC_ERRORS_OMIT_URL")) {
    if (PyErr_WarnEx(
            PyExc_DeprecationWarning,
            "PYDANTIC_ERRORS_OMIT_URL is deprecated, use PYDANTIC_ERRORS_INCLUDE_URL instead",
            1) < 0) {
      PyErr_Clear();
    }
    return *omit == '\0';
  }
  const char* include = std::getenv("PYDANTIC_ERRORS_INCLUDE_URL");
  if (include == nullptr || !utf8::is_valid(include)) return true;
  return std::string_view(include) == "1" || equals_ignoring_case(include, "true");
}

}  // namespace

bool get_url_prefix(std::string_view& out) {
  Borrowed prefix = url_prefix_cell.get_or_init([] { return make_url_prefix().release(); });
  return prefix != nullptr && py::utf8(prefix, out);
}

bool get_env_include_url(bool& out) {
  const bool* include = include_url_cell.get_or_init(read_include_url);
  if (include == nullptr) return false;
  out = *include;
  return true;
}

}  // namespace pydantic_core
