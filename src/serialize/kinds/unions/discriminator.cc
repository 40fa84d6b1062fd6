// serialize/kinds/unions/discriminator.cc: see discriminator.h.
#include "serialize/kinds/unions/discriminator.h"

#include "base/edition.h"
#include "py/call.h"
#include "py/get.h"
#include "schema/describe_lookup.h"

namespace pydantic_core {
namespace {

/// What is at the end of `path`, empty when it leads nowhere. The path begins in a dict or among an
/// object's attributes, and goes on in kind. False with an exception set.
bool follow(Borrowed value, const LookupPath& path, Ref& found) {
  const bool in_dict = PyDict_Check(value);
  Borrowed key = path.key.get();
  if ((in_dict ? py::get_item(value, key, found) : py::get_attribute(value, key, found)) < 0)
    return false;
  return !path.rest || follow_steps(found, path.rest.get(), !in_dict);
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
