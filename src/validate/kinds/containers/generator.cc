// validate/kinds/containers/generator.cc: anything that can be iterated, as an iterator that
// validates each item when it is asked for.
//
// Such an iterator outlives the call that made it. It owns what an InternalValidator owns, and of
// JSON input a copy. Like upstream it refuses to be used again while it is in use, by its own
// items' validation or by another thread.
#include "validate/kinds/containers/generator.h"

#include <atomic>

#include "base/edition.h"
#include "json/owned_array.h"
#include "py/borrow_flag.h"
#include "py/object.h"
#include "validate/engine/build.h"
#include "validate/engine/internal_validator.h"
#include "validate/kinds/containers/length.h"

namespace pydantic_core {
namespace {

constexpr const char* kTitle = "ValidatorIterator";

/// The items of a Python iterable.
struct PySource {
  Ref iterable;
  Ref iterator;  // empty: the items are JSON's

  PyInput input() const { return {iterable.get()}; }
};

/// The items of a JSON array, characters of a string or keys of an object.
struct JsonSource {
  json::OwnedArray items;
  json::ArrayRange::Iterator at{nullptr};

  JsonInput input() const { return {items.value()}; }
  void rewind() { at = items.value().as_array().begin(); }
};

struct ValidatorIterator {
  PySource python;
  JsonSource json;
  InternalValidator validator;  // of the items; not initialised: they are taken as they are
  Limits limits;
  bool hide_input = false;
  bool cause = false;
  py::BorrowFlag flag;
  std::atomic<size_t> index = 0;

  template <class F>
  void each_ref(F&& f) {
    f(python.iterable);
    f(python.iterator);
    validator.each_ref(f);
  }

  /// The next item, validated; empty with an exception set, or at the end without one.
  Ref next() {
    if (!python.iterator) {
      if (index == json.items.value().size()) return check_end(json.input());
      const JsonInput item{*json.at};
      ++json.at;
      return finish(item, json.input());
    }
    Ref item = steal(PyIter_Next(python.iterator.get()));
    if (item) return finish(PyInput{item.get()}, python.input());
    return PyErr_Occurred() ? Ref() : check_end(python.input());
  }

 private:
  template <class Input>
  Ref finish(Input item, Input all) {
    const size_t at = index.load(std::memory_order_relaxed);
    index.store(at + 1, std::memory_order_relaxed);  // the flag lets one at a time come here
    if ((validator || kGeneratorsLimitAnyItems) && limits.max && at >= *limits.max) {
      State state(InputType::python);
      return raise(limits.fail_long(all, state, "Generator", std::nullopt), state);
    }
    return validator ? validator.validate_item(item, static_cast<int64_t>(at)) : item.to_object();
  }
  template <class Input>
  Ref check_end(Input all) const {
    if (!limits.min || index >= *limits.min) return {};
    State state(InputType::python);
    return raise(limits.fail_short(all, state, "Generator", index), state);
  }
  Ref raise(Outcome outcome, State& state) const {
    if (Ref title = py::str(kTitle))
      raise_outcome(outcome, state, title.get(), InputType::python, hide_input, cause);
    return {};
  }
};

constinit PyTypeObject* iterator_type = nullptr;

ValidatorIterator& iterator_of(PyObject* self) { return py::value_of<ValidatorIterator>(self); }

PyObject* next_item(PyObject* self) {
  ValidatorIterator& iterator = iterator_of(self);
  if (!iterator.flag.take()) return nullptr;
  Ref item = iterator.next();
  iterator.flag.release();
  return item.release();
}

PyObject* iter(PyObject* self) {
  return iterator_of(self).flag.is_free() ? Py_NewRef(self) : nullptr;
}

PyObject* get_index(PyObject* self, void*) {
  const ValidatorIterator& iterator = iterator_of(self);
  return iterator.flag.is_free() ? PyLong_FromSize_t(iterator.index) : nullptr;
}

PyObject* repr_iterator(PyObject* self) {
  const ValidatorIterator& iterator = iterator_of(self);
  if (!iterator.flag.is_free()) return nullptr;
  Text text;
  text << "ValidatorIterator(index=" << iterator.index.load() << ", schema=";
  Describer describer(text, false);
  describer.optional(static_cast<bool>(iterator.validator),
                     [&] { iterator.validator.describe(describer); });
  return py::str(text << ')').release();
}

PyGetSetDef getters[] = {
    {"index", &get_index, nullptr, kAttributeDoc, nullptr},
    {},
};

// No tp_clear: an iterator that lost its source would have to say so. A cycle through one always
// passes an object that can be cleared.
PyType_Slot slots[] = {
    {Py_tp_traverse, reinterpret_cast<void*>(&py::traverse<ValidatorIterator>)},
    {Py_tp_dealloc, reinterpret_cast<void*>(&py::dealloc<ValidatorIterator>)},
    {Py_tp_iter, reinterpret_cast<void*>(&iter)},
    {Py_tp_iternext, reinterpret_cast<void*>(&next_item)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr_iterator)},
    {Py_tp_getset, getters},
    {0, nullptr},
};

Outcome read_items(PyInput input, State& state, ValidatorIterator& out) {
  out.python.iterator = steal(PyObject_GetIter(input.object));
  if (!out.python.iterator) {
    if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Outcome::raised;
    PyErr_Clear();
    return state.fail(ErrorType::iterable_type, input);
  }
  out.python.iterable = borrow(input.object);
  return Outcome::ok;
}

Outcome read_items(JsonInput input, State& state, ValidatorIterator& out) {
  bool copied = false;
  switch (input.value.kind()) {
    case json::Kind::array:
      copied = out.json.items.copy(input.value);
      break;
    case json::Kind::string:
      copied = out.json.items.copy_characters(input.value.as_string());
      break;
    case json::Kind::object:
      copied = out.json.items.copy_keys(input.value);
      break;
    default:
      return state.fail(ErrorType::iterable_type, input);
  }
  if (!copied) return py::no_memory();
  out.json.rewind();
  return Outcome::ok;
}

Outcome read_items(StringInput input, State& state, ValidatorIterator&) {
  return state.fail(ErrorType::iterable_type, input);
}

class GeneratorNode : public KindNode<GeneratorNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    state.allow_partial = PartialMode::off;
    Ref object = steal(py::allocate<ValidatorIterator>(iterator_type));
    if (!object) return Outcome::raised;
    ValidatorIterator& iterator = iterator_of(object.get());
    PC_TRY(read_items(input, state, iterator));
    if (item_ != nullptr && !iterator.validator.init(kTitle, item_, state, hide_input_, cause_))
      return Outcome::raised;
    iterator.limits = limits_;
    iterator.hide_input = hide_input_;
    iterator.cause = cause_;
    out = std::move(object);
    return Outcome::ok;
  }
  void name(NameWriter& out) const { name_around(out, "generator", item_); }
  static constexpr Spelling kSpelling{"Generator", "GeneratorValidator"};
  void describe(Describer& out) const {
    describe_inner(out, "item_validator", item_);
    limits_.describe(out);
    describe_name(out, this);
    out.field("hide_input_in_errors", hide_input_);
    out.field("validation_error_cause", cause_);
  }
  bool init(const Schema& schema, Builder& builder) {
    return build_items(schema, builder, item_) &&
           schema.config.get(names.hide_input_in_errors, hide_input_) &&
           schema.config.get(names.validation_error_cause, cause_) && limits_.init(schema);
  }

 private:
  const Node* item_ = nullptr;
  Limits limits_;
  bool hide_input_ = false;
  bool cause_ = false;
};

}  // namespace

bool init_generator(PyObject*) {
  if (iterator_type == nullptr) {
    iterator_type = py::make_type(nullptr, "pydantic_core._pydantic_core.ValidatorIterator",
                                  sizeof(py::Object<ValidatorIterator>),
                                  Py_TPFLAGS_DISALLOW_INSTANTIATION, slots);
  }
  return iterator_type != nullptr;
}

const Node* build_generator(const Schema& schema, Builder& builder) {
  return build_kind<GeneratorNode>(schema, builder);
}

}  // namespace pydantic_core
