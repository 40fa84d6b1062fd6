// validate/kinds/scalars/uuid.cc: UUIDs, from their text in any of its forms or from 16 bytes.
#include "py/uuid.h"

#include "py/number.h"
#include "py/uuid_text.h"
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

class UuidNode : public KindNode<UuidNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (Borrowed object = input.as_python(); object != nullptr && !PyUnicode_CheckExact(object)) {
      const int is_uuid = py::is_uuid(object);
      if (is_uuid < 0 && !forgive()) return Outcome::raised;
      if (is_uuid > 0) return check_instance(input, object, state, out);
    }
    if (state.input_type == InputType::python) {
      if (state.strict_or(strict_)) return state.fail(ErrorType::is_instance_of, input, "UUID");
      state.floor_exactness(Exactness::lax);
    }
    UuidBits uuid{};
    PC_TRY(read(input, state, uuid));
    if (version_ && (uuid.version() != version_ || !uuid.is_rfc_variant()))
      return fail_version(input, state);
    out = py::make_uuid(uuid.high, uuid.low);
    return out ? Outcome::ok : Outcome::raised;
  }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "uuid"; }
  static constexpr Spelling kSpelling{"Uuid", "UuidValidator"};
  void describe(Describer& out) const {
    out.field("strict", strict_);
    out.field("version",
              version_ ? std::optional<size_t>(static_cast<size_t>(version_)) : std::nullopt);
  }
  bool init(const Schema& schema) {
    return read_version(schema) && schema.get_or_config(names.strict, strict_);
  }

 private:
  bool read_version(const Schema& schema) {
    Ref version;
    if (!schema.dict.get(names.version, version)) return false;
    if (!version) return true;
    long number;
    if (!py::read_integer(version.get(), 0, UINT8_MAX, number)) return false;
    if (number < 1 || number > 8 || number == 2)
      return schema_error("`version` should be 1 or 3 to 8");
    version_ = static_cast<int>(number);
    return true;
  }

  template <class Input>
  Outcome fail_version(Input input, State& state) const {
    return state.fail(ErrorType::uuid_version, input, version_);
  }
  template <class Input>
  Outcome check_instance(Input input, Borrowed object, State& state, Ref& out) const {
    if (version_) {
      Ref version = steal(PyObject_GetAttr(object, names.version));
      if (!version) return Outcome::raised;
      const bool same = PyLong_Check(version.get()) && PyLong_AsLong(version.get()) == version_;
      PyErr_Clear();
      if (!same) return fail_version(input, state);
    }
    out = borrow(object);
    return Outcome::ok;
  }

  template <class Input>
  static Outcome read_text(Input input, State& state, std::string_view text, UuidBits& out) {
    if (parse_uuid(text, out)) [[likely]]
      return Outcome::ok;
    Text error;
    explain_uuid(text, error);
    return state.fail(ErrorType::uuid_parsing, input, error);
  }
  /// `no_text` is the error for a str that has no UTF-8.
  template <class Input>
  static Outcome read_str(Input input, State& state, ErrorType no_text, UuidBits& out) {
    std::string_view text;
    if (py::utf8(input.object, text)) return read_text(input, state, text, out);
    return forgive() ? state.fail(no_text, input) : Outcome::raised;
  }
  static Outcome read(JsonInput input, State& state, UuidBits& out) {
    if (input.value.kind() != json::Kind::string) return state.fail(ErrorType::uuid_type, input);
    return read_text(input, state, input.value.as_string(), out);
  }
  static Outcome read(StringInput input, State& state, UuidBits& out) {
    return input.is_text() ? read_str(input, state, ErrorType::string_unicode, out)
                           : state.fail(ErrorType::uuid_type, input);
  }
  static Outcome read(PyInput input, State& state, UuidBits& out) {
    // If the text of a str subclass cannot be read, upstream treats it as no str at all.
    if (PyUnicode_Check(input.object)) {
      const bool exact = PyUnicode_CheckExact(input.object);
      return read_str(input, state, exact ? ErrorType::string_unicode : ErrorType::uuid_type, out);
    }
    if (!PyBytes_Check(input.object)) return state.fail(ErrorType::uuid_type, input);
    const std::string_view bytes(PyBytes_AS_STRING(input.object),
                                 static_cast<size_t>(PyBytes_GET_SIZE(input.object)));
    if (parse_uuid(bytes, out)) return Outcome::ok;
    unsigned char raw[16];
    if (bytes.size() == sizeof raw) {
      bytes.copy(reinterpret_cast<char*>(raw), sizeof raw);
      out = uuid_from_bytes(raw);
      return Outcome::ok;
    }
    Text error;
    error << "invalid length: expected 16 bytes, found " << bytes.size();
    return state.fail(ErrorType::uuid_parsing, input, error);
  }

  int version_ = 0;  // 0: any
  bool strict_ = false;
};

}  // namespace

const Node* build_uuid(const Schema& schema, Builder& builder) {
  return build_kind<UuidNode>(schema, builder);
}

}  // namespace pydantic_core
