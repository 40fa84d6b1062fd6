// serializers/discriminator.cc: see discriminator.h.
#include "serializers/discriminator.h"

#include "py/call.h"
#include "schema/describe_lookup.h"

namespace pydantic_core {
namespace {

/// One step of a path: text is looked up in dicts and as an attribute of all else; numbers are
/// indices. Empty with or without an exception set.
Ref step(Borrowed value, Borrowed key) {
  if (PyUnicode_Check(value)) return {};
  if (PyDict_Check(value) || !PyUnicode_Check(key)) return steal(PyObject_GetItem(value, key));
  return steal(PyObject_GetAttr(value, key));
}

Ref follow(Borrowed value, const LookupPath& path) {
  Ref found = step(value, path.key.get());
  for (Py_ssize_t i = 0; found && path.rest && i < PyTuple_GET_SIZE(path.rest.get()); ++i) {
    found = step(found.get(), PyTuple_GET_ITEM(path.rest.get(), i));
  }
  PyErr_Clear();
  return found;
}

}  // namespace

bool Discriminator::init(Borrowed discriminator) {
  if (!PyCallable_Check(discriminator)) return lookup_.init_alias_only(discriminator);
  function_ = borrow(discriminator);
  return true;
}

Ref Discriminator::tag_of(Borrowed value) const {
  if (function_) {
    Ref tag = py::call(function_.get(), value);
    if (!tag) PyErr_Clear();
    return tag;
  }
  for (const LookupPath& path : lookup_.all()) {
    if (Ref tag = follow(value, path)) return tag;
  }
  return {};
}

void Discriminator::describe(Describer& out) const {
  out.field("discriminator");
  if (function_) {
    out.open_tuple("Function");
    out.object(function_.get());
  } else {
    out.open_tuple("LookupKey");
    describe_paths(out, lookup_.all(), lookup_.alias_is_plain());
  }
  out.close_tuple();
}

}  // namespace pydantic_core
