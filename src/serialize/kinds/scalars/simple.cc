// serialize/kinds/scalars/simple.cc: None, int and bool.
#include "serialize/kinds/scalars/simple.h"

#include "serialize/engine/build.h"
#include "serialize/output/numbers.h"

namespace pydantic_core {
namespace {

class NoneSerializer : public KindSerializer<NoneSerializer> {
 public:
  static constexpr Spelling kSpelling{"None", "NoneSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    return value == Py_None ? borrow(Py_None) : fall_back(value, state);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (value != Py_None) return fall_back(value, state, out);
    out.null();
    return true;
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return key == Py_None ? borrow(names.None) : fall_back_key(key, state);
  }
  void name(Text& out) const { out << "none"; }
  SerLeaf leaf() const { return {Py_TYPE(Py_None), LeafForm::none}; }
  PyTypeObject* own_type() const { return Py_TYPE(Py_None); }
};

class IntSerializer : public KindSerializer<IntSerializer> {
 public:
  static constexpr Spelling kSpelling{"Int", "IntSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    if (PyLong_CheckExact(value)) [[likely]]
      return borrow(value);
    if (!PyLong_Check(value)) return fall_back(value, state);
    if (state.check == SerCheck::strict) return raise_unexpected({});
    return state.is_json() ? steal(PyNumber_Index(value)) : infer_to_python(value, state);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (PyLong_Check(value)) [[likely]]
      return write_int(value, out);
    Ref number = exact_int(value);
    return number ? write_int(number.get(), out) : fall_back(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return PyLong_Check(key) ? str_key(key) : fall_back_key(key, state);
  }
  void name(Text& out) const { out << "int"; }
  SerLeaf leaf() const { return {&PyLong_Type, LeafForm::integer}; }
  PyTypeObject* own_type() const { return &PyLong_Type; }
  bool retry_with_lax(LaxSearch&) const { return true; }
};

class BoolSerializer : public KindSerializer<BoolSerializer> {
 public:
  static constexpr Spelling kSpelling{"Bool", "BoolSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    return PyBool_Check(value) ? borrow(value) : fall_back(value, state);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (PyBool_Check(value)) [[likely]] {
      out.boolean(value == Py_True);
      return true;
    }
    if (!is_numpy_bool(value)) return fall_back(value, state, out);
    const int truth = PyObject_IsTrue(value);
    if (truth >= 0) out.boolean(truth != 0);
    return truth >= 0;
  }
  Ref json_key(Borrowed key, SerState& state) const {
    if (!PyBool_Check(key)) return fall_back_key(key, state);
    return borrow(key == Py_True ? names.true_ : names.false_);
  }
  void name(Text& out) const { out << "bool"; }
  SerLeaf leaf() const { return {&PyBool_Type, LeafForm::boolean}; }
  PyTypeObject* own_type() const { return &PyBool_Type; }

 private:
  static bool is_numpy_bool(Borrowed value) {
    const std::string_view type = Py_TYPE(value)->tp_name;
    return type == "numpy.bool_" || type == "numpy.bool";
  }
};

constexpr NoneSerializer kNone;
constexpr IntSerializer kInt;
constexpr BoolSerializer kBool;

}  // namespace

const SerNode* int_serializer() { return &kInt; }

const SerNode* build_none_serializer(const Schema&, SerBuilder&) { return &kNone; }
const SerNode* build_int_serializer(const Schema&, SerBuilder&) { return &kInt; }
const SerNode* build_bool_serializer(const Schema&, SerBuilder&) { return &kBool; }

}  // namespace pydantic_core
