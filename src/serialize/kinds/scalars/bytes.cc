// serialize/kinds/scalars/bytes.cc: bytes.
#include "serialize/engine/build.h"
#include "serialize/output/bytes_text.h"

namespace pydantic_core {
namespace {

class BytesSerializer : public KindSerializer<BytesSerializer> {
 public:
  static constexpr Spelling kSpelling{"Bytes", "BytesSerializer"};
  constexpr explicit BytesSerializer(BytesMode mode) : mode_(mode) {}

  Ref to_python(Borrowed value, SerState& state) const {
    if (!PyBytes_Check(value)) return fall_back(value, state);
    return state.is_json() ? bytes_to_str(bytes_of(value), mode_) : borrow(value);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    return PyBytes_Check(value) ? write_bytes(bytes_of(value), mode_, state.error_is_final, out)
                                : fall_back(value, state, out);
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return PyBytes_Check(key) ? bytes_to_str(bytes_of(key), mode_) : fall_back_key(key, state);
  }
  void name(Text& out) const { out << "bytes"; }
  void describe(Describer& out) const { out.field_word("bytes_mode", word_of(mode_)); }

 private:
  BytesMode mode_;
};

constexpr BytesSerializer kModes[] = {BytesSerializer(BytesMode::utf8),
                                      BytesSerializer(BytesMode::base64),
                                      BytesSerializer(BytesMode::hex)};

}  // namespace

const SerNode* build_bytes_serializer(const Schema& schema, SerBuilder&) {
  BytesMode mode = BytesMode::utf8;
  return read_bytes_mode(schema.config, mode) ? &kModes[static_cast<int>(mode)] : nullptr;
}

}  // namespace pydantic_core
