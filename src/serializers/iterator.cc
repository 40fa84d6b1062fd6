// serializers/iterator.cc: see iterator.h.
#include "serializers/iterator.h"

#include "py/object.h"
#include "serializers/owned_state.h"

namespace pydantic_core {
namespace {

struct SerializationIterator {
  OwnedSerState state;
  Ref iterator;
  const SerNode* node = nullptr;
  const SchemaFilter* filter = nullptr;
  Py_ssize_t index = 0;

  template <class F>
  void each_ref(F&& f) {
    state.each_ref(f);
    if constexpr (!std::is_same_v<std::remove_cvref_t<F>, py::Clear>) f(iterator);
  }
};

constinit PyTypeObject* iterator_type = nullptr;

PyObject* next(PyObject* object) {
  auto& self = py::value_of<SerializationIterator>(object);
  SerState state;
  if (!self.state.give(state)) return nullptr;
  for (;;) {
    const Ref item = steal(PyIter_Next(self.iterator.get()));
    if (!item) return nullptr;
    NextFilter inside;
    const size_t index = static_cast<size_t>(self.index);
    const Filtered filtered = self.filter->passes(state)
                                  ? Filtered::take
                                  : self.filter->index(index, std::nullopt, state, inside);
    if (filtered == Filtered::raised) return nullptr;
    ++self.index;
    if (filtered == Filtered::skip) continue;
    ScopedFilter scope(state, inside.include.get(), inside.exclude.get());
    Ref made = self.node->to_python(item.get(), state);
    return made && state.warnings.finish() ? made.release() : nullptr;
  }
}

PyObject* repr(PyObject* object) {
  const auto& self = py::value_of<SerializationIterator>(object);
  return PyUnicode_FromFormat("SerializationIterator(index=%zd, iterator=%R)", self.index,
                              self.iterator.get());
}

PyMemberDef kMembers[] = {
    {"index", T_PYSSIZET, offsetof(py::Object<SerializationIterator>, value.index), READONLY,
     nullptr},
    {nullptr, 0, 0, 0, nullptr},
};

PyType_Slot kSlots[] = {
    PC_OBJECT_SLOTS(SerializationIterator),
    {Py_tp_iter, reinterpret_cast<void*>(&PyObject_SelfIter)},
    {Py_tp_iternext, reinterpret_cast<void*>(&next)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_members, kMembers},
    {0, nullptr},
};

}  // namespace

bool init_serialization_iterator() {
  iterator_type = py::make_type(nullptr, "pydantic_core._pydantic_core.SerializationIterator",
                                sizeof(py::Object<SerializationIterator>),
                                Py_TPFLAGS_DISALLOW_INSTANTIATION, kSlots);
  return iterator_type != nullptr;
}

Ref make_serialization_iterator(Borrowed iterator, const SerNode* node, const SchemaFilter& filter,
                                const SerState& state) {
  Ref object = steal(py::allocate<SerializationIterator>(iterator_type));
  if (!object) return {};
  auto& self = py::value_of<SerializationIterator>(object.get());
  self.iterator = borrow(iterator);
  self.node = node;
  self.filter = &filter;
  return self.state.take(state) ? std::move(object) : Ref();
}

}  // namespace pydantic_core
