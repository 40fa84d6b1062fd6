// schema/schema.h: reading core-schema dicts and the config that goes with them.
//
// Every reader returns false with a Python exception set when the value is of the wrong type, and
// leaves `out` alone when the key is missing.
#pragma once

#include <optional>

#include "base/edition.h"
#include "py/error.h"
#include "py/names.h"
#include "schema/words.h"

namespace pydantic_core {

enum class Extra : uint8_t { allow, forbid, ignore };
template <>
struct WordsOf<Extra> {
  static constexpr Word kWords[] = {{"allow", "Allow"}, {"forbid", "Forbid"}, {"ignore", "Ignore"}};
};

/// A schema dict, or a config dict, which may be absent. Borrows it. Names must be interned.
///
/// Building looks up many keys in each schema, which has only a few of them. The keys of the dict
/// are therefore read once into a small filter, which rules out nearly all of the absent ones. The
/// others are found by their addresses, without hashing.
class SchemaDict {
 public:
  constexpr SchemaDict() = default;
  explicit SchemaDict(Borrowed dict) : dict_(dict), keys_(dict != nullptr ? keys_of(dict) : 0) {}
  /// Becomes that of a nested schema, any object. False with TypeError set for what is no dict.
  [[nodiscard]] bool open(Borrowed object) {
    if (!PyDict_Check(object)) [[unlikely]]
      return refuse(object);
    *this = SchemaDict(object);
    return true;
  }

  Borrowed object() const { return dict_; }
  /// False when the key may be there.
  bool lacks(Borrowed name) const { return (keys_ & bit_of(name)) == 0; }
  /// Any object. `out` stays empty when the key is missing.
  [[nodiscard]] bool get(Borrowed name, Ref& out) const { return lacks(name) || read(name, out); }
  [[nodiscard]] bool get(Borrowed name, bool& out) const { return lacks(name) || read(name, out); }
  [[nodiscard]] bool get(Borrowed name, std::optional<bool>& out) const {
    return lacks(name) || read(name, out);
  }
  /// A length: an int ≥ 0.
  [[nodiscard]] bool get(Borrowed name, std::optional<size_t>& out) const {
    return lacks(name) || read(name, out);
  }
  [[nodiscard]] bool get_str(Borrowed name, Ref& out) const {
    return lacks(name) || read_str(name, out);
  }
  /// The same for a str that must have UTF-8 (no lone surrogates).
  [[nodiscard]] bool get_text(Borrowed name, Ref& out) const;
  [[nodiscard]] bool get_dict(Borrowed name, Ref& out) const {
    return lacks(name) || read_dict(name, out);
  }
  [[nodiscard]] bool get_class(Borrowed name, Ref& out) const {
    return lacks(name) || read_class(name, out);
  }
  /// The same for keys that must be there: a missing one is a KeyError.
  [[nodiscard]] bool require(Borrowed name, Ref& out) const;
  [[nodiscard]] bool require_str(Borrowed name, Ref& out) const;
  [[nodiscard]] bool require_text(Borrowed name, Ref& out) const;
  [[nodiscard]] bool require_dict(Borrowed name, Ref& out) const;
  [[nodiscard]] bool require_list(Borrowed name, Ref& out) const;
  [[nodiscard]] bool require_class(Borrowed name, Ref& out) const;

 private:
  static uint64_t bit_of(Borrowed name) {
    return uint64_t{1} << ((uint64_t{reinterpret_cast<uintptr_t>(name)} * 0x9E3779B97F4A7C15u) >>
                           58);
  }
  static uint64_t keys_of(Borrowed dict);
  static Raised refuse(Borrowed object);
  bool read(Borrowed name, Ref& out) const;
  bool read_by_hash(Borrowed name, Ref& out) const;
  bool read(Borrowed name, bool& out) const;
  bool read(Borrowed name, std::optional<bool>& out) const;
  bool read(Borrowed name, std::optional<size_t>& out) const;
  bool read_str(Borrowed name, Ref& out) const;
  bool read_dict(Borrowed name, Ref& out) const;
  bool read_class(Borrowed name, Ref& out) const;

  Borrowed dict_ = nullptr;
  uint64_t keys_ = 0;  // bit_of() each key; kUnknown when some key is no interned str
  static constexpr uint64_t kUnknown = ~uint64_t{0};
};

/// What a kind is built from: its own schema and the config in force around it.
struct Schema {
  SchemaDict dict;
  SchemaDict config;

  /// The value under `name` in the schema, else under `config_name` (the same by default) in the
  /// config.
  template <class T>
  [[nodiscard]] bool get_or_config(Borrowed name, Borrowed config_name, T& out) const {
    if (dict.lacks(name)) return config.get(config_name, out);
    Ref present;
    if (!dict.get(name, present)) return false;
    return present ? dict.get(name, out) : config.get(config_name, out);
  }
  template <class T>
  [[nodiscard]] bool get_or_config(Borrowed name, T& out) const {
    return get_or_config(name, name, out);
  }
};

/// False with TypeError set for what is no str, UnicodeEncodeError for one that has no UTF-8.
[[nodiscard]] bool check_text(Borrowed value);
/// A name or alias as this edition keeps it: one of a subclass of str either keeps its class or is
/// replaced by its text (kNamesKeepTheirClass). Empty with an exception set.
[[nodiscard]] inline Ref kept_name(Borrowed text) {
  return kNamesKeepTheirClass ? borrow(text) : steal(PyUnicode_FromObject(text));
}

/// TypeError as PyO3 words a failed conversion (py::append_conversion_error).
Raised conversion_error(Borrowed value, const char* wanted);
/// Whether PyO3 makes a Vec of such an object. False with TypeError set.
[[nodiscard]] bool check_is_sequence(Borrowed value);

/// `extra_behavior` of the schema, else `extra_fields_behavior` of the config; `out` stays as it is
/// when neither says.
[[nodiscard]] bool read_extra(const Schema& schema, Extra& out);
/// "allow", "forbid" or "ignore"; false with SchemaError set for anything else.
[[nodiscard]] bool parse_extra(Borrowed text, Extra& out);

}  // namespace pydantic_core
