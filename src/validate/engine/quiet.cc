// validate/engine/quiet.cc: see quiet.h.
#include "validate/engine/quiet.h"

#include "py/sync.h"

namespace pydantic_core {

bool QuietSearch::is_quiet(const Definition<Node>* definition) {
  switch (seen_.add(definition)) {
    case PointerSet::Added::known:
      ++records_;   // there may be some in it
      return true;  // for now: the rest of the search decides
    case PointerSet::Added::no_memory:
      return false;
    case PointerSet::Added::fresh:
      break;
  }
  if (depth_ == kMostDepth) return false;
  const Scoped deeper(depth_, depth_ + 1);
  return is_quiet(definition->node);
}

bool is_asked_quietly(Borrowed cls) {
  const Ref of_type = steal(PyObject_GetAttr(as_object(&PyType_Type), names.dunder_instancecheck));
  const Ref own = of_type
                      ? steal(PyObject_GetAttr(as_object(Py_TYPE(cls)), names.dunder_instancecheck))
                      : Ref();
  if (own && own.get() == of_type.get()) return true;
  const Ref module = own ? steal(PyObject_GetAttr(own.get(), names.dunder_module)) : Ref();
  (void)forgive();
  return module && py::is_str(module.get()) &&
         py::equals(module.get(), "pydantic._internal._model_construction");
}

namespace {

/// The search looks at so many values and levels at most, so that it cannot take long.
class PlainWalk {
 public:
  bool is_plain(Borrowed object, int depth = 0) {
    if (left_-- == 0) return false;
    if (is_scalar(object)) return true;
    if (depth == kMostDepth) return false;
    if (PyDict_CheckExact(object)) return is_plain_dict(object, depth + 1);
    if (PyList_CheckExact(object)) {
      for (Py_ssize_t i = 0; const Ref item = py::list_item(object, i); ++i) {
        if (!is_plain(item.get(), depth + 1)) return false;
      }
      return true;
    }
    if (!PyTuple_CheckExact(object)) return false;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(object); ++i) {
      if (!is_plain(PyTuple_GET_ITEM(object, i), depth + 1)) return false;
    }
    return true;
  }

 private:
  static constexpr int kMostDepth = 16;

  static bool is_scalar(Borrowed object) {
    const PyTypeObject* type = Py_TYPE(object);
    return type == &PyUnicode_Type || type == &PyLong_Type || type == &PyFloat_Type ||
           type == &PyBool_Type || object == Py_None || type == &PyBytes_Type;
  }
  bool is_plain_dict(Borrowed dict, int depth) {
    Py_ssize_t at = 0;
    if constexpr (py::kFreeThreaded) {
      for (Ref key, value; py::dict_next(dict, at, key, value);) {
        if (!is_scalar(key.get()) || !is_plain(value.get(), depth)) return false;
      }
    } else {
      for (Borrowed key, value; py::dict_next_unheld(dict, at, key, value);) {
        if (!is_scalar(key) || !is_plain(value, depth)) return false;
      }
    }
    return true;
  }

  uint32_t left_ = 256;
};

}  // namespace

bool is_plain(Borrowed object) { return PlainWalk().is_plain(object); }

}  // namespace pydantic_core
