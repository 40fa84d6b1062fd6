// serialize/infer/ob_type.cc: see ob_type.h.
#include "serialize/infer/ob_type.h"

#include "base/edition.h"
#include "py/classes.h"
#include "py/datetime.h"
#include "py/get.h"
#include "py/names.h"
#include "py/url_object.h"

namespace pydantic_core {

namespace {

// Classes of the standard library that nothing else asks for. While its module is not imported
// nothing is an instance of one.
constinit oncecell::ImportCell path_class{"pathlib", "Path"};
constinit oncecell::ImportCell ipv4_address_class{"ipaddress", "IPv4Address"};
constinit oncecell::ImportCell ipv6_address_class{"ipaddress", "IPv6Address"};
constinit oncecell::ImportCell ipv4_network_class{"ipaddress", "IPv4Network"};
constinit oncecell::ImportCell ipv6_network_class{"ipaddress", "IPv6Network"};

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

bool has_attribute(Borrowed value, Borrowed name, Questions& asked) {
  Ref attribute;
  const int has = py::get_attribute(value, name, attribute);
  if (has < 0) asked.clear();
  return has > 0;
}

bool is_instance(Borrowed value, oncecell::ImportCell& cell, Questions& asked) {
  if (as_object(Py_TYPE(value)) == cell.get()) return true;
  const int answer = cell.is_instance(value);
  if (answer < 0) asked.clear();
  return answer > 0;
}

// --- how a type is detected: the words of ob_types.def ---

/// For types that find_ob_type() detects by itself. Also the base of the other ways of detection,
/// which override some of these questions.
struct Asked {
  /// `exact`: `type` is the value's own, not one of its bases.
  bool is_builtin(PyTypeObject*, bool) const { return false; }
  bool is_known(PyTypeObject*, Questions&) const { return false; }
  bool is_late(PyTypeObject*, Questions&) const { return false; }
  /// For what the chain of bases (tp_base) did not decide: isinstance, which also knows further
  /// bases and __instancecheck__.
  bool takes(Borrowed, Questions&) const { return false; }
};
/// A builtin that older versions of CPython lack.
struct FrozenDict : Asked {
  bool is_builtin(PyTypeObject* type, bool) const {
    return py::kHasFrozenDict && type == py::frozendict_type();
  }
  bool takes(Borrowed value, Questions&) const { return py::is_frozendict(value); }
};
/// A class of CPython, by its address.
struct Builtin : Asked {
  explicit Builtin(PyTypeObject* of) : of(of) {}
  bool is_builtin(PyTypeObject* type, bool) const { return type == of; }
  bool takes(Borrowed value, Questions&) const { return PyObject_TypeCheck(value, of); }
  PyTypeObject* of;
};
/// The same for one whose subclasses are another type.
struct Exact : Asked {
  explicit Exact(PyTypeObject* of) : of(of) {}
  bool is_builtin(PyTypeObject* type, bool exact) const { return exact && type == of; }
  PyTypeObject* of;
};
struct Subclass : Builtin {
  using Builtin::Builtin;
  bool is_builtin(PyTypeObject* type, bool exact) const { return !exact && type == of; }
};
/// A class of ours.
struct Own : Asked {
  explicit Own(PyTypeObject* of) : of(of) {}
  bool is_known(PyTypeObject* type, Questions&) const { return type == of; }
  PyTypeObject* of;
};
/// A class of the library that only isinstance tells.
struct Instance : Asked {
  explicit Instance(oncecell::ImportCell& of) : of(of) {}
  bool takes(Borrowed value, Questions& asked) const { return is_instance(value, of, asked); }
  oncecell::ImportCell& of;
};
struct Library : Instance {
  using Instance::Instance;
  bool is_known(PyTypeObject* type, Questions& asked) const { return type == loaded(of, asked); }
};
/// The same, after what has a serializer of its own, dataclasses, enums and iterators.
struct LateLibrary : Instance {
  using Instance::Instance;
  bool is_late(PyTypeObject* type, Questions& asked) const { return type == loaded(of, asked); }
};

/// Detected by `by`, in these editions alone.
template <class By>
struct In : Asked {
  In(Editions editions, By by) : here(editions.has_this()), by(by) {}
  bool is_builtin(PyTypeObject* type, bool exact) const {
    return here && by.is_builtin(type, exact);
  }
  bool is_known(PyTypeObject* type, Questions& asked) const {
    return here && by.is_known(type, asked);
  }
  bool is_late(PyTypeObject* type, Questions& asked) const {
    return here && by.is_late(type, asked);
  }
  bool takes(Borrowed value, Questions& asked) const { return here && by.takes(value, asked); }
  bool here;
  By by;
};

ObType builtin_type(PyTypeObject* type, bool exact) {
#define LEAF(name, detection, key, json, jsonable) \
  if (detection.is_builtin(type, exact)) return ObType::name;
#include "serialize/infer/ob_types.def"
  return ObType::unknown;
}

/// As builtin_type(), with the classes of the library and our own.
ObType known_type(PyTypeObject* type, bool exact, Questions& asked) {
  if (const ObType found = builtin_type(type, exact); found != ObType::unknown) return found;
#define LEAF(name, detection, key, json, jsonable) \
  if (detection.is_known(type, asked)) return ObType::name;
#include "serialize/infer/ob_types.def"
  return ObType::unknown;
}

ObType late_type(PyTypeObject* type, Questions& asked) {
#define LEAF(name, detection, key, json, jsonable) \
  if (detection.is_late(type, asked)) return ObType::name;
#include "serialize/infer/ob_types.def"
  return ObType::unknown;
}

ObType type_by_isinstance(Borrowed value, Questions& asked) {
#define LEAF(name, detection, key, json, jsonable) \
  if (detection.takes(value, asked)) return ObType::name;
#include "serialize/infer/ob_types.def"
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
  PyTypeObject* enum_type = loaded(py::enum_class, asked);
  if (enum_type != nullptr && Py_TYPE(type) == Py_TYPE(enum_type)) return ObType::enumeration;
  if (PyIter_Check(value)) return ObType::generator;
  if (const ObType found = late_type(type, asked); found != ObType::unknown) return found;
  for (type = type->tp_base; type != nullptr; type = type->tp_base) {
    if (const ObType found = known_type(type, false, asked); found != ObType::unknown) return found;
    if (const ObType found = late_type(type, asked); found != ObType::unknown) return found;
  }
  return type_by_isinstance(value, asked);
}

/// Whether `value` is of the class or of a subclass, or says so and is nothing that comes before
/// it.
bool is_of_class(Borrowed value, oncecell::ImportCell& cell, ObType type) {
  Questions asked;
  PyTypeObject* of = loaded(cell, asked);
  if (of != nullptr && PyObject_TypeCheck(value, of)) return true;
  const bool answer = builtin_type(Py_TYPE(value), true) == ObType::unknown &&
                      type_by_isinstance(value, asked) == type;
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
  return asked.is_answerable() || py::no_memory();
}

bool is_decimal(Borrowed value) { return is_of_class(value, py::decimal_class, ObType::decimal); }
bool is_fraction(Borrowed value) {
  return is_of_class(value, py::fraction_class, ObType::fraction);
}
bool is_uuid(Borrowed value) { return is_of_class(value, py::uuid_class, ObType::uuid); }

}  // namespace pydantic_core
