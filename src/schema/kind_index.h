// schema/kind_index.h: from the type of a core schema to its row in a table of kinds.
//
// Types in schemas are interned nearly always: their addresses are looked up first, and their text
// only when that finds nothing.
#pragma once

#include "oncecell/oncecell.h"
#include "py/str.h"
#include "py/sync.h"
#include "schema/schema.h"

namespace pydantic_core {

class KindIndex {
 public:
  /// The row of the first of `count` kinds (fewer than 128, with a member `type`) that is of that
  /// type; -1 when there is none, or with an exception set, also when `type` is no str that has
  /// UTF-8.
  template <class Kind>
  int find(const Kind* kinds, size_t count, Borrowed type) {
    Borrowed rows = rows_.get_or_init([&] { return make(kinds, count); });
    if (rows == nullptr) return -1;
    for (size_t at = slot_of(type); slots_[at].type != nullptr; at = (at + 1) % kSlots) {
      if (slots_[at].type == type) return slots_[at].row;
    }
    if (!check_text(type)) return -1;
    Borrowed row = py::own_dict_item(rows, type);
    return row != nullptr ? static_cast<int>(PyLong_AsLong(row)) : -1;
  }

 private:
  static constexpr size_t kSlots = 256;
  struct Slot {
    PyObject* type = nullptr;  // interned; the dict keeps it
    int row = 0;
  };

  static size_t slot_of(Borrowed type) {
    return static_cast<size_t>(
        (uint64_t{reinterpret_cast<uintptr_t>(type)} * 0x9E3779B97F4A7C15u) >> 56);
  }
  template <class Kind>
  PyObject* make(const Kind* kinds, size_t count) {
    Ref dict = steal(PyDict_New());
    for (Slot& slot : slots_) slot = {};
    for (size_t i = 0; dict && i < count; ++i) {
      Ref type = py::interned(kinds[i].type);
      Ref row = steal(PyLong_FromSize_t(i));
      if (!type || !row || PyDict_SetItem(dict.get(), type.get(), row.get()) < 0) {
        dict.reset();
        break;
      }
      size_t at = slot_of(type.get());
      while (slots_[at].type != nullptr) at = (at + 1) % kSlots;
      slots_[at] = {type.get(), static_cast<int>(i)};
    }
    return dict.release();
  }

  oncecell::OnceCell<PyObject*> rows_;  // dict: type → row
  Slot slots_[kSlots];                  // filled with it
};

}  // namespace pydantic_core
