// py/collections.cc: see collections.h.
#include "py/collections.h"

#include "oncecell/oncecell.h"
#include "py/call.h"
#include "py/classes.h"
#include "py/names.h"
#include "py/number.h"

namespace pydantic_core::py {
namespace {

int is_instance(Borrowed object, oncecell::ImportCell& cell) {
  Borrowed cls = cell.get_or_import();
  if (cls == nullptr) return -1;
  return as_object(Py_TYPE(object)) == cls ? 1 : PyObject_IsInstance(object, cls);
}

Ref make(oncecell::ImportCell& cell, Borrowed argument) {
  Borrowed cls = cell.get_or_import();
  return cls != nullptr ? call(cls, argument) : Ref();
}

}  // namespace

int is_deque(Borrowed object) { return is_instance(object, deque_class); }
int is_ordered_dict(Borrowed object) { return is_instance(object, ordered_dict_class); }
int is_counter(Borrowed object) { return is_instance(object, counter_class); }

bool read_maxlen(Borrowed deque, std::optional<size_t>& out) {
  const Ref maxlen = steal(PyObject_GetAttr(deque, names.maxlen));
  if (!maxlen) return false;
  if (maxlen.get() == Py_None) return true;
  size_t size = 0;
  if (!size_of(maxlen.get(), size)) return false;
  out = size;
  return true;
}

Ref make_deque(Borrowed list, std::optional<size_t> maxlen) {
  if (!maxlen) return make(deque_class, list);
  Borrowed cls = deque_class.get_or_import();
  const Ref most = cls != nullptr ? steal(PyLong_FromSize_t(*maxlen)) : Ref();
  return most ? call(cls, list, most.get()) : Ref();
}

Ref make_ordered_dict(Borrowed dict) { return make(ordered_dict_class, dict); }
Ref make_counter(Borrowed dict) { return make(counter_class, dict); }

}  // namespace pydantic_core::py
