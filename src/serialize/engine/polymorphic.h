// serialize/engine/polymorphic.h: nodes of models and dataclasses, where instances of subclasses
// may go to their own serializers (polymorphic_serialization).
//
// Upstream puts a node around that of the class, a trampoline. Here the node of the class is both:
// it compares the value's type with its class before anything else, as it does anyway, and only
// instances of other classes are looked at more closely. A node of its own, TrampolineSerializer in
// polymorphic.cc, stands where the class's schema is serialized by something else: a function, or
// another schema.
//
// A kind K derives from this and has
//
//     // How repr() shows it within the trampoline, and its fields.
//     static constexpr Spelling kOwnSpelling;
//     void describe_own(Describer& out) const;
//     // What it does with values that stay here.
//     Ref own_to_python(Borrowed value, SerState& state) const;
//     bool own_to_json(Borrowed value, SerState& state, JsonText& out) const;
//
// and calls join() when it is built.
#pragma once

#include "serialize/engine/build.h"
#include "serialize/engine/own_serializer.h"

namespace pydantic_core {

/// Whether `value` is of a subclass of `cls` and has a serializer of its own, which is then in
/// `own`: 1 or 0; -1 with an exception set, also when that serializer has just led back here.
int find_subclass_serializer(Borrowed value, Borrowed cls, const SerState& state, Ref& own);

template <class K, SerKind kKindOf = SerKind::other>
class PolymorphicSerializer : public KindSerializer<K, kKindOf> {
 public:
  static constexpr Spelling kSpelling =
      kPolymorphicSerialization ? Spelling{"PolymorphismTrampoline", "PolymorphismTrampoline"}
                                : K::kOwnSpelling;
  Ref to_python(Borrowed value, SerState& state) const {
    if (!is_asked(value, state)) [[likely]]
      return kind().own_to_python(value, state);
    return hand_over<Ref>(
        value, state, [&] { return kind().own_to_python(value, state); },
        [&](const SerNode* root) { return root->to_python_by_schema(value, state); });
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!is_asked(value, state)) [[likely]]
      return kind().own_to_json(value, state, out);
    return hand_over<bool>(
        value, state, [&] { return kind().own_to_json(value, state, out); },
        [&](const SerNode* root) { return root->to_json_by_schema(value, state, out); });
  }
  void describe(Describer& out) const {
    if (!kPolymorphicSerialization) return kind().describe_own(out);
    out.field_object("class", class_.get());
    out.field("serializer");
    kind().describe_inside(out);
    out.field("enabled_from_config", enabled_);
  }
  void describe_inside(Describer& out) const {
    describe_as(out, K::kOwnSpelling, [&] { kind().describe_own(out); });
  }
  template <class F>
  void each_ref(F&& f) {
    f(class_);
  }

 protected:
  PyTypeObject* type() const { return reinterpret_cast<PyTypeObject*>(class_.get()); }
  /// Reads the class. False with an exception set.
  [[nodiscard]] bool read_class(const Schema& schema) {
    return schema.dict.require_class(names.cls, class_);
  }
  /// To be called last, when the node is complete: the builder notes in it what the config says.
  void join(SerBuilder& builder) { builder.polymorphic_flag = &enabled_; }

  Ref class_;

 private:
  const K& kind() const { return *static_cast<const K*>(this); }
  bool is_asked(Borrowed value, const SerState& state) const {
    return kPolymorphicSerialization && !Py_IS_TYPE(value, type()) &&
           state.polymorphic_serialization.value_or(enabled_) && state.check != SerCheck::strict;
  }
  /// stay(), or call(root) of the serializer that the value's class has.
  template <class Result, class Stay, class Call>
  [[gnu::noinline]] Result hand_over(Borrowed value, SerState& state, Stay&& stay,
                                     Call&& call) const {
    Ref own;
    const int found = find_subclass_serializer(value, class_.get(), state, own);
    if (found <= 0) return found < 0 ? Result() : stay();
    Scoped<Borrowed> handed_over(state.handed_over, value);
    return call_own_serializer<Result>(own.get(), state, call);
  }

  bool enabled_ = false;  // by the class's own config
};

}  // namespace pydantic_core
