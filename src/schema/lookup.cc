// schema/lookup.cc: see lookup.h.
#include "schema/lookup.h"

#include "base/edition.h"
#include "py/error.h"
#include "py/get.h"
#include "py/number.h"
#include "py/sync.h"

namespace pydantic_core {
namespace {

/// Empty with an exception set, also where the text has no UTF-8.
Ref intern(Borrowed text) {
  if (!check_text(text)) return {};
  // Only exact str can be interned; an equal one serves for a subclass.
  Ref key = steal(PyUnicode_FromObject(text));
  return key && py::intern(key) ? std::move(key) : Ref();
}

/// A step of a path: a str, or an int that a machine word holds. Empty with an exception set.
Ref read_step(Borrowed item) {
  // Its UTF-8 is kept by the str: looking keys up in JSON must not fail for want of memory.
  if (PyUnicode_Check(item)) return check_text(item) ? kept_name(item) : Ref();
  if (size_t index; py::size_of(item, index)) return steal(PyLong_FromSize_t(index));
  if (!forgive()) return {};
  if (int64_t index; py::int64_of(item, index)) return steal(PyLong_FromLongLong(index));
  if (PyErr_Occurred()) return {};
  return py::raise(PyExc_TypeError, "Item in an alias path should be a string or int");
}

/// The steps of a path, as a tuple. Empty with an exception set.
Ref read_steps(Borrowed list) {
  Ref steps = steal(PyList_AsTuple(list));
  for (Py_ssize_t i = 0; steps && i < PyTuple_GET_SIZE(steps.get()); ++i) {
    Ref step = read_step(PyTuple_GET_ITEM(steps.get(), i));
    if (!step) return {};
    Ref item = steal(PyTuple_GET_ITEM(steps.get(), i));
    PyTuple_SET_ITEM(steps.get(), i, step.release());
  }
  return steps;
}

/// container[key], or an empty Ref when that fails in whatever way; text is not indexed. False with
/// MemoryError set.
bool get_item_quietly(Borrowed container, Borrowed key, Ref& out) {
  if (PyUnicode_Check(container)) return true;
  out = steal(PyObject_GetItem(container, key));
  return out || forgive();
}

}  // namespace

bool follow_steps(Ref& value, Borrowed steps, bool attributes) {
  for (Py_ssize_t i = 0; value && i < PyTuple_GET_SIZE(steps); ++i) {
    Borrowed step = PyTuple_GET_ITEM(steps, i);
    Ref next;
    if (attributes && PyUnicode_Check(step) && !PyDict_Check(value.get())) {
      if (py::get_attribute(value.get(), step, next) < 0) return false;
    } else if (!get_item_quietly(value.get(), step, next)) {
      return false;
    }
    value = std::move(next);
  }
  return true;
}

PathIndex::PathIndex(Borrowed step) {
  int overflow;
  const long long index = PyLong_AsLongLongAndOverflow(step, &overflow);
  from_end = index < 0 && overflow == 0;
  distance = overflow != 0 ? PyLong_AsUnsignedLongLong(step) : static_cast<uint64_t>(index);
  if (from_end) distance = -distance;
}

/// A further path, to be filled in; nullptr with MemoryError set.
LookupPath* Lookup::add() {
  if (count_ == 0) {
    ++count_;
    return &only_;
  }
  if (count_ == 1 && !many_.push(std::move(only_))) return py::no_memory();
  LookupPath* const path = many_.add();
  if (path == nullptr) return py::no_memory();
  ++count_;
  return path;
}

bool Lookup::add_plain(Borrowed text) {
  LookupPath* const path = add();
  if (path == nullptr || !(path->key = intern(text))) return false;
  if (!kNamesKeepTheirClass || PyUnicode_CheckExact(text)) return true;
  path->loc = steal(PyTuple_Pack(1, text));
  return static_cast<bool>(path->loc);
}

bool Lookup::add_list(Borrowed list) {
  if (!PyList_Check(list)) return conversion_error(list, "PyList");
  const Py_ssize_t size = PyList_GET_SIZE(list);
  if (size == 0) return schema_error("Each alias path should have at least one element");
  Ref first = py::list_item(list, 0);
  if (!first || !PyUnicode_Check(first.get()))
    return py::raise(PyExc_TypeError, "The first item in an alias path should be a string");
  LookupPath* const path = add();
  if (path == nullptr || !(path->key = intern(first.get())) || !(path->loc = read_steps(list)))
    return false;
  if (size > 1) path->rest = steal(PyTuple_GetSlice(path->loc.get(), 1, PY_SSIZE_T_MAX));
  return size == 1 || path->rest;
}

bool Lookup::add_lists(Borrowed lists) {
  if (!PyList_Check(lists)) return conversion_error(lists, "PyList");
  if (PyList_GET_SIZE(lists) == 0)
    return schema_error("Lookup paths should have at least one element");
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(lists); ++i) {
    Ref path = py::list_item(lists, i);
    if (path && !add_list(path.get())) return false;
  }
  return true;
}

bool Lookup::add_any_form(Borrowed alias) {
  if (PyUnicode_Check(alias)) {
    plain_alias_ = true;
    return add_plain(alias);
  }
  Ref first;
  if (PyList_Check(alias)) first = py::list_item(alias, 0);
  return first && PyUnicode_Check(first.get()) ? add_list(alias) : add_lists(alias);
}

bool Lookup::add_alias(Borrowed alias) {
  if (add_any_form(alias)) return true;
  return kAliasErrorsListForms && !PyErr_ExceptionMatches(PyExc_MemoryError) && explain(alias);
}

/// Replaces the pending exception by a TypeError that lists the forms that an alias can have, each
/// with the reason why this alias is not of that form.
Raised Lookup::explain(Borrowed alias) {
  struct Form {
    const char* name;
    bool (Lookup::*add)(Borrowed alias);
  };
  static constexpr Form kForms[] = {
      {"Str", &Lookup::add_plain},
      {"AliasPath", &Lookup::add_list},
      {"AliasChoices", &Lookup::add_lists},
  };
  PyErr_Clear();
  Text text;
  text << "failed to extract enum ValidationAlias ('Str | AliasPath | AliasChoices')";
  for (const Form& form : kForms) {
    Lookup lookup;
    if ((lookup.*form.add)(alias)) continue;  // another thread has changed it
    text << "\n- variant " << form.name << " (" << form.name
         << "): TypeError: failed to extract field ValidationAlias::" << form.name
         << ".0, caused by ";
    py::append_pending_exception(text);
  }
  return py::raise(PyExc_TypeError, text);
}

bool Lookup::init(Borrowed name, Borrowed validation_alias) {
  if (validation_alias != nullptr && !add_alias(validation_alias)) return false;
  has_name_ = true;
  return add_plain(name);
}

bool Lookup::init_alias_only(Borrowed alias) { return add_alias(alias); }

bool KeyTable::add(Lookup& lookup) {
  if (lookup.count_ == 1) return add(lookup.only_);
  for (LookupPath& path : lookup.many_) {
    if (!add(path)) return false;
  }
  return true;
}

bool KeyTable::add(LookupPath& path) {
  std::string_view key;
  return py::utf8(path.key.get(), key) && add(key, path.slot);
}

bool KeyTable::add(std::string_view key, uint32_t& slot) {
  return keys_.add(key, slot) || py::no_memory();
}

bool KeyTable::reserve(size_t count) { return keys_.reserve(count) || py::no_memory(); }

uint32_t KeyTable::find_hashed(std::string_view key) const { return keys_.find(key); }

bool fail_lookup_modes() {
  const char* text = "`validate_by_name` and `validate_by_alias` cannot both be set to `False`.";
  if (!kChecksLookupModesFirst) return schema_error(text);
  PyErr_SetString(PyExc_ValueError, text);
  return false;
}

}  // namespace pydantic_core
