// serialize/kinds/records/field_name.cc: see field_name.h.
#include "serialize/kinds/records/field_name.h"

namespace pydantic_core {
namespace {

bool prepare(Borrowed text, Ref& shown, PreparedKey& key, Arena& arena) {
  std::string_view utf8;
  if (!py::utf8(text, utf8)) return false;
  shown = borrow(text);
  if (PyUnicode_CheckExact(text) && !py::intern(shown)) return false;
  return key.set(utf8, arena) || py::no_memory();
}

}  // namespace

bool FieldName::set(Borrowed name, Borrowed alias, Arena& arena) {
  if (!prepare(name, shown_, name_key_, arena)) return false;
  name_ = steal(PyUnicode_FromObject(shown_.get()));
  return name_ && py::intern(name_) &&
         (alias == nullptr || prepare(alias, alias_, alias_key_, arena));
}

void FieldName::write_laid_out(JsonItems& items, Borrowed text) {
  // It had UTF-8 when it was set.
  if (!items.key(text)) PyErr_Clear();
}

}  // namespace pydantic_core
