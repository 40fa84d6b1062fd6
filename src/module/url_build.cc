// module/url_build.cc: Url.build and MultiHostUrl.build. What they are given goes into the text as
// it is; the class that is called with the text finds what is wrong with it.
#include "module/call_options.h"
#include "module/url.h"
#include "py/call.h"
#include "py/error.h"
#include "py/names.h"
#include "py/url_object.h"
#include "schema/schema.h"

namespace pydantic_core {
namespace {

/// An optional str argument, held while Python code may run.
class TextPart {
 public:
  /// False with TypeError or UnicodeEncodeError set.
  [[nodiscard]] bool init(Borrowed value) {
    std::string_view text;
    if (!PyUnicode_Check(value)) return conversion_error(value, "PyString");
    if (!py::utf8(value, text)) return false;
    str_ = borrow(value);
    return true;
  }
  explicit operator bool() const { return static_cast<bool>(str_); }
  std::string_view view() const {
    std::string_view text;
    if (!py::utf8(str_.get(), text)) PyErr_Clear();  // it went well before
    return text;
  }

 private:
  Ref str_;
};

struct HostParts {
  TextPart username;
  TextPart password;
  TextPart host;
  std::optional<uint16_t> port;

  /// A user name alone does not count, upstream.
  bool is_empty() const { return !host && !password && !port; }
  void write(Text& out) const {
    if (username) out << username.view();
    if (password) out << ':' << password.view();
    if (username || password) out << '@';
    if (host) out << host.view();
    if (port) out << ':' << *port;
  }
};

/// Reads one of the arguments; nullptr and None leave `out`. False with an exception set that names
/// the argument.
bool text_argument(const char* name, Borrowed value, TextPart& out) {
  if (value == nullptr || value == Py_None || out.init(value)) return true;
  py::name_argument(name);
  return false;
}
bool port_argument(Borrowed value, std::optional<uint16_t>& out) {
  if (value == nullptr || value == Py_None || read_port(value, out)) return true;
  py::name_argument("port");
  return false;
}

/// One item of `hosts`, a dict. False with an exception set.
bool read_host(Borrowed item, HostParts& out) {
  if (!PyDict_Check(item)) return conversion_error(item, "PyDict");
  const SchemaDict dict(item);
  const auto read = [&dict](Borrowed name, TextPart& part) {
    Ref value;
    return dict.get(name, value) && (!value || part.init(value.get()));
  };
  Ref port;
  return read(names.username, out.username) && read(names.password, out.password) &&
         read(names.host, out.host) && dict.get(names.port, port) &&
         (!port || read_port(port.get(), out.port));
}

bool read_hosts(Borrowed value, Vec<HostParts>& out) {
  if (PyUnicode_Check(value)) {
    py::raise(PyExc_TypeError, "Can't extract `str` to `Vec`");
    return false;
  }
  if (!PySequence_Check(value)) return conversion_error(value, "Sequence");
  Ref items = steal(PyObject_GetIter(value));
  if (!items) return false;
  while (Ref item = steal(PyIter_Next(items.get()))) {
    HostParts host;
    if (!read_host(item.get(), host)) return false;
    if (!out.push(std::move(host))) return PyErr_NoMemory(), false;
  }
  return PyErr_Occurred() == nullptr;
}

/// What comes after the hosts.
struct Rest {
  TextPart path;
  TextPart query;
  TextPart fragment;

  bool read(Borrowed path_arg, Borrowed query_arg, Borrowed fragment_arg) {
    return text_argument("path", path_arg, path) && text_argument("query", query_arg, query) &&
           text_argument("fragment", fragment_arg, fragment);
  }
  PyObject* finish(PyObject* cls, Text& text) const {
    if (path) text << '/' << path.view();
    if (query) text << '?' << query.view();
    if (fragment) text << '#' << fragment.view();
    Ref str = py::str(text);
    return str ? py::call(cls, str.get()).release() : nullptr;
  }
};

PyObject* value_error(const char* message) {
  PyErr_SetString(PyExc_ValueError, message);
  return nullptr;
}

/// For an argument that must be there and no None.
bool required_text(const char* name, Borrowed value, TextPart& out) {
  if (out.init(value)) return true;
  py::name_argument(name);
  return false;
}

}  // namespace

PyObject* build_url_object(PyObject* cls, PyObject* const* args, Py_ssize_t nargs,
                           PyObject* kwnames) {
  static constexpr const char* kNames[] = {"scheme", "host", "username", "password",
                                           "port",   "path", "query",    "fragment"};
  static constexpr py::Signature kSignature{"Url.build", 0, 2, kNames, 8};
  Borrowed arg[8];
  TextPart scheme;
  HostParts host;
  Rest rest;
  if (!py::parse_args(kSignature, args, nargs, kwnames, arg) ||
      !required_text("scheme", arg[0], scheme) || !required_text("host", arg[1], host.host) ||
      !text_argument("username", arg[2], host.username) ||
      !text_argument("password", arg[3], host.password) || !port_argument(arg[4], host.port) ||
      !rest.read(arg[5], arg[6], arg[7])) {
    return nullptr;
  }
  Text text;
  text << scheme.view() << "://";
  host.write(text);
  return rest.finish(cls, text);
}

PyObject* build_multi_host_url_object(PyObject* cls, PyObject* const* args, Py_ssize_t nargs,
                                      PyObject* kwnames) {
  static constexpr const char* kNames[] = {"scheme", "hosts",    "path",     "query", "fragment",
                                           "host",   "username", "password", "port"};
  static constexpr py::Signature kSignature{"MultiHostUrl.build", 0, 1, kNames, 9};
  Borrowed arg[9];
  if (!py::parse_args(kSignature, args, nargs, kwnames, arg)) return nullptr;
  TextPart scheme;
  Vec<HostParts> hosts;
  Rest rest;
  HostParts single;
  if (!required_text("scheme", arg[0], scheme)) return nullptr;
  const bool has_hosts = arg[1] != nullptr && arg[1] != Py_None;
  if (has_hosts && !read_hosts(arg[1], hosts)) return py::name_argument("hosts"), nullptr;
  if (!rest.read(arg[2], arg[3], arg[4]) || !text_argument("host", arg[5], single.host) ||
      !text_argument("username", arg[6], single.username) ||
      !text_argument("password", arg[7], single.password) || !port_argument(arg[8], single.port)) {
    return nullptr;
  }
  Text text;
  text << scheme.view() << "://";
  if (has_hosts) {
    if (single.username || !single.is_empty())
      return value_error("expected one of `hosts` or singular values to be set.");
    for (const HostParts& host : hosts) {
      if (host.is_empty())
        return value_error("expected one of 'host', 'username', 'password' or 'port' to be set");
      if (&host != hosts.begin()) text << ',';
      host.write(text);
    }
  } else if (single.host) {
    single.write(text);
  } else {
    return value_error("expected either `host` or `hosts` to be set");
  }
  return rest.finish(cls, text);
}

}  // namespace pydantic_core
