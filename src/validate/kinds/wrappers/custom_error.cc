// validate/kinds/wrappers/custom_error.cc: see custom_error.h; and the kind that does nothing else.
#include "validate/kinds/wrappers/custom_error.h"

namespace pydantic_core {
namespace {

class CustomErrorNode : public KindNode<CustomErrorNode> {
 public:
  /// Whatever goes wrong becomes the error, also an exception.
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    const Outcome outcome = attempt(state, [&] { return inner_->validate(input, state, out); });
    if (outcome == Outcome::ok) [[likely]]
      return outcome;
    if (outcome == Outcome::raised) {
      if (PyErr_ExceptionMatches(PyExc_MemoryError)) return outcome;
      PyErr_Clear();
    }
    return error_.fail(input, state);
  }
  bool is_quiet(QuietSearch& search) const { return search.is_quiet(inner_); }
  void name(NameWriter& out) const { name_around(out, "custom-error", inner_); }
  static constexpr Spelling kSpelling{"CustomError", "CustomErrorValidator"};
  void describe(Describer& out) const {
    describe_node(out, "validator", inner_);
    out.field("custom_error");
    error_.describe(out);
    describe_name(out, this);
  }
  bool init(const Schema& schema, Builder& builder) {
    if (!error_.init(schema)) return false;
    if (!error_) return schema_error("'custom_error_type' is required");
    inner_ = builder.build_inner(schema, names.schema);
    return inner_ != nullptr;
  }
  template <class F>
  void each_ref(F&& f) {
    error_.each_ref(f);
  }

 private:
  const Node* inner_ = nullptr;
  CustomError error_;
};

}  // namespace

bool CustomError::init(const Schema& schema) {
  Ref type, message, context;
  if (!schema.dict.get_str(names.custom_error_type, type)) return false;
  if (!type) return true;
  if (!schema.dict.get_dict(names.custom_error_context, context)) return false;
  std::string_view name;
  if (!py::utf8(type.get(), name)) return false;
  present_ = true;
  if (ErrorType known; find_error_type(name, known)) {
    if (!schema.dict.get(names.custom_error_message, message)) return false;
    if (message) {
      return schema_error(
          "custom_error_message should not be provided if 'custom_error_type' matches a known "
          "error");
    }
    return ErrorDetails::from_context(type.get(), context.get(), details_);
  }
  if (!schema.dict.require_text(names.custom_error_message, message)) return false;
  details_.type = ErrorType::custom_error;
  details_.fields[0] = std::move(type);
  details_.fields[1] = std::move(message);
  details_.context = std::move(context);
  return true;
}

namespace {

/// One value of a known error's context.
void describe_value(Describer& out, const ErrorField& field, Borrowed value) {
  out.field(field.name);
  if (value == nullptr || (value == Py_None && field.kind == FieldKind::optional_size)) {
    out.out() << "None";
    return;
  }
  Text text;
  py::append_display(text, value);
  switch (field.kind) {
    case FieldKind::text:
      out.quoted(text);
      break;
    case FieldKind::number:
      if (PyFloat_Check(value)) {
        out.open_tuple("Float");
        out.number(PyFloat_AS_DOUBLE(value));
      } else if (PyLong_Check(value)) {
        out.open_tuple("Int");
        out.out() << text;
      } else {
        out.open_tuple("String");
        out.quoted(text);
      }
      out.close_tuple();
      break;
    case FieldKind::optional_size:
      out.open_tuple("Some");
      out.out() << text;
      out.close_tuple();
      break;
    case FieldKind::object:
      out.open_tuple("Some");
      out.object(value);
      out.close_tuple();
      break;
    default:
      out.out() << text;
  }
}

/// A known error as upstream shows it: a variant named like its type, its context and fields.
void describe_known(Describer& out, const ErrorDetails& details) {
  Text type, name;
  details.append_type(type);
  bool upper = true;
  for (const char c : type.view()) {
    if (c != '_') name << static_cast<char>(upper && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    upper = c == '_';
  }
  const ErrorInfo& info = info_of(details.type);
  out.open(name.view());
  if (!type.ok() || !name.ok()) out.out().fail();
  out.field_object("context", details.context.get(), true);
  for (int i = 0; i < info.field_count(); ++i)
    describe_value(out, info.fields[i], details.fields[i].get());
  out.close();
}

}  // namespace

void CustomError::describe(Describer& out) const {
  const bool custom = details_.type == ErrorType::custom_error;
  out.open_tuple(custom ? "Custom" : "KnownError");
  out.open(custom ? "PydanticCustomError" : "PydanticKnownError");
  if (!custom) {
    out.field("error_type");
    describe_known(out, details_);
  } else {
    Text type;
    details_.append_type(type);
    out.field_text("error_type", type);
    out.field_text("message_template", details_.fields[1].get());
    out.field_object("context", details_.context.get(), true);
  }
  out.close();
  out.close_tuple();
}

void CustomError::describe_optional(Describer& out) const {
  out.field("custom_error");
  if (!present_) {
    out.out() << "None";
    return;
  }
  out.open_tuple("Some");
  describe(out);
  out.close_tuple();
}

const Node* build_custom_error(const Schema& schema, Builder& builder) {
  return build_kind<CustomErrorNode>(schema, builder);
}

}  // namespace pydantic_core
