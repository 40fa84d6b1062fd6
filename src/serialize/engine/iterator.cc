// serialize/engine/iterator.cc: see iterator.h.
#include "serialize/engine/iterator.h"

#include "base/edition.h"
#include "py/borrow_flag.h"
#include "py/object.h"
#include "serialize/engine/index_filter.h"
#include "serialize/engine/owned_state.h"

namespace pydantic_core {
namespace {

struct SerializationIterator {
  OwnedSerState state;
  Ref iterator;
  const SerNode* node = nullptr;
  const SchemaFilter* filter = nullptr;
  std::optional<IndexFilter> indices;
  py::BorrowFlag flag;
  size_t index = 0;

  template <class F>
  void each_ref(F&& f) {
    state.each_ref(f);
    if (indices) indices->each_ref(f);
    if constexpr (!std::is_same_v<std::remove_cvref_t<F>, py::Clear>) f(iterator);
  }
};

constinit PyTypeObject* iterator_type = nullptr;

SerializationIterator& iterator_of(PyObject* self) {
  return py::value_of<SerializationIterator>(self);
}

/// Empty with an exception set, or at the end without one.
Ref serialize_next(SerializationIterator& self) {
  SerState state;
  if (!self.state.give(state)) return {};
  for (;;) {
    self.indices->code_ran();
    const Ref item = steal(PyIter_Next(self.iterator.get()));
    if (!item) return {};
    NextFilter inside;
    const Filtered filtered =
        self.filter->passes(state) ? Filtered::take : self.indices->at(self.index, state, inside);
    if (filtered == Filtered::raised) return {};
    ++self.index;
    if (filtered == Filtered::skip) continue;
    ScopedFilter scope(state, inside.include.get(), inside.exclude.get());
    Ref made = self.node->to_python(item.get(), state);
    return made && state.warnings.finish() ? std::move(made) : Ref();
  }
}

PyObject* next(PyObject* object) {
  SerializationIterator& self = iterator_of(object);
  if (!self.flag.take()) return nullptr;
  Ref made = serialize_next(self);
  self.flag.release();
  return made.release();
}

PyObject* iter(PyObject* self) {
  return iterator_of(self).flag.is_free() ? Py_NewRef(self) : nullptr;
}

PyObject* get_index(PyObject* self, void*) {
  const SerializationIterator& iterator = iterator_of(self);
  return iterator.flag.is_free() ? PyLong_FromSize_t(iterator.index) : nullptr;
}

PyObject* repr(PyObject* object) {
  const SerializationIterator& self = iterator_of(object);
  if (!self.flag.is_free()) return nullptr;
  return PyUnicode_FromFormat("SerializationIterator(index=%zu, iterator=%R)", self.index,
                              self.iterator.get());
}

PyGetSetDef kGetters[] = {
    {"index", &get_index, nullptr, kAttributeDoc, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyType_Slot kSlots[] = {
    PC_OBJECT_SLOTS(SerializationIterator),
    {Py_tp_iter, reinterpret_cast<void*>(&iter)},
    {Py_tp_iternext, reinterpret_cast<void*>(&next)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_getset, kGetters},
    {0, nullptr},
};

}  // namespace

bool init_serialization_iterator(PyObject*) {
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
  self.indices.emplace(filter, std::nullopt);
  return self.state.take(state) ? std::move(object) : Ref();
}

}  // namespace pydantic_core
