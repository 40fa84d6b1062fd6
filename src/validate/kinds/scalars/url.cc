// validate/kinds/scalars/url.cc: URLs with one host or with several, from text or from objects of
// either class. The two kinds differ in the class they make alone.
#include "validate/kinds/scalars/url.h"

#include <algorithm>

#include "base/edition.h"
#include "py/sync.h"
#include "validate/engine/build.h"
#include "validate/input/scalars.h"
#include "validate/kinds/scalars/literal_names.h"

namespace pydantic_core {
namespace {

using url::MultiHostUrl;
using url::Url;

/// What a schema says of a URL.
struct UrlRules {
  bool strict = false;
  bool preserve_empty_path = false;
  std::optional<size_t> max_length;  // in bytes of UTF-8
  std::vector<std::string> schemes;  // none: all are allowed
  Ref expected;                      // str: the schemes as prose
  Ref shown;                         // str: the schemes in the name
  url::Defaults defaults;

  bool allows(std::string_view scheme) const {
    return schemes.empty() || std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
  }
};

template <class Input>
Outcome check_length(Input input, State& state, const UrlRules& rules, std::string_view text) {
  if (!rules.max_length || text.size() <= *rules.max_length) return Outcome::ok;
  return state.fail(ErrorType::url_too_long, input, *rules.max_length);
}

template <class Input>
Outcome fail(Input input, State& state, url::Error error) {
  const ErrorType type =
      url::is_violation(error) ? ErrorType::url_syntax_violation : ErrorType::url_parsing;
  return state.fail(type, input, url::error_text(error));
}

/// Whether there is as much memory as parsing the text may take. This is found out before, since
/// the parser's containers end the process when the heap is exhausted. Short texts are not checked.
template <class U>
bool has_memory_for(std::string_view text) {
  constexpr size_t kShort = 100'000;
  constexpr size_t kMostPerByte = 12;
  if (text.size() <= kShort) return true;
  uint64_t needed = uint64_t{text.size()} * kMostPerByte;
  if (std::is_same_v<U, MultiHostUrl>) {
    // One URL a comma, and as much again while the list grows.
    needed += static_cast<uint64_t>(std::count(text.begin(), text.end(), ',')) * 4 * sizeof(Url);
  }
  if (needed > SIZE_MAX) return false;
  void* const block = std::malloc(static_cast<size_t>(needed));
  std::free(block);
  return block != nullptr;
}

template <class U, class Input>
Outcome parse(Input input, State& state, const UrlRules& rules, std::string_view text, U& out) {
  PC_TRY(check_length(input, state, rules, text));
  if (!has_memory_for<U>(text)) return py::no_memory();
  const bool strict = state.strict_or(rules.strict);
  const url::Error error = U::parse(text, strict, rules.preserve_empty_path, out);
  return error == url::Error::none ? Outcome::ok : fail(input, state, error);
}

/// An object of the other class.
Outcome read_other(PyInput input, State& state, const UrlRules& rules, const MultiHostUrl& given,
                   Url& out) {
  return parse(input, state, rules, given.text(), out);
}
Outcome read_other(PyInput input, State& state, const UrlRules& rules, const Url& given,
                   MultiHostUrl& out) {
  if (rules.max_length) PC_TRY(check_length(input, state, rules, given.text()));
  out = MultiHostUrl(given);
  return Outcome::ok;
}

template <class U>
Outcome read(JsonInput input, State& state, const UrlRules& rules, U& out) {
  if (input.value.kind() != json::Kind::string) return state.fail(ErrorType::url_type, input);
  return parse(input, state, rules, input.value.as_string(), out);
}

/// Python objects, and the strings of validate_strings: whatever cannot be read as a str is no URL,
/// but a str that has no UTF-8 is its own error.
template <class U, class Input>
Outcome read(Input input, State& state, const UrlRules& rules, U& out) {
  using Other = std::conditional_t<std::is_same_v<U, Url>, MultiHostUrl, Url>;
  if constexpr (std::is_same_v<Input, PyInput>) {
    if (const auto* given = url_of<Other>(input.object))
      return read_other(input, state, rules, *given, out);
  }
  Ref str;
  const Outcome outcome = attempt(
      state, [&] { return read_str(input, state, state.strict_or(rules.strict), false, str); });
  if (outcome != Outcome::ok) {
    if (outcome == Outcome::raised) {
      // From an enum member's value, whose own str() failed.
      if (!PyErr_ExceptionMatches(PyExc_Exception) || PyErr_ExceptionMatches(PyExc_MemoryError))
        return outcome;
      PyErr_Clear();
    }
    return state.fail(ErrorType::url_type, input);
  }
  std::string_view text;
  if (py::utf8(str.get(), text)) return parse(input, state, rules, text, out);
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Outcome::raised;
  PyErr_Clear();
  // Of an enum's member, this is its value.
  return state.fail(ErrorType::string_unicode, PyInput{str.get()});
}

template <class U, class Input>
Outcome validate_as(Input input, State& state, const UrlRules& rules, Ref& out) {
  Borrowed object = input.as_python();
  const U* given = object != nullptr ? url_of<U>(object) : nullptr;
  U made;
  if (given == nullptr) {
    PC_TRY(read(input, state, rules, made));
  } else if (rules.max_length) {
    PC_TRY(check_length(input, state, rules, given->text()));
  }
  const U& url = given != nullptr ? *given : made;
  if (!rules.allows(url.scheme())) return state.fail(ErrorType::url_scheme, input, rules.expected);
  if (url.lacks(rules.defaults)) {
    if (given != nullptr) made = *given;
    const url::Error error = made.apply(rules.defaults);
    if (error != url::Error::none) return fail(input, state, error);
    given = nullptr;
  }
  state.floor_exactness(Exactness::lax);
  out = given != nullptr ? borrow(object) : make_url(std::move(made));
  return out ? Outcome::ok : Outcome::raised;
}

/// A str as text; `out` stays empty when the key is missing.
bool read_text(SchemaDict dict, Borrowed name, std::optional<std::string>& out) {
  Ref str;
  if (!dict.get_str(name, str)) return false;
  std::string_view text;
  if (!str) return true;
  if (!py::utf8(str.get(), text)) return false;
  out.emplace(text);
  return true;
}

/// The schemes as one str, `comma` between them and `last` before the last one. False with an
/// exception set.
bool name_schemes(const Vec<Ref>& schemes, const char* comma, const char* last, Ref& out) {
  if (kSchemesShowRepr) return name_values(schemes, comma, last, out);
  Text text;
  for (uint32_t i = 0; i < schemes.size(); ++i) {
    if (i != 0) text << (i + 1 == schemes.size() ? last : comma);
    text << '\'';
    py::append_lossy(text, schemes[i].get());
    text << '\'';
  }
  out = py::str(text);
  return static_cast<bool>(out);
}

bool read_schemes(SchemaDict dict, UrlRules& out) {
  Ref list;
  if (!dict.get(names.allowed_schemes, list)) return false;
  if (!list) return true;
  if (!PyList_Check(list.get())) return conversion_error(list.get(), "PyList");
  if (PyList_GET_SIZE(list.get()) == 0)
    return schema_error("`allowed_schemes` should have length > 0");
  Vec<Ref> schemes;
  for (Py_ssize_t i = 0; Ref item = py::list_item(list.get(), i); ++i) {
    std::string_view scheme;
    if (!PyUnicode_Check(item.get())) return conversion_error(item.get(), "PyString");
    if (!py::utf8(item.get(), scheme)) return false;
    out.schemes.emplace_back(scheme);
    if (!schemes.push(std::move(item))) return py::no_memory();
  }
  return name_schemes(schemes, ", ", " or ", out.expected) &&
         name_schemes(schemes, ",", ",", out.shown);
}

void describe_text(Describer& out, std::string_view field, const std::optional<std::string>& text) {
  out.field(field);
  out.optional(text.has_value(), [&] { out.quoted(*text); });
}

template <class U>
class UrlNode : public KindNode<UrlNode<U>> {
  static constexpr bool kIsMulti = std::is_same_v<U, MultiHostUrl>;

 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    return validate_as<U>(input, state, rules_, out);
  }
  bool is_quiet(QuietSearch& search) const { return search.is_for_text(); }
  void name(NameWriter& out) const {
    out.out << kUrlName<U>;
    if (!rules_.shown) return;
    out.out << '[';
    py::append_lossy(out.out, rules_.shown.get());
    out.out << ']';
  }
  static constexpr Spelling kSpelling = kIsMulti ? Spelling{"MultiHostUrl", "MultiHostUrlValidator"}
                                                 : Spelling{"Url", "UrlValidator"};
  void describe(Describer& out) const {
    out.field("strict", rules_.strict);
    out.field("max_length", rules_.max_length);
    describe_schemes(out);
    out.field("host_required", rules_.defaults.host_required);
    describe_text(out, "default_host", rules_.defaults.host);
    const std::optional<uint16_t>& port = rules_.defaults.port;
    out.field("default_port", port ? std::optional<size_t>(*port) : std::nullopt);
    describe_text(out, "default_path", rules_.defaults.path);
    describe_name(out, this);
    out.field("preserve_empty_path", rules_.preserve_empty_path);
  }
  template <class F>
  void each_ref(F&& f) {
    f(rules_.expected);
    f(rules_.shown);
  }
  bool init(const Schema& schema) {
    const SchemaDict dict = schema.dict;
    Ref port;
    if (!read_schemes(dict, rules_) || !read_text(dict, names.default_host, rules_.defaults.host)) {
      return false;
    }
    if (kIsMulti && rules_.defaults.host && rules_.defaults.host->find(',') != std::string::npos)
      return schema_error("default_host cannot contain a comma, see pydantic-core#326");
    if (!schema.get_or_config(names.strict, rules_.strict) ||
        !dict.get(names.max_length, rules_.max_length) ||
        !dict.get(names.host_required, rules_.defaults.host_required) ||
        !dict.get(names.default_port, port) ||
        (port && !read_port(port.get(), rules_.defaults.port))) {
      return false;
    }
    return read_text(dict, names.default_path, rules_.defaults.path) &&
           schema.get_or_config(names.preserve_empty_path, names.url_preserve_empty_path,
                                rules_.preserve_empty_path);
  }

 private:
  void describe_schemes(Describer& out) const {
    out.field("allowed_schemes");
    if (rules_.schemes.empty()) {
      out.out() << "None";
      return;
    }
    out.open_tuple("Some");
    out.open_tuple("");
    out.open_set();
    const auto& schemes = rules_.schemes;
    for (auto scheme = schemes.begin(); scheme != schemes.end(); ++scheme) {
      if (std::find(schemes.begin(), scheme, *scheme) != scheme) continue;
      out.element();
      out.quoted(*scheme);
    }
    out.close_set();
    out.element();
    Text expected;
    py::append_lossy(expected, rules_.expected.get());
    out.quoted(expected);
    out.close_tuple();
    out.close_tuple();
  }

  UrlRules rules_;
};

template <class U>
const Node* build(const Schema& schema, Builder& builder) {
  return build_kind<UrlNode<U>>(schema, builder);
}

}  // namespace

template <class U>
Outcome validate_url(PyInput input, State& state, bool preserve_empty_path, Ref& out) {
  UrlRules rules;
  rules.preserve_empty_path = preserve_empty_path;
  return validate_as<U>(input, state, rules, out);
}
template Outcome validate_url<Url>(PyInput, State&, bool, Ref&);
template Outcome validate_url<MultiHostUrl>(PyInput, State&, bool, Ref&);

const Node* build_url(const Schema& schema, Builder& builder) {
  return build<Url>(schema, builder);
}
const Node* build_multi_host_url(const Schema& schema, Builder& builder) {
  return build<MultiHostUrl>(schema, builder);
}

}  // namespace pydantic_core
