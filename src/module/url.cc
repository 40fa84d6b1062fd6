// module/url.cc: see url.h. Instances never change and hold no references. So, unlike our other
// classes, these two take no part in garbage collection.
#include "module/url.h"

#include "base/edition.h"
#include "base/siphash.h"
#include "py/names.h"
#include "py/parameters.h"
#include "validate/engine/internal_validator.h"
#include "validate/kinds/scalars/url.h"

namespace pydantic_core {
namespace {

using url::MultiHostUrl;
using url::Url;

template <class U>
const U& self_as(PyObject* self) {
  return py::value_of<U>(self);
}

/// The one of its URLs that has the scheme, path, query and fragment.
const Url& parts_of(const Url& url) { return url; }
const Url& parts_of(const Url&& url) = delete;  // the result would outlive it
const Url& parts_of(const MultiHostUrl& url) { return url.url(); }

PyObject* optional(const std::optional<std::string_view>& text) {
  return text ? py::str(*text).release() : Py_NewRef(Py_None);
}
PyObject* optional(const std::optional<uint16_t>& number) {
  return number ? PyLong_FromLong(*number) : Py_NewRef(Py_None);
}

// --- making and copying ---

struct NewArguments {
  Borrowed url = nullptr;
  bool preserve_empty_path = false;
};
using New = py::Parameters<NewArguments>;
template <class U>
constexpr auto kNew =
    New::function(std::is_same_v<U, Url> ? "Url.__new__" : "MultiHostUrl.__new__",
                  New::required<&NewArguments::url>("url"), py::kStar,
                  New::optional<&NewArguments::preserve_empty_path>("preserve_empty_path"));

template <class U>
PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  NewArguments given;
  if (!py::read_arguments<kNew<U>>(given, args, kwargs)) return nullptr;
  State state(InputType::python);
  Ref made;
  const Outcome outcome =
      validate_url<U>(PyInput{given.url}, state, given.preserve_empty_path, made);
  if (outcome != Outcome::ok) {
    Ref title = outcome == Outcome::raised ? Ref() : py::str(kUrlName<U>);
    if (title || outcome == Outcome::raised)
      raise_outcome(outcome, state, title.get(), InputType::python, false, false);
    return nullptr;
  }
  if (type == url_class<U>() && made.get() != given.url) return made.release();
  PyObject* const self = py::allocate<U>(type);
  if (self != nullptr) py::value_of<U>(self) = self_as<U>(made.get());
  return self;
}

template <class U>
void dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  py::value_of<U>(self).~U();
  type->tp_free(self);
  Py_DECREF(type);
}

template <class U>
constexpr auto kDeepCopy = py::function_of_one("Url.__deepcopy__", "_memo", py::kSlash);
template <>
constexpr auto kDeepCopy<MultiHostUrl> =
    py::function_of_one<&py::read_dict>("MultiHostUrl.__deepcopy__", "_memo");

/// An object of the class itself, also for subclasses.
template <class U>
PyObject* deep_copy(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  py::OneArgument memo;
  if (!py::read_arguments<kDeepCopy<U>>(memo, args, nargs, kwnames)) return nullptr;
  return make_url(U(self_as<U>(self))).release();
}

PyObject* get_new_args(PyObject* self, PyObject*) {
  Ref text = url_text(self);
  return text ? PyTuple_Pack(1, text.get()) : nullptr;
}

// --- as text ---

PyObject* to_str(PyObject* self) { return url_text(self).release(); }

template <class U>
PyObject* repr(PyObject* self) {
  Text text;
  std::string buffer;
  text << (std::is_same_v<U, Url> ? "Url('" : "MultiHostUrl('") << self_as<U>(self).text(buffer)
       << "')";
  return py::str(text).release();
}

template <class U>
PyObject* unicode_string(PyObject* self, PyObject*) {
  return py::str(self_as<U>(self).unicode_text()).release();
}

// --- comparing ---

template <class U>
PyObject* compare(PyObject* self, PyObject* other, int op) {
  const U* that = url_of<U>(other);
  if (that == nullptr) Py_RETURN_NOTIMPLEMENTED;
  const auto order = self_as<U>(self) <=> *that;
  Py_RETURN_RICHCOMPARE(order < 0 ? -1 : order > 0, 0, op);
}

/// Upstream's number, the same in every process. Equal URLs that are spelled differently
/// (preserve_empty_path) have different ones.
template <class U>
Py_hash_t hash(PyObject* self) {
  std::string bytes;
  self_as<U>(self).append_hashed(bytes);
  const auto number = static_cast<int64_t>(siphash13(bytes));
  return number == -1 ? -2 : static_cast<Py_hash_t>(number);
}

int is_true(PyObject*) { return 1; }

// --- parts ---

template <class U>
PyObject* scheme(PyObject* self, void*) {
  return py::str(parts_of(self_as<U>(self)).scheme()).release();
}
template <class U>
PyObject* path(PyObject* self, void*) {
  return optional(parts_of(self_as<U>(self)).path());
}
template <class U>
PyObject* query(PyObject* self, void*) {
  return optional(parts_of(self_as<U>(self)).query());
}
template <class U>
PyObject* fragment(PyObject* self, void*) {
  return optional(parts_of(self_as<U>(self)).fragment());
}
PyObject* username(PyObject* self, void*) { return optional(self_as<Url>(self).username()); }
PyObject* password(PyObject* self, void*) { return optional(self_as<Url>(self).password()); }
PyObject* host(PyObject* self, void*) { return optional(self_as<Url>(self).host()); }
PyObject* port(PyObject* self, void*) { return optional(self_as<Url>(self).port()); }

PyObject* unicode_host(PyObject* self, PyObject*) {
  const std::optional<std::string> host = self_as<Url>(self).unicode_host();
  return host ? py::str(*host).release() : Py_NewRef(Py_None);
}

template <class U>
PyObject* query_params(PyObject* self, PyObject*) {
  const auto params = parts_of(self_as<U>(self)).query_params();
  Ref list = steal(PyList_New(static_cast<Py_ssize_t>(params.size())));
  for (size_t i = 0; list && i < params.size(); ++i) {
    Ref name = py::str_lossy(params[i].first);
    Ref value = name ? py::str_lossy(params[i].second) : Ref();
    PyObject* const pair = value ? PyTuple_Pack(2, name.get(), value.get()) : nullptr;
    if (pair == nullptr) return nullptr;
    PyList_SET_ITEM(list.get(), static_cast<Py_ssize_t>(i), pair);
  }
  return list.release();
}

bool set(Borrowed dict, Borrowed key, PyObject* made) {
  const Ref value = steal(made);
  return value && PyDict_SetItem(dict, key, value.get()) == 0;
}

PyObject* host_dict(const Url& host) {
  Ref dict = steal(PyDict_New());
  const bool ok = dict && set(dict.get(), names.username, optional(host.username())) &&
                  set(dict.get(), names.password, optional(host.password())) &&
                  set(dict.get(), names.host, optional(host.host())) &&
                  set(dict.get(), names.port, optional(host.port()));
  return ok ? dict.release() : nullptr;
}

PyObject* hosts(PyObject* self, PyObject*) {
  const std::vector<const Url*> urls = self_as<MultiHostUrl>(self).hosts();
  Ref list = steal(PyList_New(static_cast<Py_ssize_t>(urls.size())));
  for (size_t i = 0; list && i < urls.size(); ++i) {
    PyObject* const dict = host_dict(*urls[i]);
    if (dict == nullptr) return nullptr;
    PyList_SET_ITEM(list.get(), static_cast<Py_ssize_t>(i), dict);
  }
  return list.release();
}

// --- the classes ---

#define PC_GETTER(name, function) {name, function, nullptr, kAttributeDoc, nullptr}

PyMethodDef kUrlMethods[] = {
    py::method_without_arguments<"unicode_host">(&unicode_host),
    py::method_without_arguments<"query_params">(&query_params<Url>),
    py::method_without_arguments<"unicode_string">(&unicode_string<Url>),
    py::method<kDeepCopy<Url>>(&deep_copy<Url>),
    py::method_without_arguments<"__getnewargs__">(&get_new_args),
    url_build(),
    {},
};

PyMethodDef kMultiHostUrlMethods[] = {
    py::method_without_arguments<"hosts">(&hosts),
    py::method_without_arguments<"query_params">(&query_params<MultiHostUrl>),
    py::method_without_arguments<"unicode_string">(&unicode_string<MultiHostUrl>),
    py::method<kDeepCopy<MultiHostUrl>>(&deep_copy<MultiHostUrl>),
    py::method_without_arguments<"__getnewargs__">(&get_new_args),
    multi_host_url_build(),
    {},
};

PyGetSetDef kUrlGetters[] = {
    PC_GETTER("fragment", &fragment<Url>),
    PC_GETTER("password", &password),
    PC_GETTER("username", &username),
    PC_GETTER("query", &query<Url>),
    PC_GETTER("path", &path<Url>),
    PC_GETTER("host", &host),
    PC_GETTER("port", &port),
    PC_GETTER("scheme", &scheme<Url>),
    {},
};

PyGetSetDef kMultiHostUrlGetters[] = {
    PC_GETTER("fragment", &fragment<MultiHostUrl>),
    PC_GETTER("path", &path<MultiHostUrl>),
    PC_GETTER("scheme", &scheme<MultiHostUrl>),
    PC_GETTER("query", &query<MultiHostUrl>),
    {},
};

template <class U>
PyTypeObject* make_class(PyObject* module, const char* name, PyMethodDef* methods,
                         PyGetSetDef* getters) {
  PyType_Slot slots[] = {
      py::doc_slot<kNew<U>>(),
      {Py_tp_new, reinterpret_cast<void*>(&make_new<U>)},
      {Py_tp_dealloc, reinterpret_cast<void*>(&dealloc<U>)},
      {Py_tp_repr, reinterpret_cast<void*>(&repr<U>)},
      {Py_tp_str, reinterpret_cast<void*>(&to_str)},
      {Py_tp_richcompare, reinterpret_cast<void*>(&compare<U>)},
      {Py_tp_hash, reinterpret_cast<void*>(&hash<U>)},
      {Py_nb_bool, reinterpret_cast<void*>(&is_true)},
      {Py_tp_methods, methods},
      {Py_tp_getset, getters},
      {},
  };
  PyType_Spec spec{name, sizeof(py::Object<U>), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};
  return reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &spec, nullptr));
}

}  // namespace

bool init_url(PyObject* module) {
  if (url_type == nullptr) {
    url_type =
        make_class<Url>(module, "pydantic_core._pydantic_core.Url", kUrlMethods, kUrlGetters);
  }
  if (multi_host_url_type == nullptr) {
    multi_host_url_type =
        make_class<MultiHostUrl>(module, "pydantic_core._pydantic_core.MultiHostUrl",
                                 kMultiHostUrlMethods, kMultiHostUrlGetters);
  }
  return url_type != nullptr && multi_host_url_type != nullptr &&
         PyModule_AddType(module, url_type) == 0 &&
         PyModule_AddType(module, multi_host_url_type) == 0;
}

}  // namespace pydantic_core
