// serialize/kinds/wrappers/json.cc: json, a value that was validated from JSON text and becomes
// such text again in a round trip; json-or-python.
#include "serialize/engine/build.h"
#include "serialize/engine/json_bytes.h"

namespace pydantic_core {
namespace {

class JsonSerializer : public KindSerializer<JsonSerializer> {
 public:
  static constexpr Spelling kSpelling{"Json", "JsonSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    return state.round_trip ? text_of(value, state) : inner_->to_python(value, state);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!state.round_trip) return inner_->to_json(value, state, out);
    const Ref text = text_of(value, state);
    return text && out.string(text.get());
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return state.round_trip ? text_of(key, state) : infer_json_key(key, state);
  }
  void name(Text& out) const { out << "json"; }
  void describe(Describer& out) const { describe_node(out, "serializer", inner_); }

  const SerNode* inner_ = nullptr;

 private:
  /// The JSON text as a str.
  Ref text_of(Borrowed value, SerState& state) const {
    const Ref json = to_json_bytes(inner_, value, state, std::nullopt, false, 0);
    if (!json) return {};
    return py::str(std::string_view(PyBytes_AS_STRING(json.get()),
                                    static_cast<size_t>(PyBytes_GET_SIZE(json.get()))));
  }
};

class JsonOrPythonSerializer : public KindSerializer<JsonOrPythonSerializer> {
 public:
  static constexpr Spelling kSpelling{"JsonOrPython", "JsonOrPythonSerializer"};
  Ref to_python(Borrowed value, SerState& state) const { return python_->to_python(value, state); }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    return json_->to_json(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const { return json_->json_key(key, state); }
  void name(Text& out) const {
    out << "json-or-python[json=";
    json_->name(out);
    out << ", python=";
    python_->name(out);
    out << ']';
  }
  void describe(Describer& out) const {
    describe_node(out, "json", json_);
    describe_node(out, "python", python_);
    describe_name(out, this);
  }

  const SerNode* json_ = nullptr;
  const SerNode* python_ = nullptr;
};

/// Fields leave MISSING out; this node is for those who use its schema on its own.
}  // namespace

const SerNode* build_json_serializer(const Schema& schema, SerBuilder& builder) {
  auto* node = builder.make<JsonSerializer>();
  if (node != nullptr) node->inner_ = builder.build_optional(schema, names.schema);
  return node != nullptr && node->inner_ != nullptr ? node : nullptr;
}

const SerNode* build_json_or_python_serializer(const Schema& schema, SerBuilder& builder) {
  auto* node = builder.make<JsonOrPythonSerializer>();
  if (node == nullptr) return nullptr;
  node->json_ = builder.build_inner(schema, names.json_schema);
  if (node->json_ != nullptr) node->python_ = builder.build_inner(schema, names.python_schema);
  return node->python_ != nullptr ? node : nullptr;
}

}  // namespace pydantic_core
