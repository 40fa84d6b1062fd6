// serialize/kinds/scalars/inferred.cc: kinds that serialize their values as inference does, once
// they have seen that they are of the class: decimal, fraction, uuid and complex.
#include "py/uuid.h"
#include "serialize/engine/build.h"
#include "serialize/infer/infer.h"

namespace pydantic_core {
namespace {

struct DecimalKind {
  static constexpr Spelling kSpelling{"Decimal", "DecimalSerializer"};
  static constexpr const char* kName = "decimal";
  static constexpr ObType kType = ObType::decimal;
  static constexpr bool kCanBeKey = true;
  static bool accepts(Borrowed value) { return is_decimal(value); }
  static SerLeaf leaf() { return {}; }
};
struct FractionKind {
  static constexpr Spelling kSpelling{"Fraction", "FractionSerializer"};
  static constexpr const char* kName = "fraction";
  static constexpr ObType kType = ObType::fraction;
  static constexpr bool kCanBeKey = true;
  static bool accepts(Borrowed value) { return is_fraction(value); }
  static SerLeaf leaf() { return {}; }
};
struct UuidKind {
  static constexpr Spelling kSpelling{"Uuid", "UuidSerializer"};
  static constexpr const char* kName = "uuid";
  static constexpr ObType kType = ObType::uuid;
  static constexpr bool kCanBeKey = true;
  static bool accepts(Borrowed value) { return is_uuid(value); }
  static SerLeaf leaf() { return {py::plain_uuid_class(), LeafForm::uuid}; }
};
struct ComplexKind {
  static constexpr Spelling kSpelling{"Complex", "ComplexSerializer"};
  static constexpr const char* kName = "complex";
  static constexpr ObType kType = ObType::complex;
  static constexpr bool kCanBeKey = false;
  static bool accepts(Borrowed value) { return PyComplex_Check(value); }
  static SerLeaf leaf() { return {}; }
};

template <class Kind>
class InferredSerializer : public KindSerializer<InferredSerializer<Kind>> {
 public:
  static constexpr Spelling kSpelling = Kind::kSpelling;
  Ref to_python(Borrowed value, SerState& state) const {
    if (!Kind::accepts(value)) return this->fall_back(value, state);
    return infer_to_python_as(Kind::kType, value, state);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!Kind::accepts(value)) return this->fall_back(value, state, out);
    return infer_to_json_as(Kind::kType, value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    if constexpr (!Kind::kCanBeKey) return this->not_a_key(key, state, Kind::kName);
    return Kind::accepts(key) ? infer_json_key_as(Kind::kType, key, state)
                              : this->fall_back_key(key, state);
  }
  void name(Text& out) const { out << Kind::kName; }
  SerLeaf leaf() const {
    SerLeaf leaf = Kind::leaf();
    leaf.not_in = SerLeaf::json_mode | SerLeaf::inferring;
    return leaf;
  }
};

template <class Kind>
constexpr InferredSerializer<Kind> kNode;

}  // namespace

const SerNode* build_decimal_serializer(const Schema&, SerBuilder&) { return &kNode<DecimalKind>; }
const SerNode* build_fraction_serializer(const Schema&, SerBuilder&) {
  return &kNode<FractionKind>;
}
const SerNode* build_uuid_serializer(const Schema&, SerBuilder&) { return &kNode<UuidKind>; }
const SerNode* build_complex_serializer(const Schema&, SerBuilder&) { return &kNode<ComplexKind>; }

}  // namespace pydantic_core
