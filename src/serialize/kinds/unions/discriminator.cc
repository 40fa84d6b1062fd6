// serialize/kinds/unions/discriminator.cc: see discriminator.h.
#include "serialize/kinds/unions/discriminator.h"

#include "base/edition.h"
#include "py/call.h"
#include "schema/describe_lookup.h"

namespace pydantic_core {
namespace {

/// object.name; empty when there is no such attribute. False with any other exception set.
bool get_attribute(Borrowed object, Borrowed name, Ref& out) {
  PyObject* found;
  if (PyObject_GetOptionalAttr(object, name, &found) < 0) return false;
  out = steal(found);
  return true;
}

/// container[key], or empty when that fails in whatever way; text is not indexed. False with
/// MemoryError set.
bool get_item(Borrowed container, Borrowed key, Ref& out) {
  if (PyUnicode_Check(container)) return true;
  out = steal(PyObject_GetItem(container, key));
  return out || forgive();
}

/// What is at the end of `path`, empty when it leads nowhere. The path begins in a dict or among an
/// object's attributes, and goes on in kind. False with an exception set.
bool follow(Borrowed value, const LookupPath& path, Ref& found) {
  const bool in_dict = PyDict_Check(value);
  if (in_dict) {
    PyObject* item;
    if (PyDict_GetItemRef(value, path.key.get(), &item) < 0) return false;
    found = steal(item);
  } else if (!get_attribute(value, path.key.get(), found)) {
    return false;
  }
  for (Py_ssize_t i = 0; found && path.rest && i < PyTuple_GET_SIZE(path.rest.get()); ++i) {
    Borrowed key = PyTuple_GET_ITEM(path.rest.get(), i);
    const Ref from = std::move(found);
    if (in_dict || !PyUnicode_Check(key) || PyDict_Check(from.get())) {
      if (!get_item(from.get(), key, found)) return false;
    } else if (!get_attribute(from.get(), key, found)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool Discriminator::init(Borrowed discriminator) {
  if (!PyCallable_Check(discriminator)) return lookup_.init_alias_only(discriminator);
  function_ = borrow(discriminator);
  return true;
}

bool Discriminator::tag_of(Borrowed value, Ref& tag) const {
  if (function_) {
    tag = py::call(function_.get(), value);
    return tag || forgive();
  }
  for (const LookupPath& path : lookup_.all()) {
    const bool followed = follow(value, path, tag);
    if (!followed && (!forgive() || !kTagsDecide)) return !PyErr_Occurred();
    if (tag) return true;
  }
  return true;
}

void Discriminator::describe(Describer& out) const {
  describe_discriminator(out, function_.get(), lookup_);
}

}  // namespace pydantic_core
