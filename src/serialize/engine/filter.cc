// serialize/engine/filter.cc: see filter.h.
#include "serialize/engine/filter.h"

#include "py/call.h"
#include "py/get.h"
#include "py/sync.h"

namespace pydantic_core {
namespace {

/// Whether the value is `...` or True. Both mean the whole item, as in pydantic V1.
bool is_everything(Borrowed value) { return value == Py_Ellipsis || value == Py_True; }

bool fail(const char* message) { return py::raise(PyExc_TypeError, std::string_view(message)); }

/// What the answer of a container says: whether it has the item, or -1 with an exception set.
Says answered(int found) {
  if (found < 0) return Says::raised;
  return found > 0 ? Says::everything : Says::nothing;
}

/// Adds the items of a set that `into` does not have, each as a whole.
bool add_items(Borrowed into, Borrowed set) {
  const Ref items = steal(PySequence_List(set));
  if (!items) return false;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items.get()); ++i) {
    Borrowed item = py::own_list_item(items.get(), i);
    const int has = PyDict_Contains(into, item);
    if (has < 0 || (has == 0 && PyDict_SetItem(into, item, Py_Ellipsis) < 0)) return false;
  }
  return true;
}

/// A dict of its own made of a dict, or of a set (each item as a whole). Empty with an exception
/// set.
Ref as_dict(Borrowed value) {
  if (PyDict_Check(value)) return steal(PyDict_Copy(value));
  if (!PySet_Check(value)) {
    fail(
        "`include` and `exclude` must be of type `dict[str | int, <recursive> | ...] | set[str | "
        "int | ...]`");
    return {};
  }
  Ref dict = steal(PyDict_New());
  return dict && add_items(dict.get(), value) ? std::move(dict) : Ref();
}

bool merge(Borrowed into, Borrowed all);

/// One pair of "__all__" joins the item's own dict.
bool merge_pair(Borrowed into, Borrowed key, Borrowed all_value) {
  Ref own;
  if (py::get_item(into, key, own) < 0) return false;
  if (!own) return PyDict_SetItem(into, key, all_value) == 0;
  if (is_everything(own.get())) return true;
  Ref own_dict = as_dict(own.get());
  if (!own_dict) return false;
  if (is_everything(all_value)) return true;
  return merge(own_dict.get(), all_value) && PyDict_SetItem(into, key, own_dict.get()) == 0;
}

/// Merges what "__all__" says into the item's own dict. Where both name a key, the item's own wins.
bool merge(Borrowed into, Borrowed all) {
  if (PySet_Check(all)) return add_items(into, all);
  if (!PyDict_Check(all)) {
    return fail(
        "'__all__' key of `include` and `exclude` must be of type "
        "`dict[str | int, <recursive> | ...] | set[str | int | ...]`");
  }
  if (Py_EnterRecursiveCall(" while merging '__all__'")) return false;
  const Py_ssize_t size = PyDict_GET_SIZE(all);
  Py_ssize_t at = 0;
  Ref key, value;
  bool ok = true;
  while (ok && py::dict_next(all, at, key, value)) {
    ok = merge_pair(into, key.get(), value.get());
    if (ok && PyDict_GET_SIZE(all) != size) ok = py::raise_dict_changed();
  }
  Py_LeaveRecursiveCall();
  return ok;
}

/// What a dict says about `key`, "__all__" included.
[[gnu::noinline]] Says ask_dict(Borrowed dict, Borrowed key, Ref& inside) {
  Ref own, all;
  if (py::get_item(dict, key, own) < 0 || py::get_item(dict, names.all, all) < 0)
    return Says::raised;
  const bool merges = own && all && !is_everything(own.get()) && !is_everything(all.get());
  if (merges) {
    own = as_dict(own.get());
    if (!own || !merge(own.get(), all.get())) return Says::raised;
  }
  Ref& said = own ? own : all;
  const Says says = said_by(said.get());
  if (says == Says::part) inside = std::move(said);
  return says;
}

/// What anything else with __contains__ says. `name` is for messages.
[[gnu::cold]] Says ask_container(const char* name, Borrowed container, Borrowed key) {
  const Ref method = steal(PyObject_GetAttr(container, names.dunder_contains));
  Ref answer = method ? py::call(method.get(), key) : Ref();
  if (!answer) {
    if (forgive())
      py::raise(PyExc_TypeError, Text() << '`' << name << "` argument must be a set or dict.");
    return Says::raised;
  }
  int found = PyObject_IsTrue(answer.get());
  if (found == 0) {
    answer = py::call(method.get(), names.all);
    found = answer ? PyObject_IsTrue(answer.get()) : -1;
  }
  return answered(found);
}

}  // namespace

Says said_by(Borrowed value) {
  if (value == nullptr) return Says::nothing;
  return is_everything(value) ? Says::everything : Says::part;
}

Says ask_filter(const char* name, Borrowed filter, Borrowed key, Ref& inside) {
  if (filter == nullptr || filter == Py_None) return Says::absent;
  if (PyDict_Check(filter)) return ask_dict(filter, key, inside);
  if (!PySet_Check(filter)) return ask_container(name, filter, key);
  const int found = PySet_Contains(filter, key);
  return answered(found != 0 ? found : PySet_Contains(filter, names.all));
}

[[gnu::cold]] bool SchemaFilter::read_set(Borrowed ser_schema, Borrowed name, Numbers& out,
                                          Convert convert) {
  Ref set;
  if (py::get_item(ser_schema, name, set) < 0) return false;
  if (!set || set.get() == Py_None) return true;
  if (!PySet_Check(set.get())) return conversion_error(set.get(), "PySet");
  Ref items = steal(PySequence_List(set.get()));
  if (!items) return false;
  out.given = true;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items.get()); ++i) {
    Py_ssize_t number;
    if (!convert(py::own_list_item(items.get(), i), number)) return false;
    if (!out.values.push(number)) return py::no_memory();
  }
  return true;
}

bool SchemaFilter::read(SchemaDict schema, Convert convert) {
  Ref ser_schema;
  if (!schema.get_dict(names.serialization, ser_schema)) return false;
  if (!ser_schema) return true;
  if (!read_set(ser_schema.get(), names.include, include_, convert) ||
      !read_set(ser_schema.get(), names.exclude, exclude_, convert)) {
    return false;
  }
  given_ = include_.given || exclude_.given;
  return true;
}

bool SchemaFilter::read_indices(SchemaDict schema) {
  return read(schema, [](Borrowed item, Py_ssize_t& out) {
    Ref index = steal(PyNumber_Index(item));
    if (!index) return false;
    const unsigned long long number = PyLong_AsUnsignedLongLong(index.get());
    out = static_cast<Py_ssize_t>(number);
    return number != static_cast<unsigned long long>(-1) || !PyErr_Occurred();
  });
}

bool SchemaFilter::read_hashes(SchemaDict schema) {
  return read(schema, [](Borrowed item, Py_ssize_t& out) {
    out = PyObject_Hash(item);
    return out != -1;
  });
}

bool SchemaFilter::Numbers::has(Py_ssize_t value) const {
  for (const Py_ssize_t known : values) {
    if (known == value) return true;
  }
  return false;
}

bool SchemaFilter::takes_given(Py_ssize_t number) const {
  return (!include_.given || include_.has(number)) && !exclude_.has(number);
}

Filtered SchemaFilter::key(Borrowed key, const SerState& state, NextFilter& next) const {
  const Py_hash_t hash = PyObject_Hash(key);
  if (hash == -1) return Filtered::raised;
  return decide(
      hash, next, [&](Ref& inside) { return ask_filter("exclude", state.exclude, key, inside); },
      [&](Ref& inside) { return ask_filter("include", state.include, key, inside); });
}

void SchemaFilter::describe(Describer& out, std::string_view field) const {
  const auto describe_set = [&](std::string_view name, const Numbers& numbers) {
    out.field(name);
    if (!numbers.given) {
      out.out() << "None";
      return;
    }
    out.open_tuple("Some");
    out.open_set();
    for (const Py_ssize_t number : numbers.values) out.element(), out.out() << number;
    out.close_set();
    out.close_tuple();
  };
  out.field(field);
  out.open("SchemaFilter");
  describe_set("include", include_);
  describe_set("exclude", exclude_);
  out.close();
}

}  // namespace pydantic_core
