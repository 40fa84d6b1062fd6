// serialize/kinds/containers/deque.cc: collections.deque. What comes out in Python mode keeps its
// maxlen.
#include "py/collections.h"
#include "serialize/kinds/containers/items_serializer.h"

namespace pydantic_core {
namespace {

class DequeSerializer : public ItemsSerializer<DequeSerializer> {
 public:
  static constexpr Spelling kSpelling{"Deque", "DequeSerializer"};
  static constexpr const char* kName = "deque";
  Ref to_python(Borrowed value, SerState& state) const {
    Opened deque;
    const int own = open(value, deque);
    if (own <= 0) return own < 0 ? Ref() : fall_back(value, state);
    const Ref iterator = steal(PyObject_GetIter(value));
    Ref list = iterator ? steal(PyList_New(0)) : Ref();
    const bool ok =
        list && each_yielded(iterator.get(), deque.length, filter_, state, [&](Borrowed item) {
          return append(list.get(), items_.to_python(item, state));
        });
    if (!ok) return {};
    return state.is_json() ? std::move(list) : py::make_deque(list.get(), deque.maxlen);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    Opened deque;
    const int own = open(value, deque);
    if (own <= 0) return own == 0 && fall_back(value, state, out);
    const Ref iterator = steal(PyObject_GetIter(value));
    if (!iterator) return false;
    JsonItems items = json_array(out);
    const bool ok = each_yielded(iterator.get(), deque.length, filter_, state, [&](Borrowed item) {
      items.item();
      return items_.to_json(item, state, out);
    });
    items.end();
    return ok;
  }

 private:
  struct Opened {
    size_t length = 0;
    std::optional<size_t> maxlen;
  };
  /// Whether `value` is a deque, and what it says of itself: -1 with an exception set.
  static int open(Borrowed value, Opened& out) {
    const int own = py::is_deque(value);
    if (own <= 0) return own;
    const Py_ssize_t length = PyObject_Size(value);
    if (length < 0 || !py::read_maxlen(value, out.maxlen)) return -1;
    out.length = static_cast<size_t>(length);
    return 1;
  }
};

}  // namespace

const SerNode* build_deque_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<DequeSerializer>(schema, builder);
}

}  // namespace pydantic_core
