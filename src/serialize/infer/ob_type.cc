// serialize/infer/ob_type.cc: see ob_type.h.
#include "serialize/infer/ob_type.h"

#include "py/classes.h"
#include "py/names.h"
#include "py/url_object.h"
#include "serialize/output/temporal.h"

namespace pydantic_core {

namespace {

/// A class of the standard library. While its module is not imported nothing is an instance of it.
struct LibraryClass {
  oncecell::ImportCell cell;
  ObType type;
};

constinit LibraryClass enum_class{oncecell::ImportCell{"enum", "Enum"}, ObType::enumeration};
constinit LibraryClass uuid_class{oncecell::ImportCell{"uuid", "UUID"}, ObType::uuid};
constinit LibraryClass path_class{oncecell::ImportCell{"pathlib", "Path"}, ObType::path};
constinit LibraryClass pattern_class{oncecell::ImportCell{"re", "Pattern"}, ObType::pattern};
constinit LibraryClass ip_classes[] = {
    {oncecell::ImportCell{"ipaddress", "IPv4Address"}, ObType::ipv4_address},
    {oncecell::ImportCell{"ipaddress", "IPv6Address"}, ObType::ipv6_address},
    {oncecell::ImportCell{"ipaddress", "IPv4Network"}, ObType::ipv4_network},
    {oncecell::ImportCell{"ipaddress", "IPv6Network"}, ObType::ipv6_network},
};

/// The questions that are asked about a value. An exception counts as no; but once memory did not
/// suffice to ask, the answers are worth nothing.
class Questions {
 public:
  bool is_answerable() const { return !out_of_memory_; }
  void clear() {
    if (forgive()) return;
    PyErr_Clear();
    out_of_memory_ = true;
  }

 private:
  bool out_of_memory_ = false;
};

/// The class when its module is imported, else nullptr.
PyTypeObject* loaded(oncecell::ImportCell& cell, Questions& asked) {
  PyObject* type = cell.get_if_loaded();
  if (type == nullptr) asked.clear();
  return reinterpret_cast<PyTypeObject*>(type);
}

bool is_class(PyTypeObject* type, LibraryClass& known, Questions& asked) {
  return type == loaded(known.cell, asked);
}

/// The types that are recognised by their address alone. `exact`: the value's own type, not one of
/// its bases.
ObType builtin_type(PyTypeObject* type, bool exact) {
  if (type == &PyUnicode_Type) return exact ? ObType::str : ObType::str_subclass;
  if (type == &PyLong_Type) return exact ? ObType::integer : ObType::int_subclass;
  if (type == Py_TYPE(Py_None)) return ObType::none;
  if (type == &PyBool_Type) return ObType::boolean;
  if (type == &PyFloat_Type) return exact ? ObType::floating : ObType::float_subclass;
  if (type == &PyDict_Type) return ObType::dict;
  if (type == &PyList_Type) return ObType::list;
  if (type == &PyTuple_Type) return ObType::tuple;
  if (type == &PyBytes_Type) return ObType::bytes;
  if (type == &PySet_Type) return ObType::set;
  if (type == &PyFrozenSet_Type) return ObType::frozenset;
  if (type == &PyByteArray_Type) return ObType::bytearray;
  if (type == &PyComplex_Type) return ObType::complex;
  return temporal_type(type);
}

/// As builtin_type(), with the classes of the library and our own.
ObType known_type(PyTypeObject* type, bool exact, Questions& asked) {
  if (const ObType found = builtin_type(type, exact); found != ObType::unknown) return found;
  if (type == url_type) return ObType::url;
  if (type == multi_host_url_type) return ObType::multi_host_url;
  if (type == loaded(py::decimal_class, asked)) return ObType::decimal;
  if (is_class(type, uuid_class, asked)) return ObType::uuid;
  return ObType::unknown;
}

ObType late_type(PyTypeObject* type, Questions& asked) {
  if (type == &PyGen_Type) return ObType::generator;
  if (is_class(type, path_class, asked)) return ObType::path;
  if (is_class(type, pattern_class, asked)) return ObType::pattern;
  if (is_class(type, ip_classes[0], asked)) return ObType::ipv4_address;
  if (is_class(type, ip_classes[1], asked)) return ObType::ipv6_address;
  return ObType::unknown;
}

bool has_attribute(Borrowed value, Borrowed name, Questions& asked) {
  PyObject* found;
  if (PyObject_GetOptionalAttr(value, name, &found) < 0) asked.clear();
  Ref attribute = steal(found);
  return static_cast<bool>(attribute);
}

bool is_instance(Borrowed value, oncecell::ImportCell& cell, Questions& asked) {
  if (as_object(Py_TYPE(value)) == cell.get()) return true;
  const int answer = cell.is_instance(value);
  if (answer < 0) asked.clear();
  return answer > 0;
}

/// For what the chain of bases (tp_base) did not decide: isinstance, which also knows further bases
/// and
/// __instancecheck__.
ObType type_by_isinstance(Borrowed value, Questions& asked) {
  if (PyLong_Check(value)) return ObType::int_subclass;
  if (PyUnicode_Check(value)) return ObType::str_subclass;
  if (PyBytes_Check(value)) return ObType::bytes;
  if (PyList_Check(value)) return ObType::list;
  if (PyTuple_Check(value)) return ObType::tuple;
  if (PyDict_Check(value)) return ObType::dict;
  if (PyFloat_Check(value)) return ObType::float_subclass;
  if (PyByteArray_Check(value)) return ObType::bytearray;
  if (PySet_Check(value)) return ObType::set;
  if (PyFrozenSet_Check(value)) return ObType::frozenset;
  if (const ObType found = temporal_type_by_isinstance(value); found != ObType::unknown)
    return found;
  if (is_instance(value, py::decimal_class, asked)) return ObType::decimal;
  for (LibraryClass* known : {&uuid_class, &enum_class, &path_class, &pattern_class}) {
    if (is_instance(value, known->cell, asked)) return known->type;
  }
  if (PyComplex_Check(value)) return ObType::complex;
  for (LibraryClass& known : ip_classes) {
    if (is_instance(value, known.cell, asked)) return known.type;
  }
  return ObType::unknown;
}

/// The type, of a value that builtin_type() does not know.
ObType search_type(Borrowed value, Questions& asked) {
  PyTypeObject* type = Py_TYPE(value);
  if (const ObType found = known_type(type, true, asked); found != ObType::unknown) return found;
  if (!PyType_Check(value)) {
    if (has_attribute(value, names.pydantic_serializer, asked))
      return ObType::pydantic_serializable;
    if (has_attribute(value, names.dataclass_fields, asked)) return ObType::dataclass;
  }
  PyTypeObject* enum_type = loaded(enum_class.cell, asked);
  if (enum_type != nullptr && Py_TYPE(type) == Py_TYPE(enum_type)) return ObType::enumeration;
  if (PyIter_Check(value)) return ObType::generator;
  if (const ObType found = late_type(type, asked); found != ObType::unknown) return found;
  for (type = type->tp_base; type != nullptr; type = type->tp_base) {
    if (const ObType found = known_type(type, false, asked); found != ObType::unknown) return found;
    if (const ObType found = late_type(type, asked); found != ObType::unknown) return found;
  }
  return type_by_isinstance(value, asked);
}

bool is_of_class(Borrowed value, oncecell::ImportCell& cell) {
  Questions asked;
  const bool answer = is_instance(value, cell, asked);
  if (!asked.is_answerable()) PyErr_NoMemory();
  return answer && asked.is_answerable();
}

}  // namespace

bool find_ob_type(Borrowed value, ObType& out) {
  out = builtin_type(Py_TYPE(value), true);
  if (out != ObType::unknown) [[likely]]
    return true;
  Questions asked;
  out = search_type(value, asked);
  return asked.is_answerable() || PyErr_NoMemory() != nullptr;
}

bool is_decimal(Borrowed value) { return is_of_class(value, py::decimal_class); }
bool is_uuid(Borrowed value) { return is_of_class(value, uuid_class.cell); }

const char* spelling(ObType type) {
  switch (type) {
    case ObType::list:
      return "list";
    case ObType::set:
      return "set";
    case ObType::frozenset:
      return "frozenset";
    case ObType::dict:
      return "dict";
    default:
      return "generator";
  }
}

}  // namespace pydantic_core
