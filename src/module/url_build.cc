// module/url_build.cc: Url.build and MultiHostUrl.build. What they are given goes into the text as
// it is; the class that is called with the text finds what is wrong with it.
#include "base/edition.h"
#include "module/url.h"
#include "py/call.h"
#include "py/error.h"
#include "py/names.h"
#include "py/parameters.h"
#include "py/url_object.h"
#include "schema/schema.h"

namespace pydantic_core {
namespace {

/// Writes a str that was seen to have UTF-8.
void write(Text& out, std::string_view before, Borrowed str) {
  std::string_view text;
  if (!py::utf8(str, text)) PyErr_Clear();
  out << before << text;
}

/// A host and what belongs to it; strs or empty.
struct HostParts {
  Ref username;
  Ref password;
  Ref host;
  std::optional<uint16_t> port;

  /// A user name alone does not count, upstream.
  bool is_empty() const { return !host && !password && !port; }
  void append_to(Text& out) const {
    if (username) write(out, "", username.get());
    if (password) write(out, ":", password.get());
    if (username || password) out << '@';
    if (host) write(out, "", host.get());
    if (port) out << ':' << *port;
  }
};

/// One item of `hosts`, a dict. False with an exception set.
bool read_host(Borrowed item, HostParts& out) {
  if (!PyDict_Check(item)) return conversion_error(item, "PyDict");
  const SchemaDict dict(item);
  const auto read = [&dict](Borrowed name, Ref& part) {
    std::string_view text;
    if (!dict.get(name, part)) return false;
    if (kHostPartsMayBeNone && part && part.get() == Py_None) part = Ref();
    if (!part) return true;
    return PyUnicode_Check(part.get()) ? py::utf8(part.get(), text)
                                       : conversion_error(part.get(), "PyString");
  };
  Ref port;
  return read(names.username, out.username) && read(names.password, out.password) &&
         read(names.host, out.host) && dict.get(names.port, port) &&
         (!port || (kHostPartsMayBeNone && port.get() == Py_None) ||
          read_port(port.get(), out.port));
}

bool read_hosts(Borrowed value, Vec<HostParts>& out) {
  if (!check_is_sequence(value)) return false;
  Ref items = steal(PyObject_GetIter(value));
  if (!items) return false;
  while (Ref item = steal(PyIter_Next(items.get()))) {
    HostParts host;
    if (!read_host(item.get(), host)) return false;
    if (!out.push(std::move(host))) return py::no_memory();
  }
  return PyErr_Occurred() == nullptr;
}

// Readers of arguments, which name them in their errors.

bool port_argument(const char* name, Borrowed value, std::optional<uint16_t>& out) {
  if (read_port(value, out)) return true;
  py::name_argument(name);
  return false;
}
bool hosts_argument(const char* name, Borrowed value, std::optional<Vec<HostParts>>& out) {
  if (read_hosts(value, out.emplace())) return true;
  py::name_argument(name);
  return false;
}

/// The arguments of both; strs or nullptr.
struct Call {
  Borrowed scheme = nullptr;
  std::optional<Vec<HostParts>> hosts;
  Borrowed host = nullptr;
  Borrowed username = nullptr;
  Borrowed password = nullptr;
  std::optional<uint16_t> port;
  Borrowed path = nullptr;
  Borrowed query = nullptr;
  Borrowed fragment = nullptr;

  /// The host that the arguments tell of one by one.
  HostParts single() const { return {borrow(username), borrow(password), borrow(host), port}; }
  PyObject* finish(PyObject* cls, Text& text) const {
    if (path != nullptr) write(text, "/", path);
    if (query != nullptr) write(text, "?", query);
    if (fragment != nullptr) write(text, "#", fragment);
    Ref str = py::str(text);
    return str ? py::call(cls, str.get()).release() : nullptr;
  }
};

using P = py::Parameters<Call>;
constexpr auto kScheme = P::required<&Call::scheme, &py::read_text>("scheme");
constexpr auto kLogin = P::list(P::optional<&Call::username, &py::read_text>("username"),
                                P::optional<&Call::password, &py::read_text>("password"),
                                P::optional<&Call::port, &port_argument>("port"));
constexpr auto kRest = P::list(P::optional<&Call::path, &py::read_text>("path"),
                               P::optional<&Call::query, &py::read_text>("query"),
                               P::optional<&Call::fragment, &py::read_text>("fragment"));
constexpr auto kBuild =
    P::function("Url.build", py::kStar, kScheme, P::required<&Call::host, &py::read_text>("host"),
                kLogin, kRest);
constexpr auto kBuildMultiHost = P::function(
    "MultiHostUrl.build", py::kStar, kScheme, P::optional<&Call::hosts, &hosts_argument>("hosts"),
    kRest, P::optional<&Call::host, &py::read_text>("host"), kLogin);

PyObject* value_error(const char* message) {
  PyErr_SetString(PyExc_ValueError, message);
  return nullptr;
}

PyObject* build_url(PyObject* cls, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  Call call;
  if (!py::read_arguments<kBuild>(call, args, nargs, kwnames)) return nullptr;
  Text text;
  write(text, "", call.scheme);
  text << "://";
  call.single().append_to(text);
  return call.finish(cls, text);
}

PyObject* build_multi_host_url(PyObject* cls, PyObject* const* args, Py_ssize_t nargs,
                               PyObject* kwnames) {
  Call call;
  if (!py::read_arguments<kBuildMultiHost>(call, args, nargs, kwnames)) return nullptr;
  const HostParts single = call.single();
  Text text;
  write(text, "", call.scheme);
  text << "://";
  if (call.hosts) {
    if (single.username || !single.is_empty())
      return value_error("expected one of `hosts` or singular values to be set.");
    for (const HostParts& host : *call.hosts) {
      if (host.is_empty())
        return value_error("expected one of 'host', 'username', 'password' or 'port' to be set");
      if (&host != call.hosts->begin()) text << ',';
      host.append_to(text);
    }
  } else if (single.host) {
    single.append_to(text);
  } else {
    return value_error("expected either `host` or `hosts` to be set");
  }
  return call.finish(cls, text);
}

}  // namespace

PyMethodDef url_build() { return py::class_method<kBuild>(&build_url); }
PyMethodDef multi_host_url_build() {
  return py::class_method<kBuildMultiHost>(&build_multi_host_url);
}

}  // namespace pydantic_core
