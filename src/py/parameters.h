// py/parameters.h: what a function of ours takes, declared once.
//
//   struct Call { Borrowed value = nullptr; bool strict = false; };
//   using P = py::Parameters<Call>;
//   constexpr auto kRun = P::function("Runner.run", P::required<&Call::value>("value"), py::kStar,
//                                     P::optional<&Call::strict>("strict"));
//
// The declaration determines three things: how arguments are sorted (`kStar` and `kSlash` mean what
// `*` and `/` mean in Python); the order in which they are read, so that the first wrong one is
// reported; and the signature that Python shows: run($self, value, *, strict=False). The default of
// a parameter is the initial value of its member.
#pragma once

#include <algorithm>
#include <array>

#include "py/arguments.h"

namespace pydantic_core::py {

struct Star {};
struct Slash {};
inline constexpr Star kStar;
inline constexpr Slash kSlash;

/// Writes constant text, or counts it when there is no place for it yet.
struct DocWriter {
  char* out = nullptr;
  size_t size = 0;

  constexpr void operator()(std::string_view text) {
    if (out != nullptr) std::char_traits<char>::copy(out + size, text.data(), text.size());
    size += text.size();
  }
};

/// A parameter of a function whose arguments become members of a Call.
template <class Call>
struct Parameter {
  const char* name = nullptr;
  bool (*read)(const char* name, Borrowed value, Call& call) = nullptr;
  void (*show_default)(DocWriter& out) = nullptr;  ///< of one that need not be given
  bool is_required = false;
};

/// A function; `name` is "to_json", "Class.method" or "Class.__new__".
template <class Call, size_t kCount>
struct Function {
  const char* name;
  std::array<Parameter<Call>, kCount> parameters{};
  int count = 0;
  int positional = kCount;
  int positional_only = 0;
  int required = 0;

  template <class... Parts>
  consteval explicit Function(const char* name, const Parts&... parts) : name(name) {
    (add(parts), ...);
  }
  constexpr void add(const Parameter<Call>& parameter) {
    parameters[count++] = parameter;
    if (parameter.is_required) required = count;
  }
  template <size_t kMore>
  constexpr void add(const std::array<Parameter<Call>, kMore>& more) {
    for (const Parameter<Call>& parameter : more) add(parameter);
  }
  constexpr void add(Star) { positional = count; }
  constexpr void add(Slash) { positional_only = count; }
};

template <class Call>
struct Parameters {
 private:
  template <class Class, class T>
  static Class owner_of(T Class::*);
  template <class Class, class T>
  static T value_of(T Class::*);
  template <auto kMember>
  using Value = decltype(value_of(kMember));
  template <auto kRead>
  static constexpr bool kIsDefault = std::is_null_pointer_v<decltype(kRead)>;

  template <auto kMember, auto kRead>
  static bool read(const char* name, Borrowed value, Call& call) {
    if constexpr (kIsDefault<kRead>) {
      return Argument<Value<kMember>>::read(name, value, call.*kMember);
    } else {
      return kRead(name, value, call.*kMember);
    }
  }
  template <auto kMember, auto kRead>
  static bool read_unless_none(const char* name, Borrowed value, Call& call) {
    return value == Py_None || read<kMember, kRead>(name, value, call);
  }
  template <auto kMember>
  static constexpr void show(DocWriter& out) {
    using Owner = decltype(owner_of(kMember));
    Argument<Value<kMember>>::show(Owner{}.*kMember, out);
  }
  static constexpr void show_none(DocWriter& out) { out("None"); }

  static constexpr size_t size_of(const Parameter<Call>*) { return 1; }
  template <size_t kSize>
  static constexpr size_t size_of(const std::array<Parameter<Call>, kSize>*) {
    return kSize;
  }
  static constexpr size_t size_of(const void*) { return 0; }

 public:
  /// An argument that becomes the member; `kRead` reads it where Argument<> does not.
  template <auto kMember, auto kRead = nullptr>
  static consteval Parameter<Call> required(const char* name) {
    return {.name = name, .read = &read<kMember, kRead>, .is_required = true};
  }
  /// The same for one that need not be given. None leaves objects, and what an own reader reads, as
  /// they are.
  template <auto kMember, auto kRead = nullptr>
  static consteval Parameter<Call> optional(const char* name) {
    if constexpr (kIsDefault<kRead> && !std::is_same_v<Value<kMember>, Borrowed>) {
      return {name, &read<kMember, kRead>, &show<kMember>};
    } else {
      return {name, &read_unless_none<kMember, kRead>, &show_none};
    }
  }
  /// Parameters that functions share.
  template <class... Rest>
  static consteval auto list(const Rest&... rest) {
    return std::array<Parameter<Call>, sizeof...(Rest)>{rest...};
  }
  /// Each part is a parameter, a list of them, kStar or kSlash.
  template <class... Parts>
  static consteval auto function(const char* name, const Parts&... parts) {
    return Function<Call, (size_of(static_cast<const Parts*>(nullptr)) + ... + 0)>(name, parts...);
  }
};

/// For functions of one object.
struct OneArgument {
  Borrowed value = nullptr;
};
template <auto kRead = nullptr, class... Parts>
consteval auto function_of_one(const char* name, const char* parameter, const Parts&... parts) {
  using P = Parameters<OneArgument>;
  return P::function(name, P::required<&OneArgument::value, kRead>(parameter), parts...);
}

/// The name of a function, as a template argument.
template <size_t kSize>
struct FunctionName {
  char text[kSize];

  constexpr FunctionName(const char (&name)[kSize]) { std::copy_n(name, kSize, text); }
};

namespace detail {

template <const auto& kFunction>
inline constexpr auto kNames = [] {
  std::array<const char*, kFunction.parameters.size()> names{};
  for (size_t i = 0; i < names.size(); ++i) names[i] = kFunction.parameters[i].name;
  return names;
}();

template <const auto& kFunction>
inline constexpr Signature kSignature{kFunction.name,       kFunction.positional,
                                      kFunction.required,   kNames<kFunction>.data(),
                                      int{kFunction.count}, kFunction.positional_only};

template <const auto& kFunction>
constexpr void write_doc(std::string_view self, DocWriter& out) {
  const std::string_view name = kFunction.name;
  const size_t dot = name.find('.');
  const bool is_class = name.ends_with(".__new__");
  out(is_class ? name.substr(0, dot) : name.substr(dot == name.npos ? 0 : dot + 1));
  std::string_view comma = "(";
  const auto add = [&](std::string_view text) { out(std::exchange(comma, ", ")), out(text); };
  if (dot != name.npos && !is_class) add(self);
  for (int i = 0; i < kFunction.count; ++i) {
    if (i == kFunction.positional) add("*");
    add(kFunction.parameters[i].name);
    if (!kFunction.parameters[i].is_required) out("="), kFunction.parameters[i].show_default(out);
    if (i + 1 == kFunction.positional_only) add("/");
  }
  if (comma == "(") out(comma);  // no parameters at all
  out(")\n--\n\n");
}

/// How a class or METH_FASTCALL method shows its signature; the first parameter is called `kSelf`.
template <const auto& kFunction, const auto& kSelf>
inline constexpr auto kDoc = [] {
  constexpr size_t kSize = [] {
    DocWriter counted;
    write_doc<kFunction>(kSelf, counted);
    return counted.size;
  }();
  std::array<char, kSize + 1> text{};
  DocWriter writer{text.data()};
  write_doc<kFunction>(kSelf, writer);
  return text;
}();
inline constexpr std::string_view kInstance = "$self", kClass = "$cls", kNoSelf = "";

/// The name of a method or function, without that of its class.
template <const auto& kFunction>
consteval const char* short_name() {
  const size_t dot = std::string_view(kFunction.name).find('.');
  return kFunction.name + (dot == std::string_view::npos ? 0 : dot + 1);
}

/// The name of a function without arguments, and how it shows its signature. One for all functions
/// of that name, of whatever class.
template <FunctionName kName, const auto& kSelf>
inline constexpr auto kNameAndDoc = [] {
  constexpr std::string_view kEnd = ")\n--\n\n";
  constexpr size_t kSize = sizeof kName.text;
  std::array<char, 2 * kSize + 1 + kSelf.size() + kEnd.size()> texts{};
  DocWriter out{texts.data()};
  out({kName.text, kSize});
  out({kName.text, kSize - 1});
  out("("), out(kSelf), out(kEnd);
  return texts;
}();

template <FunctionName kName, const auto& kSelf>
constexpr PyMethodDef row_without_arguments(PyCFunction function, int flags = 0) {
  const char* const name = kNameAndDoc<kName, kSelf>.data();
  return {name, function, METH_NOARGS | flags, name + sizeof kName.text};
}

template <const auto& kFunction, class Call, size_t... kAt>
[[gnu::always_inline]] inline bool read_all(const Borrowed* given, Call& call,
                                            std::index_sequence<kAt...>) {
  constexpr auto& kParameters = kFunction.parameters;
  return (
      (given[kAt] == nullptr || kParameters[kAt].read(kParameters[kAt].name, given[kAt], call)) &&
      ...);
}

}  // namespace detail

/// Reads the arguments of a METH_FASTCALL | METH_KEYWORDS function (args, nargs, kwnames), or of a
/// tp_new or tp_call (args, kwargs), into `call`, whose members keep what they are where nothing is
/// given. False with an exception set.
template <const auto& kFunction, class Call, class... Given>
[[nodiscard]] bool read_arguments(Call& call, Given... arguments) {
  constexpr size_t kCount = kFunction.parameters.size();
  std::array<Borrowed, kCount> given;
  return parse_args(detail::kSignature<kFunction>, arguments..., given.data()) &&
         detail::read_all<kFunction>(given.data(), call, std::make_index_sequence<kCount>());
}

/// The row of a method or function that reads its arguments so.
template <const auto& kFunction>
PyMethodDef method(PyCFunctionFastWithKeywords function) {
  return {detail::short_name<kFunction>(), as_method(function), METH_FASTCALL | METH_KEYWORDS,
          detail::kDoc<kFunction, detail::kInstance>.data()};
}
template <const auto& kFunction>
PyMethodDef class_method(PyCFunctionFastWithKeywords function) {
  PyMethodDef row = method<kFunction>(function);
  row.ml_flags |= METH_CLASS;
  row.ml_doc = detail::kDoc<kFunction, detail::kClass>.data();
  return row;
}
/// The row of a method or function without parameters, of which there is nothing to declare but the
/// name: method_without_arguments<"__reduce__">(&reduce).
template <FunctionName kName>
constexpr PyMethodDef method_without_arguments(PyCFunction function) {
  return detail::row_without_arguments<kName, detail::kInstance>(function);
}
template <FunctionName kName>
constexpr PyMethodDef static_method_without_arguments(PyCFunction function) {
  return detail::row_without_arguments<kName, detail::kNoSelf>(function, METH_STATIC);
}
template <FunctionName kName>
constexpr PyMethodDef function_without_arguments(PyCFunction function) {
  return detail::row_without_arguments<kName, detail::kNoSelf>(function);
}
/// The slot of a class's signature; the function is its __new__.
template <const auto& kFunction>
PyType_Slot doc_slot() {
  return {Py_tp_doc, const_cast<char*>(detail::kDoc<kFunction, detail::kInstance>.data())};
}

}  // namespace pydantic_core::py
