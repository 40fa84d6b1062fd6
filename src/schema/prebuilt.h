// schema/prebuilt.h: the validator or serializer that a model or dataclass already has.
#pragma once

#include "schema/schema.h"

namespace pydantic_core {

/// Types of schema that have a class with a validator of its own.
enum class ClassKind : uint8_t { none, model, dataclass };

/// For tables of types.
constexpr ClassKind class_kind(std::string_view type) {
  return type == "model"       ? ClassKind::model
         : type == "dataclass" ? ClassKind::dataclass
                               : ClassKind::none;
}

/// The value of the class attribute `attribute` ("__pydantic_validator__" …) of the class of a
/// schema of that kind, when the class itself (not a base) has it and is complete. `out` stays
/// empty otherwise. False with an exception set.
[[nodiscard]] bool get_prebuilt(SchemaDict schema, ClassKind kind, Borrowed attribute, Ref& out);

}  // namespace pydantic_core
