// serialize/kinds/records/field_name.cc: see field_name.h.
#include "serialize/kinds/records/field_name.h"

namespace pydantic_core {
namespace {

bool prepare(Borrowed text, Ref& kept, PreparedKey& key, Arena& arena) {
  std::string_view utf8;
  if (!py::utf8(text, utf8)) return false;
  kept = PyUnicode_CheckExact(text) ? borrow(text) : py::str(utf8);
  if (!kept) return false;
  return py::intern(kept) && (key.set(utf8, arena) || py::no_memory());
}

}  // namespace

bool FieldName::set(Borrowed name, Borrowed alias, Arena& arena) {
  return prepare(name, name_, name_key_, arena) &&
         (alias == nullptr || prepare(alias, alias_, alias_key_, arena));
}

void FieldName::write_laid_out(JsonItems& items, Borrowed text) {
  // It had UTF-8 when it was set.
  if (!items.key(text)) PyErr_Clear();
}

}  // namespace pydantic_core
