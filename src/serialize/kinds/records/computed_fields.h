// serialize/kinds/records/computed_fields.h: fields whose values are properties of the model.
#pragma once

#include "serialize/engine/build.h"
#include "serialize/kinds/records/field_name.h"

namespace pydantic_core {

class ComputedFields {
 public:
  /// Reads `computed_fields` of the schema. False with an exception set.
  [[nodiscard]] bool init(const Schema& schema, SerBuilder& builder);

  bool empty() const { return fields_.empty(); }
  /// Adds them to the dict of the other fields. False with an exception set.
  [[nodiscard]] bool to_python(Borrowed model, Borrowed dict, SerState& state) const;
  /// Writes them after the other fields. False with an exception set.
  [[nodiscard]] bool to_json(Borrowed model, JsonItems& items, SerState& state,
                             JsonText& out) const;
  void describe(Describer& out) const;
  template <class F>
  void each_ref(F&& f) {
    for (Field& field : fields_) field.name.each_ref(f), f(field.exclude_if);
  }

 private:
  struct Field {
    FieldName name;
    const SerNode* node = nullptr;
    Ref exclude_if;  ///< callable, or empty
  };
  static bool read(Borrowed schema, SchemaDict config, SerBuilder& builder, Field& field);
  template <class Work>
  bool each(Borrowed model, SerState& state, Work&& work) const;

  Vec<Field> fields_;
  bool given_ = false;
  std::optional<bool> by_alias_;
};

/// Whether the user's exclude_if (empty: never) says that a value is to be left out: 1 or 0; -1
/// with an exception set.
int asks_exclusion(const Ref& exclude_if, Borrowed value);

}  // namespace pydantic_core
