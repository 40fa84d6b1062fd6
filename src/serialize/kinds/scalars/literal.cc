// serialize/kinds/scalars/literal.cc: literal. Outside of unions anything goes and is serialized by
// its type; a union asks whether the value is one of those expected.
#include "py/sync.h"
#include "schema/parts.h"
#include "serialize/engine/build.h"
#include "serialize/output/numbers.h"

namespace pydantic_core {
namespace {

class LiteralSerializer : public KindSerializer<LiteralSerializer> {
 public:
  static constexpr Spelling kSpelling{"Literal", "LiteralSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    switch (check(value, state)) {
      case Match::failed:
        return {};
      case Match::other:
        return fall_back(value, state);
      case Match::any:
        return infer_to_python(value, state);
      case Match::integer:
        return state.is_json() ? steal(PyNumber_Index(value)) : borrow(value);
      case Match::text:
        return state.is_json() ? plain_str(value) : borrow(value);
    }
    return {};
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    switch (check(value, state)) {
      case Match::failed:
        return false;
      case Match::other:
        return fall_back(value, state, out);
      case Match::any:
        return infer_to_json(value, state, out);
      case Match::integer: {
        const Ref number = steal(PyNumber_Index(value));
        return number && write_int(number.get(), out);
      }
      case Match::text:
        return out.string(value);
    }
    return false;
  }
  Ref json_key(Borrowed key, SerState& state) const {
    switch (check(key, state)) {
      case Match::failed:
        return {};
      case Match::other:
        return fall_back_key(key, state);
      case Match::any:
        return infer_json_key(key, state);
      case Match::integer: {
        const Ref number = steal(PyNumber_Index(key));
        return number ? str_key(number.get()) : Ref();
      }
      case Match::text:
        return plain_str(key);
    }
    return {};
  }
  void name(Text& out) const { py::append_lossy(out, name_.get()); }
  void describe(Describer& out) const {
    describe_set(out, "expected_int", integers_.get());
    describe_set(out, "expected_str", texts_.get());
    const bool others = PyList_GET_SIZE(others_.get()) > 0;
    out.field_object("expected_py", others ? others_.get() : nullptr, true);
    describe_name(out, this);
  }
  SerLeaf leaf() const { return leaf_; }
  bool whole(Borrowed value, Whole& to) const {
    const bool is_text = PyUnicode_CheckExact(value);
    if (!is_text && !PyLong_CheckExact(value)) return false;
    const int found = PySet_Contains(is_text ? texts_.get() : integers_.get(), value);
    if (found < 0) PyErr_Clear();  // MemoryError: check() comes upon it again
    return found > 0 && write_whole_leaf(SerLeaf::by_type(), value, to);
  }
  template <class F>
  void each_ref(F&& f) {
    f(others_);
  }

  bool init(const Schema& schema, SerBuilder&) {
    Ref expected;
    if (!require_expected(schema.dict, expected)) return false;
    integers_ = steal(PySet_New(nullptr));
    texts_ = steal(PySet_New(nullptr));
    others_ = steal(PyList_New(0));
    if (!integers_ || !texts_ || !others_) return false;
    Text shown;
    shown << "literal[";
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(expected.get()); ++i) {
      const Ref item = py::list_item(expected.get(), i);
      if (i > 0) shown << ',';
      if (!py::append_repr(shown, item.get()) || !add(item.get())) return false;
    }
    leaf_ = leaf_of(expected.get());
    name_ = py::str(shown << ']');
    return static_cast<bool>(name_);
  }

 private:
  enum class Match : uint8_t { failed, other, any, integer, text };

  /// Outside of unions every str and int is written as it is. The one that is expected first is
  /// what most values are.
  static SerLeaf leaf_of(Borrowed expected) {
    constexpr uint8_t kNotIn = SerLeaf::inferring | SerLeaf::checking;
    const Ref first = py::list_item(expected, 0);
    if (first && PyUnicode_CheckExact(first.get()))
      return {&PyUnicode_Type, LeafForm::str, false, kNotIn};
    if (first && PyLong_CheckExact(first.get()))
      return {&PyLong_Type, LeafForm::integer, false, kNotIn};
    return {};
  }

  /// An int of 64 bits; empty for everything else, with MemoryError set if that is why.
  static Ref small_int(Borrowed value) {
    Ref number = exact_int(value);
    int overflow = 0;
    if (number) PyLong_AsLongLongAndOverflow(number.get(), &overflow);
    return overflow == 0 ? std::move(number) : Ref();
  }

  bool add(Borrowed item) {
    if (!PyBool_Check(item)) {
      if (const Ref number = small_int(item)) return PySet_Add(integers_.get(), number.get()) == 0;
      if (PyErr_Occurred()) return false;
      if (PyUnicode_Check(item)) {
        const Ref text = plain_str(item);
        return text && PySet_Add(texts_.get(), text.get()) == 0;
      }
    }
    return PyList_Append(others_.get(), item) == 0;
  }

  Match check(Borrowed value, const SerState& state) const {
    if (state.check == SerCheck::none) return Match::any;
    if (PySet_GET_SIZE(integers_.get()) > 0 && !PyBool_Check(value)) {
      if (const Ref number = small_int(value)) {
        const int found = PySet_Contains(integers_.get(), number.get());
        if (found != 0) return found > 0 ? Match::integer : Match::failed;
      } else if (PyErr_Occurred()) {
        return Match::failed;
      }
    }
    if (PySet_GET_SIZE(texts_.get()) > 0 && PyUnicode_Check(value)) {
      const Ref text = plain_str(value);
      const int found = text ? PySet_Contains(texts_.get(), text.get()) : -1;
      if (found != 0) return found > 0 ? Match::text : Match::failed;
    }
    const int found = PySequence_Contains(others_.get(), value);
    return found < 0 ? Match::failed : found > 0 ? Match::any : Match::other;
  }

  static void describe_set(Describer& out, std::string_view field, Borrowed set) {
    out.field(field);
    out.open_set();
    const Ref items = steal(PySequence_List(set));
    for (Py_ssize_t i = 0; items && i < PyList_GET_SIZE(items.get()); ++i) {
      Borrowed item = py::own_list_item(items.get(), i);
      Text text;
      if (!py::append_str(text, item)) break;
      out.element();
      if (PyUnicode_Check(item)) {
        out.quoted(text);
      } else {
        out.out() << text;
      }
    }
    if (PyErr_Occurred()) {
      PyErr_Clear();
      out.out().fail();
    }
    out.close_set();
  }

  Ref integers_;  // set of int
  Ref texts_;     // set of str
  Ref others_;    // list of everything else
  Ref name_;      // str
  SerLeaf leaf_;
};

}  // namespace

const SerNode* build_literal_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<LiteralSerializer>(schema, builder);
}

}  // namespace pydantic_core
