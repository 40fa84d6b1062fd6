// serialize/kinds/scalars/float.cc: float.
#include "serialize/engine/build.h"
#include "serialize/kinds/scalars/simple.h"
#include "serialize/output/numbers.h"

namespace pydantic_core {
namespace {

class FloatSerializer : public KindSerializer<FloatSerializer> {
 public:
  static constexpr Spelling kSpelling{"Float", "FloatSerializer"};
  constexpr explicit FloatSerializer(InfNanMode mode) : mode_(mode) {}

  Ref to_python(Borrowed value, SerState& state) const {
    if (PyFloat_CheckExact(value)) [[likely]]
      return borrow(value);
    if (!is_float_like(value)) return fall_back(value, state);
    if (state.check == SerCheck::strict) return raise_unexpected({});
    if (!state.is_json()) return infer_to_python(value, state);
    const double number = PyFloat_AsDouble(value);
    return number == -1.0 && PyErr_Occurred() ? Ref() : steal(PyFloat_FromDouble(number));
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    double number;
    if (PyFloat_Check(value)) [[likely]] {
      number = PyFloat_AS_DOUBLE(value);
    } else if (!read_double(value, number)) {
      return fall_back(value, state, out);
    }
    write_double(number, mode_, out);
    return true;
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return is_float_like(key) ? str_key(key) : fall_back_key(key, state);
  }
  void name(Text& out) const { out << "float"; }
  SerLeaf leaf() const { return {&PyFloat_Type, LeafForm::floating}; }
  PyTypeObject* own_type() const { return &PyFloat_Type; }
  void describe(Describer& out) const { out.field_word("inf_nan_mode", word_of(mode_)); }

 private:
  /// An int is accepted where a float is expected.
  static bool is_float_like(Borrowed value) { return PyFloat_Check(value) || PyLong_Check(value); }

  InfNanMode mode_;
};

constexpr FloatSerializer kFloats[] = {FloatSerializer(InfNanMode::null),
                                       FloatSerializer(InfNanMode::constants),
                                       FloatSerializer(InfNanMode::strings)};

}  // namespace

const SerNode* float_serializer(InfNanMode mode) { return &kFloats[static_cast<int>(mode)]; }

const SerNode* build_float_serializer(const Schema& schema, SerBuilder&) {
  InfNanMode mode = InfNanMode::null;
  return read_inf_nan_mode(schema.config, mode) ? float_serializer(mode) : nullptr;
}

}  // namespace pydantic_core
