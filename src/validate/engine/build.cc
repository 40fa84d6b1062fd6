// validate/engine/build.cc: dispatch on the schema's type, and the wrapping of errors by level.
#include "validate/engine/build.h"

#include <utility>

#include "schema/kind_index.h"
#include "validate/engine/prebuilt.h"

namespace pydantic_core {
namespace {

using BuildFunction = const Node* (*)(const Schema&, Builder&);

struct Kind {
  const char* type;
  BuildFunction build;
  ClassKind owner;
  Editions editions;
};

constexpr Kind kAllKinds[] = {
#define KIND(type, name, ...) {type, &build_##name, class_kind(type), Editions{__VA_ARGS__}},
#include "validate/engine/kinds.def"
#undef KIND
};
constexpr auto kKinds = rows_in_edition<kAllKinds>();

constinit KindIndex kind_index;

const Node* unknown_type(Borrowed type) {
  if (py::equals(type, "invalid"))
    return schema_error("Cannot construct schema with `InvalidSchema` member.");
  Text text;
  text << "Unknown schema type: \"";
  py::append_lossy(text, type);
  return schema_error(text << '"');
}

}  // namespace

const Node* Builder::build(Borrowed schema, SchemaDict config, bool may_be_prebuilt) {
  Schema parts{.dict = {}, .config = config};
  Ref type;
  if (!parts.dict.open(schema) || !parts.dict.require(names.type, type)) return nullptr;
  const int row = kind_index.find(kKinds.data(), kKinds.size(), type.get());
  if (row < 0) return PyErr_Occurred() ? nullptr : unknown_type(type.get());
  const Kind& kind = kKinds[row];
  if (may_be_prebuilt && use_prebuilt_ && kind.owner != ClassKind::none) {
    const Node* prebuilt = nullptr;
    if (!find_prebuilt(parts.dict, kind.owner, *this, prebuilt)) return nullptr;
    if (prebuilt != nullptr) return prebuilt;
  }
  if (Py_EnterRecursiveCall(" while building a validator")) return nullptr;
  const bool outer_is_to_ask = std::exchange(is_to_ask_, false);
  const Node* node = kind.build(parts, *this);
  if (node != nullptr && !node->is(NodeKind::named_when_asked)) {
    if (is_to_ask_ && !ask_names(*node)) node = nullptr;
    is_to_ask_ = outer_is_to_ask;
  } else {
    is_to_ask_ = true;
  }
  Py_LeaveRecursiveCall();
  if (node == nullptr) {
    Text prefix;
    prefix << "Error building \"";
    py::append_lossy(prefix, type.get());
    wrap_schema_error(prefix << "\" validator:\n  ");
  }
  return node;
}

bool Builder::ask_names(const Node& node) {
  name_.clear();
  node.write_name(name_, graph.arena());
  return name_.ok() || py::no_memory();
}

bool build_items(const Schema& schema, Builder& builder, const Node*& out) {
  Ref items;
  if (!schema.dict.get(names.items_schema, items)) return false;
  if (!items) return true;
  const Node* node = builder.build(items.get(), schema.config);
  if (node == nullptr) return false;
  out = node->is(NodeKind::any) ? nullptr : node;
  return true;
}

const Node* Builder::build_inner(const Schema& schema, Borrowed name, SchemaDict config) {
  Ref inner;
  if (!schema.dict.require(name, inner)) return nullptr;
  return build(inner.get(), config);
}

}  // namespace pydantic_core
