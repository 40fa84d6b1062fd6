// serialize/engine/build.cc: dispatch on the schema's type, the `serialization` that overrides it,
// and the wrapping of errors by level.
#include "serialize/engine/build.h"

#include "schema/kind_index.h"

namespace pydantic_core {
namespace {

using BuildFunction = const SerNode* (*)(const Schema&, SerBuilder&);

struct Kind {
  const char* type;
  BuildFunction build;
  ClassKind owner;
  Editions editions;
};

constexpr Kind kAllKinds[] = {
#define KIND(type, name, ...) \
  {type, &build_##name##_serializer, class_kind(type), Editions{__VA_ARGS__}},
#include "serialize/engine/kinds.def"
#undef KIND
};
constexpr auto kKinds = rows_in_edition<kAllKinds>();

constinit KindIndex kind_index;

const SerNode* unknown_type(Borrowed type) {
  Text text;
  text << "Unknown serialization schema type: `";
  py::append_lossy(text, type);
  return schema_error(text << '`');
}

/// Builds with `build`; an error is reported as one of the schema `type`.
const SerNode* build_level(Borrowed type, BuildFunction build, const Schema& schema,
                           SerBuilder& builder) {
  if (Py_EnterRecursiveCall(" while building a serializer")) return nullptr;
  const SerNode* node = build(schema, builder);
  Py_LeaveRecursiveCall();
  if (node == nullptr) {
    Text prefix;
    prefix << "Error building `";
    py::append_lossy(prefix, type);
    wrap_schema_error(prefix << "` serializer:\n  ");
  }
  return node;
}

/// The kind of that type; nullptr when there is none, with an exception set only where the type is
/// no text.
const Kind* find_kind(Borrowed type) {
  const int row = kind_index.find(kKinds.data(), kKinds.size(), type);
  return row >= 0 ? &kKinds[row] : nullptr;
}

const SerNode* build_type(const Kind* kind, Borrowed type, const Schema& schema,
                          SerBuilder& builder, bool use_prebuilt = false) {
  if (kind == nullptr) return PyErr_Occurred() ? nullptr : unknown_type(type);
  if (use_prebuilt && kind->owner != ClassKind::none) {
    const SerNode* node = nullptr;
    if (!find_prebuilt_serializer(schema, kind->owner, builder, node)) return nullptr;
    if (node != nullptr) return node;
  }
  return build_level(type, kind->build, schema, builder);
}

/// Types of `serialization` that only add to the schema's own type: filters, and the base64 of
/// bytes.
bool is_addition(Borrowed type) {
  return py::equals(type, "include-exclude-sequence") || py::equals(type, "include-exclude-dict") ||
         py::equals(type, "base64");
}

}  // namespace

const SerNode* SerBuilder::build(Borrowed schema, SchemaDict config, bool may_be_prebuilt) {
  Schema parts{.dict = {}, .config = config};
  Ref type, override;
  if (!parts.dict.open(schema) || !parts.dict.get_dict(names.serialization, override))
    return nullptr;
  const SerNode* node = nullptr;
  bool by_type = true;
  if (override) {
    node = build_override(parts, override.get(), by_type);
    if (!by_type && (node == nullptr || !kPolymorphicSerialization)) return node;
  }
  if (!parts.dict.require(names.type, type)) return nullptr;
  const Kind* kind = find_kind(type.get());
  if (by_type) node = build_type(kind, type.get(), parts, *this, may_be_prebuilt && use_prebuilt_);
  if (kind == nullptr && PyErr_Occurred()) return nullptr;
  if (!kPolymorphicSerialization || kind == nullptr || kind->owner == ClassKind::none) return node;
  return node != nullptr ? let_subclasses(parts, node) : nullptr;
}

/// The node that `serialization` asks for. nullptr where `by_type` is true: the schema is
/// serialized by its own type instead. nullptr where it is false: an exception is set.
const SerNode* SerBuilder::build_override(const Schema& schema, Borrowed override, bool& by_type) {
  const SchemaDict own(override);
  Ref type;
  by_type = false;
  if (!own.get_text(names.type, type)) return nullptr;
  by_type = !type || is_addition(type.get());
  if (by_type) return nullptr;
  if (py::equals(type.get(), "function-plain"))
    return build_level(type.get(), &build_plain_function, schema, *this);
  if (py::equals(type.get(), "function-wrap"))
    return build_level(type.get(), &build_wrap_function, schema, *this);
  if (!kSerializationIsAnySchema)
    return build_type(find_kind(type.get()), type.get(), Schema{own, schema.config}, *this);
  // It may have a `serialization` itself, and so on without end.
  if (Py_EnterRecursiveCall(" while building a serializer")) return nullptr;
  const SerNode* node = build(override, schema.config);
  Py_LeaveRecursiveCall();
  return node;
}

/// The node to use for a schema with a class, so that instances of subclasses may go to their own
/// serializers: `node` itself if it can hand them over, else a trampoline in front of it.
const SerNode* SerBuilder::let_subclasses(const Schema& schema, const SerNode* node) {
  Ref config;
  bool enabled = false;
  if (!schema.dict.get_dict(names.config, config) ||
      !SchemaDict(config.get()).get(names.polymorphic_serialization, enabled))
    return nullptr;
  if (polymorphic_flag == nullptr) node = build_trampoline(schema, *this, node);
  if (node != nullptr) *std::exchange(polymorphic_flag, nullptr) = enabled;
  return node;
}

const SerNode* SerBuilder::build_inner(const Schema& schema, Borrowed name, SchemaDict config) {
  Ref inner;
  if (!schema.dict.require(name, inner)) return nullptr;
  return build(inner.get(), config);
}

const SerNode* SerBuilder::build_optional(const Schema& schema, Borrowed name) {
  Ref inner;
  if (!schema.dict.get(name, inner)) return nullptr;
  return inner ? build(inner.get(), schema.config) : any_serializer();
}

}  // namespace pydantic_core
