// validate/kinds/scalars/bytes.cc: bytes, and text that stands for them.
#include "validate/input/bytes.h"

#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

class BytesNode : public KindNode<BytesNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref bytes;
    PC_TRY(read_bytes(input, state, state.strict_or(strict_), mode_, bytes));
    // A subclass is asked for its own len(), where there are limits to it.
    const Py_ssize_t size = is_constrained() && !PyBytes_CheckExact(bytes.get())
                                ? PyObject_Size(bytes.get())
                                : PyBytes_GET_SIZE(bytes.get());
    if (size < 0) return Outcome::raised;
    const auto length = static_cast<size_t>(size);
    if (min_length_ && length < *min_length_) {
      return state.fail(ErrorType::bytes_too_short, input, *min_length_);
    }
    if (max_length_ && length > *max_length_) {
      return state.fail(ErrorType::bytes_too_long, input, *max_length_);
    }
    out = std::move(bytes);
    return Outcome::ok;
  }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const {
    out.out << (is_constrained() ? "constrained-bytes" : "bytes");
  }
  Spelling spelling() const {
    return is_constrained() ? Spelling{"ConstrainedBytes", "BytesConstrainedValidator"}
                            : Spelling{"Bytes", "BytesValidator"};
  }
  void describe(Describer& out) const {
    out.field("strict", strict_);
    out.field("bytes_mode");
    out.open("ValBytesMode");
    out.field_word("ser", word_of(mode_));
    out.close();
    if (is_constrained()) {
      out.field("max_length", max_length_);
      out.field("min_length", min_length_);
    }
  }
  bool init(const Schema& schema) {
    return schema.get_or_config(names.strict, strict_) &&
           read_input_bytes_mode(schema.config, mode_) &&
           schema.dict.get(names.min_length, min_length_) &&
           schema.dict.get(names.max_length, max_length_);
  }

 private:
  bool is_constrained() const { return min_length_ || max_length_; }

  std::optional<size_t> min_length_;
  std::optional<size_t> max_length_;
  bool strict_ = false;
  BytesMode mode_ = BytesMode::utf8;
};

}  // namespace

const Node* build_bytes(const Schema& schema, Builder& builder) {
  return build_kind<BytesNode>(schema, builder);
}

}  // namespace pydantic_core
