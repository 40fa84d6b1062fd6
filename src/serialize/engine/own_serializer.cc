// serialize/engine/own_serializer.cc: see own_serializer.h.
#include "serialize/engine/own_serializer.h"

#include "py/get.h"

namespace pydantic_core {
namespace {

/// stand_in.rebuild(parent_namespace_depth=0): where the class was defined is not to be seen from
/// here. `own` stays as it is when there is no such method, or when it gives None. False with an
/// exception set.
bool rebuild(Borrowed stand_in, Ref& own) {
  Ref method;
  const int has = py::get_attribute(stand_in, names.rebuild, method);
  if (has <= 0) return has == 0;
  const Ref depth = steal(PyLong_FromLong(0));
  const Ref keywords = steal(PyTuple_Pack(1, names.parent_namespace_depth));
  if (!depth || !keywords) return false;
  PyObject* stack[] = {nullptr, depth.get()};
  Ref made = steal(
      PyObject_Vectorcall(method.get(), stack + 1, PY_VECTORCALL_ARGUMENTS_OFFSET, keywords.get()));
  if (!made) return false;
  if (made.get() != Py_None) own = std::move(made);
  return true;
}

}  // namespace

int find_own_serializer(Borrowed value, Ref& own) {
  int has;
  if (kStandInsAreRebuilt) {
    has = py::get_attribute(value, names.pydantic_serializer, own);
  } else {
    own = steal(PyObject_GetAttr(value, names.pydantic_serializer));
    has = own ? 1 : -1;
  }
  if (has <= 0 || as_schema_serializer(own.get()) != nullptr) return has;
  if (kStandInsAreRebuilt && !rebuild(own.get(), own)) return -1;
  if (as_schema_serializer(own.get()) != nullptr) return 1;
  conversion_error(own.get(), "SchemaSerializer");
  return -1;
}

}  // namespace pydantic_core
