// py/tzinfo.cc: see tzinfo.h.
#include "py/tzinfo.h"

#include <cmath>
#include <cstdlib>

#include "oncecell/oncecell.h"
#include "py/call.h"
#include "py/datetime.h"
#include "py/error.h"
#include "py/names.h"
#include "py/object.h"

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
    py::raise(
        PyExc_ValueError,
        Text() << "TzInfo offset must be strictly between -86400 and 86400 (24 hours) seconds, got "
               << seconds);
    return {};
  }
  Ref self = steal(py::allocate<Offset>(type));
  if (self) py::value_of<Offset>(self.get()).seconds = seconds;
  return self;
}

PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  static constexpr const char* kNames[] = {"seconds"};
  static constexpr py::Signature kSignature{"TzInfo.__new__", 1, 0, kNames, 1};
  Borrowed given;
  if (!py::parse_args(kSignature, args, kwargs, &given)) return nullptr;
  if (given == nullptr) return make(type, 0).release();
  const double number = PyFloat_AsDouble(given);
  if (number == -1.0 && PyErr_Occurred()) return py::name_argument("seconds"), nullptr;
  // Single precision, truncated, saturated: so upstream reads the number.
  const float single = static_cast<float>(number);
  int32_t seconds = 0;
  if (single >= 2147483648.0f) {
    seconds = INT32_MAX;
  } else if (single < -2147483648.0f) {
    seconds = INT32_MIN;
  } else if (!std::isnan(single)) {
    seconds = static_cast<int32_t>(single);
  }
  return make(type, seconds).release();
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

/// The methods' one argument, `dt`, which most of them ignore; nullptr with TypeError set.
Borrowed dt_argument(const char* function, PyObject* const* args, Py_ssize_t nargs,
                     PyObject* kwnames) {
  static constexpr const char* kNames[] = {"dt"};
  Borrowed dt;
  return py::parse_args({function, 1, 1, kNames, 1}, args, nargs, kwnames, &dt) ? dt : nullptr;
}

PyObject* utcoffset(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  return dt_argument("TzInfo.utcoffset", args, nargs, kwnames) != nullptr
             ? offset_of(self).release()
             : nullptr;
}

PyObject* tzname(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  return dt_argument("TzInfo.tzname", args, nargs, kwnames) != nullptr ? str(self) : nullptr;
}

PyObject* dst(PyObject*, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  return dt_argument("TzInfo.dst", args, nargs, kwnames) != nullptr ? Py_NewRef(Py_None) : nullptr;
}

PyObject* fromutc(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  Borrowed dt = dt_argument("TzInfo.fromutc", args, nargs, kwnames);
  if (dt == nullptr) return nullptr;
  if (!py::is_datetime(dt)) return py::argument_error("dt", dt, "PyDateTime"), nullptr;
  const Ref offset = offset_of(self);
  return offset ? PyNumber_Add(dt, offset.get()) : nullptr;
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

PyObject* deepcopy(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  static constexpr const char* kNames[] = {"_memo"};
  Borrowed memo;
  if (!py::parse_args({"TzInfo.__deepcopy__", 1, 1, kNames, 1}, args, nargs, kwnames, &memo))
    return nullptr;
  if (!PyDict_Check(memo)) return py::argument_error("_memo", memo, "PyDict"), nullptr;
  return make(Py_TYPE(self), seconds_of(self)).release();
}

PyObject* reduce(PyObject* self, PyObject*) {
  return Py_BuildValue("O(i)", Py_TYPE(self), static_cast<int>(seconds_of(self)));
}

PyMethodDef kMethods[] = {
    {"utcoffset", py::as_method(utcoffset), METH_FASTCALL | METH_KEYWORDS,
     "utcoffset($self, dt)\n--\n\n"},
    {"tzname", py::as_method(tzname), METH_FASTCALL | METH_KEYWORDS, "tzname($self, dt)\n--\n\n"},
    {"dst", py::as_method(dst), METH_FASTCALL | METH_KEYWORDS, "dst($self, dt)\n--\n\n"},
    {"fromutc", py::as_method(fromutc), METH_FASTCALL | METH_KEYWORDS,
     "fromutc($self, dt)\n--\n\n"},
    {"__deepcopy__", py::as_method(deepcopy), METH_FASTCALL | METH_KEYWORDS,
     "__deepcopy__($self, _memo)\n--\n\n"},
    {"__reduce__", reduce, METH_NOARGS, "__reduce__($self)\n--\n\n"},
    {},
};

PyType_Slot kSlots[] = {
    PC_OBJECT_SLOTS(Offset),
    {Py_tp_doc, const_cast<char*>("TzInfo(seconds=0.0)\n--\n\n")},
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
  if (!py::init_datetime()) return false;
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
