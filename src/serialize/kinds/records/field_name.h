// serialize/kinds/records/field_name.h: the name of a field and its alias, as Python keys and as
// JSON keys.
#pragma once

#include "base/arena.h"
#include "serialize/output/json_text.h"

namespace pydantic_core {

class FieldName {
 public:
  /// `alias` may be nullptr. Both are str; False with an exception set when one has no UTF-8. What
  /// is written of them lies in `arena`.
  [[nodiscard]] bool set(Borrowed name, Borrowed alias, Arena& arena);

  Borrowed python(bool by_alias) const { return by_alias && alias_ ? alias_.get() : shown_.get(); }
  /// Interned; where the schema's is of a subclass of str, its text.
  Borrowed name() const { return name_.get(); }
  bool is_exact() const { return shown_.get() == name_.get(); }
  Borrowed alias() const { return alias_.get(); }
  const PreparedKey& json_key(bool by_alias) const {
    return by_alias && alias_ ? alias_key_ : name_key_;
  }
  template <class F>
  void each_ref(F&& f) {
    f(shown_), f(alias_);
  }
  /// Writes it as the key of the next value of an object.
  void write(JsonItems& items, JsonText& out, bool by_alias) const {
    if (out.plain()) [[likely]] {
      json_key(by_alias).write(out.buffer());
    } else {
      write_laid_out(items, python(by_alias));
    }
  }

 private:
  static void write_laid_out(JsonItems& items, Borrowed text);

  Ref name_;   // str, interned
  Ref shown_;  // the name as the schema has it
  PreparedKey name_key_;
  Ref alias_;
  PreparedKey alias_key_;
};

}  // namespace pydantic_core
