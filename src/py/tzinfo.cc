// py/tzinfo.cc: see tzinfo.h.
#include "py/tzinfo.h"

#include <cmath>
#include <cstdlib>

#include "base/edition.h"
#include "oncecell/oncecell.h"
#include "py/call.h"
#include "py/datetime.h"
#include "py/error.h"
#include "py/names.h"
#include "py/object.h"
#include "py/parameters.h"

namespace pydantic_core {
namespace {

constinit PyTypeObject* tzinfo_type = nullptr;
constinit oncecell::OnceCell<PyObject*> utc;

struct Offset {
  int32_t seconds = 0;

  template <class F>
  void each_ref(F&&) {}
};
static_assert(sizeof(PyDateTime_TZInfo) == sizeof(PyObject),
              "Object<T> stands for a tzinfo followed by T");

int32_t seconds_of(PyObject* self) { return py::value_of<Offset>(self).seconds; }

Ref make(PyTypeObject* type, int32_t seconds) {
  if (seconds <= -86400 || seconds >= 86400) {
    return py::raise(
        PyExc_ValueError,
        Text() << "TzInfo offset must be strictly between -86400 and 86400 (24 hours) seconds, got "
               << seconds);
  }
  Ref self = steal(py::allocate<Offset>(type));
  if (self) py::value_of<Offset>(self.get()).seconds = seconds;
  return self;
}

/// What the constructor is given; any number.
struct Seconds {
  double number = 0.0;
};

}  // namespace

template <>
struct py::Argument<Seconds> {
  static bool read(const char* name, Borrowed value, Seconds& out) {
    out.number = PyFloat_AsDouble(value);
    if (out.number != -1.0 || !PyErr_Occurred()) return true;
    py::name_argument(name);
    return false;
  }
  template <class Out>
  static constexpr void show(const Seconds&, Out& out) {
    out("0.0");
  }
};

namespace {

struct NewArguments {
  Seconds seconds;
};
using New = py::Parameters<NewArguments>;
constexpr auto kNew =
    New::function("TzInfo.__new__", New::optional<&NewArguments::seconds>("seconds"));

PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  NewArguments given;
  if (!py::read_arguments<kNew>(given, args, kwargs)) return nullptr;
  const double number = given.seconds.number;
  // Upstream reads the number in single precision, truncates and saturates it.
  const float single = static_cast<float>(number);
  int32_t seconds = 0;
  if (single >= 2147483648.0f) {
    seconds = INT32_MAX;
  } else if (single < -2147483648.0f) {
    seconds = INT32_MIN;
  } else if (!std::isnan(single)) {
    seconds = static_cast<int32_t>(single);
  }
  return (kUtcIsOne ? make_tzinfo(seconds) : make(type, seconds)).release();
}

Ref offset_of(PyObject* self) { return py::make_timedelta(0, seconds_of(self), 0); }

PyObject* str(PyObject* self) {
  const int32_t seconds = seconds_of(self);
  if (seconds == 0) return PyUnicode_FromString("UTC");
  const int size = std::abs(seconds);
  const char sign = seconds > 0 ? '+' : '-';
  if (size % 60 == 0) return PyUnicode_FromFormat("%c%02d:%02d", sign, size / 3600, size / 60 % 60);
  return PyUnicode_FromFormat("%c%02d:%02d:%02d", sign, size / 3600, size / 60 % 60, size % 60);
}

PyObject* repr(PyObject* self) {
  return PyUnicode_FromFormat("TzInfo(%d)", static_cast<int>(seconds_of(self)));
}

Py_hash_t hash(PyObject* self) {
  const int32_t seconds = seconds_of(self);
  return seconds == -1 ? -2 : seconds;
}

// The methods' one argument, `dt`, which most of them ignore.

bool read_datetime(const char* name, Borrowed value, Borrowed& out) {
  out = value;
  return py::is_datetime(value) || py::argument_error(name, value, "PyDateTime");
}

constexpr auto kUtcOffset = py::function_of_one("TzInfo.utcoffset", "dt");
constexpr auto kTzName = py::function_of_one("TzInfo.tzname", "dt");
constexpr auto kDst = py::function_of_one("TzInfo.dst", "dt");
constexpr auto kFromUtc = py::function_of_one<&read_datetime>("TzInfo.fromutc", "dt");
constexpr auto kDeepCopy = py::function_of_one<&py::read_dict>("TzInfo.__deepcopy__", "_memo");

PyObject* utcoffset(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  py::OneArgument dt;
  return py::read_arguments<kUtcOffset>(dt, args, nargs, kwnames) ? offset_of(self).release()
                                                                  : nullptr;
}

PyObject* tzname(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  py::OneArgument dt;
  return py::read_arguments<kTzName>(dt, args, nargs, kwnames) ? str(self) : nullptr;
}

PyObject* dst(PyObject*, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  py::OneArgument dt;
  return py::read_arguments<kDst>(dt, args, nargs, kwnames) ? Py_NewRef(Py_None) : nullptr;
}

PyObject* fromutc(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  py::OneArgument dt;
  if (!py::read_arguments<kFromUtc>(dt, args, nargs, kwnames)) return nullptr;
  const Ref offset = offset_of(self);
  return offset ? PyNumber_Add(dt.value, offset.get()) : nullptr;
}

PyObject* deepcopy(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  py::OneArgument memo;
  if (!py::read_arguments<kDeepCopy>(memo, args, nargs, kwnames)) return nullptr;
  const int32_t seconds = seconds_of(self);
  return (kUtcIsOne ? make_tzinfo(seconds) : make(Py_TYPE(self), seconds)).release();
}

/// Compares with any tzinfo by the offset that it has without a datetime, to the second.
PyObject* compare(PyObject* self, PyObject* other, int op) {
  if (!py::is_tzinfo(other)) Py_RETURN_NOTIMPLEMENTED;
  double offset;
  if (Py_TYPE(other) == tzinfo_type) {
    offset = seconds_of(other);
  } else {
    const Ref delta = py::call_method(other, names.utcoffset, Py_None);
    if (!delta) return nullptr;
    if (delta.get() == Py_None) Py_RETURN_NOTIMPLEMENTED;
    const Ref total = py::call_method(delta.get(), names.total_seconds);
    if (!total) return nullptr;
    offset = std::round(PyFloat_AsDouble(total.get()));
    if (PyErr_Occurred()) return nullptr;
  }
  const double seconds = seconds_of(self);
  Py_RETURN_RICHCOMPARE(seconds, offset, op);
}

PyObject* reduce(PyObject* self, PyObject*) {
  return Py_BuildValue("O(i)", Py_TYPE(self), static_cast<int>(seconds_of(self)));
}

PyMethodDef kMethods[] = {
    py::method<kUtcOffset>(&utcoffset),
    py::method<kTzName>(&tzname),
    py::method<kDst>(&dst),
    py::method<kFromUtc>(&fromutc),
    py::method<kDeepCopy>(&deepcopy),
    py::method_without_arguments<"__reduce__">(&reduce),
    {},
};

PyType_Slot kSlots[] = {
    PC_OBJECT_SLOTS(Offset),
    py::doc_slot<kNew>(),
    {Py_tp_new, reinterpret_cast<void*>(&make_new)},
    {Py_tp_str, reinterpret_cast<void*>(&str)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_hash, reinterpret_cast<void*>(&hash)},
    {Py_tp_richcompare, reinterpret_cast<void*>(&compare)},
    {Py_tp_methods, kMethods},
    {},
};

}  // namespace

bool init_tzinfo(PyObject* module) {
  tzinfo_type = py::make_type(module, "pydantic_core._pydantic_core.TzInfo",
                              sizeof(py::Object<Offset>), 0, kSlots, py::datetime_api->TZInfoType);
  return tzinfo_type != nullptr;
}

Ref make_tzinfo(int32_t seconds) {
  if (seconds != 0) return make(tzinfo_type, seconds);
  return borrow(utc.get_or_init([] { return make(tzinfo_type, 0).release(); }));
}

bool fixed_offset(Borrowed tzinfo, int32_t& seconds) {
  if (tzinfo == py::datetime_api->TimeZone_UTC) {
    seconds = 0;
    return true;
  }
  if (Py_TYPE(tzinfo) != tzinfo_type) return false;
  seconds = seconds_of(tzinfo);
  return true;
}

}  // namespace pydantic_core
