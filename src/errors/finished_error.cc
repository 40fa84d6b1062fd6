// errors/finished_error.cc: see finished_error.h.
#include "errors/finished_error.h"

#include "errors/custom_errors.h"
#include "schema/schema.h"

namespace pydantic_core {
namespace {

bool read_location(Borrowed given, Ref& out) {
  if (given == nullptr) {
    out = steal(PyTuple_New(0));
    return static_cast<bool>(out);
  }
  if (!PyTuple_Check(given) && !PyList_Check(given))
    return py::raise(PyExc_TypeError, "Location must be a list or tuple of strings and ints");
  const Ref items = steal(PySequence_Tuple(given));
  if (!items) return false;
  const Py_ssize_t size = PyTuple_GET_SIZE(items.get());
  out = steal(PyTuple_New(size));
  if (!out) return false;
  for (Py_ssize_t i = 0; i < size; ++i) {
    Ref item = loc_item(PyTuple_GET_ITEM(items.get(), i));
    if (!item) return false;
    PyTuple_SET_ITEM(out.get(), i, item.release());
  }
  return true;
}

}  // namespace

bool FinishedError::from_user(Borrowed dict, FinishedError& out) {
  if (!PyDict_Check(dict)) return conversion_error(dict, "PyDict");
  const SchemaDict given(dict);
  Ref type, location;
  if (!given.require(names.type, type)) return false;
  if (py::is_str(type.get())) {
    Ref context;
    if (!given.get_dict(names.ctx, context)) return false;
    if (!ErrorDetails::from_context(type.get(), context.get(), out.details)) return false;
  } else if (const ErrorDetails* custom = custom_error_details(type.get())) {
    out.details = custom->clone();
  } else {
    return py::raise(PyExc_TypeError, "`type` should be a `str` or `PydanticCustomError`");
  }
  if (!given.get(names.loc, location) || !read_location(location.get(), out.location)) return false;
  out.input = borrow(Py_None);
  return given.get(names.input, out.input);
}

}  // namespace pydantic_core
