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
  schema_error(text << '`');
  return nullptr;
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

const SerNode* build_kind(Borrowed type, const Schema& schema, SerBuilder& builder,
                          bool use_prebuilt = false) {
  const int row = kind_index.find(kKinds.data(), kKinds.size(), type);
  if (row < 0) return PyErr_Occurred() ? nullptr : unknown_type(type);
  const Kind& kind = kKinds[row];
  if (use_prebuilt && kind.owner != ClassKind::none) {
    const SerNode* node = nullptr;
    if (!find_prebuilt_serializer(schema, kind.owner, builder, node)) return nullptr;
    if (node != nullptr) return node;
  }
  return build_level(type, kind.build, schema, builder);
}

/// Types of `serialization` that only add to the schema's own type: filters, and the base64 of
/// bytes.
bool is_addition(Borrowed type) {
  return py::equals(type, "include-exclude-sequence") || py::equals(type, "include-exclude-dict") ||
         py::equals(type, "base64");
}

}  // namespace

const SerNode* SerBuilder::build(Borrowed schema, SchemaDict config, bool may_be_prebuilt) {
  if (!PyDict_Check(schema)) {
    conversion_error(schema, "PyDict");
    return nullptr;
  }
  const Schema parts{SchemaDict(schema), config};
  Ref type, override;
  if (!parts.dict.get_dict(names.serialization, override)) return nullptr;
  if (override) {
    const SchemaDict own(override.get());
    if (!own.get_text(names.type, type)) return nullptr;
    if (type && py::equals(type.get(), "function-plain")) {
      return build_level(type.get(), &build_plain_function, parts, *this);
    }
    if (type && py::equals(type.get(), "function-wrap")) {
      return build_level(type.get(), &build_wrap_function, parts, *this);
    }
    if (type && !is_addition(type.get())) return build_kind(type.get(), Schema{own, config}, *this);
  }
  type.reset();
  if (!parts.dict.require(names.type, type)) return nullptr;
  return build_kind(type.get(), parts, *this, may_be_prebuilt && use_prebuilt_);
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
