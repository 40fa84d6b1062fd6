// validate/kinds/calls/parameters.cc: reading parameters, and describing them; see parameters.h.
#include "validate/kinds/calls/parameters.h"

#include "py/sync.h"
#include "schema/describe_lookup.h"
#include "validate/kinds/wrappers/default.h"

namespace pydantic_core {
namespace {

using Mode = Parameter::Mode;

/// SchemaError: `before`, the parameter's name, `after`.
Raised parameter_error(const char* before, const Parameter& parameter, const char* after) {
  Text text;
  text << before;
  py::append_lossy(text, parameter.name.get());
  return schema_error(text << after);
}

/// Mode::none for a word that is none.
bool read_mode(Borrowed text, ParametersForm form, Mode& out) {
  std::string_view word;
  if (!py::utf8(text, word)) return false;
  if (!find_word(text, out)) out = Mode::none;
  if (form == ParametersForm::v3) {
    if (out != Mode::none) return true;
    Text message;
    return schema_error(message << "Invalid var_kwargs mode: `" << word << '`');
  }
  Parameter parameter;
  parameter.mode = out;
  if (parameter.is_variadic()) out = Mode::none;
  return true;
}

/// Reads how a parameter is looked up. False with an exception set.
bool read_alias(SchemaDict dict, Parameter& parameter) {
  Ref alias;
  return dict.get(names.alias, alias) && parameter.lookup.init(parameter.name.get(), alias.get());
}

}  // namespace

bool Parameters::init(ParametersForm form, const Schema& schema, Builder& builder) {
  form_ = form;
  Ref list;
  Ref seen = steal(PySet_New(nullptr));
  if (!seen || !schema.dict.require_list(names.arguments_schema, list)) return false;
  bool had_default = false;
  for (Py_ssize_t i = 0;; ++i) {
    const Ref item = py::list_item(list.get(), i);
    if (!item) break;
    if (!add(item.get(), schema, builder, seen.get(), had_default)) return false;
    const Parameter& parameter = parameters_.back();
    if (parameter.is_positional()) {
      positional_count_ =
          form == ParametersForm::v3 ? positional_count_ + 1 : static_cast<uint32_t>(i) + 1;
    }
    if (parameter.mode == Mode::var_args) var_args_ = parameter.node;
    if (parameter.is_var_kwargs()) {
      set_var_kwargs(parameter.node, parameter.mode == Mode::var_kwargs_uniform
                                         ? VarKwargsMode::uniform
                                         : VarKwargsMode::unpacked_typed_dict);
    }
  }
  if (!keys_.reserve(parameters_.size())) return false;
  for (Parameter& parameter : parameters_) {
    if (!keys_.add(parameter.lookup)) return false;
  }
  return read_loc(schema.config) && read_extra(schema, extra_) &&
         schema.get_or_config(names.validate_by_alias, by_alias_) &&
         schema.get_or_config(names.validate_by_name, by_name_);
}

bool Parameters::add(Borrowed object, const Schema& schema, Builder& builder, Borrowed seen,
                     bool& had_default) {
  if (!PyDict_Check(object)) return conversion_error(object, "PyDict");
  const SchemaDict dict(object);
  Parameter parameter;
  Ref name, inner;
  if (!dict.require_str(names.name, name)) return false;
  if (kAliasesAreForKeywords && !check_text(name.get())) return false;
  // Names are shown in locations, and looked up in JSON.
  const bool is_kept = kNamesKeepTheirClass && !PyUnicode_CheckExact(name.get());
  parameter.name = is_kept ? name.clone() : py::lossy_str(name.get());
  if (!parameter.name) return false;
  if (form_ == ParametersForm::v3) {
    const Ref text = steal(PyUnicode_FromObject(parameter.name.get()));
    const int known = text ? PySet_Contains(seen, text.get()) : -1;
    if (known > 0) return parameter_error("Duplicate parameter '", parameter, "'");
    if (known < 0 || PySet_Add(seen, text.get()) < 0) return false;
  }
  if (!dict.get_str(names.mode, parameter.mode_text)) return false;
  if (parameter.mode_text && !read_mode(parameter.mode_text.get(), form_, parameter.mode))
    return false;
  if (form_ == ParametersForm::v3) {
    parameter.mode_text.reset();
    if (!check_order(parameter)) return false;
  }
  if (parameter.takes_keyword())
    parameter.key = form_ == ParametersForm::v3 ? parameter.name.clone() : std::move(name);
  const bool keyword_alias = kAliasesAreForKeywords && form_ == ParametersForm::plain;
  if (keyword_alias && parameter.takes_keyword() && !read_alias(dict, parameter)) return false;
  if (!dict.require(names.schema, inner)) return false;
  parameter.node = builder.build(inner.get(), schema.config);
  if (parameter.node == nullptr) {
    Text prefix;
    prefix << "Parameter '";
    py::append_lossy(prefix, parameter.name.get());
    return wrap_schema_error(prefix << "':\n  ");
  }
  if (omits_on_error(parameter.node)) {
    return parameter_error("Parameter '", parameter,
                           "': omit_on_error cannot be used with arguments");
  }
  return check_default(parameter, had_default) && (keyword_alias || read_alias(dict, parameter)) &&
         (parameters_.push(std::move(parameter)) || py::no_memory());
}

/// The v3 form keeps to the order that Python asks for; the plain one does not look.
bool Parameters::check_order(const Parameter& parameter) const {
  bool had_other_than_positional_only = false;
  bool had_var_args = false;
  bool had_keyword_only = false;
  bool had_var_kwargs = false;
  for (const Parameter& earlier : parameters_) {
    had_other_than_positional_only |= earlier.mode != Mode::positional_only;
    had_var_args |= earlier.mode == Mode::var_args;
    had_keyword_only |= earlier.mode == Mode::keyword_only;
    had_var_kwargs |= earlier.is_var_kwargs();
  }
  switch (parameter.mode) {
    case Mode::positional_only:
      return !had_other_than_positional_only ||
             parameter_error("Positional only parameter '", parameter,
                             "' cannot follow other parameter kinds");
    case Mode::positional_or_keyword:
      return !(had_var_args || had_keyword_only || had_var_kwargs) ||
             parameter_error("Positional or keyword parameter '", parameter,
                             "' cannot follow variadic or keyword only parameters");
    case Mode::var_args:
      if (had_var_args)
        return parameter_error("Duplicate variadic positional parameter '", parameter, "'");
      return !(had_keyword_only || had_var_kwargs) ||
             parameter_error("Variadic positional parameter '", parameter,
                             "' cannot follow variadic or keyword only parameters");
    case Mode::keyword_only:
      return !had_var_kwargs || parameter_error("Keyword only parameter '", parameter,
                                                "' cannot follow variadic keyword only parameter");
    default:
      return !had_var_kwargs ||
             parameter_error("Duplicate variadic keyword parameter '", parameter, "'");
  }
}

/// After a parameter with a default the others need one too, until the first keyword-only one.
bool Parameters::check_default(const Parameter& parameter, bool& had_default) const {
  if (has_default(parameter.node)) {
    had_default = true;
    return true;
  }
  if (!had_default || parameter.mode == Mode::keyword_only) return true;
  for (const Parameter& earlier : parameters_) {
    if (earlier.mode == Mode::keyword_only) return true;
  }
  return form_ == ParametersForm::v3
             ? parameter_error("Required parameter '", parameter,
                               "' follows parameter with default")
             : parameter_error("Non-default argument '", parameter, "' follows default argument");
}

namespace {

void describe_plain(Describer& out, const Parameter& parameter) {
  out.field("positional", parameter.is_positional());
  Text name, mode;
  py::append_lossy(name, parameter.name.get());
  out.field_text("name", name);
  out.field_object("kwarg_key", parameter.key.get(), true);
  describe_node(out, "validator", parameter.node);
  describe_lookup(out, parameter.lookup, /*optional=*/true);
  if (kLookupsShowPathsAlone) return;
  if (parameter.mode_text) {
    py::append_lossy(mode, parameter.mode_text.get());
  } else {
    mode << name_of(parameter.mode);
  }
  out.field_text("mode", mode);
}

void describe_v3(Describer& out, const Parameter& parameter) {
  Text name;
  py::append_lossy(name, parameter.name.get());
  out.field_text("name", name);
  out.field_word("mode", word_of(parameter.mode));
  describe_lookup(out, parameter.lookup);
  describe_node(out, "validator", parameter.node);
}

}  // namespace

void Parameters::describe_parameters(Describer& out) const {
  out.field_list("parameters", parameters_, [&](const Parameter& parameter) {
    out.open("Parameter");
    (form_ == ParametersForm::v3 ? describe_v3 : describe_plain)(out, parameter);
    out.close();
  });
  out.field("positional_params_count");
  out.out() << positional_count_;
}

void Parameters::describe_settings(Describer& out) const {
  describe_loc(out);
  out.field_word("extra", word_of(extra_));
  describe_modes(out);
}

}  // namespace pydantic_core
