// schema/children.cc: see children.h.
#include "schema/children.h"

#include "py/get.h"
#include "schema/kind_index.h"

namespace pydantic_core {
namespace {

/// How an item of a schema holds others: it is one, or a container of several.
enum class Held : uint8_t { one, maybe_one, each, maybe_each, values, choices, parameters };

struct Part {
  Held held = Held::one;
  PyObject* Names::* name = nullptr;  ///< nullptr: no part
};

constexpr int kMaxParts = 3;

struct Row {
  const char* type;
  Part parts[kMaxParts];
};

using Name = PyObject* Names::*;
constexpr Part one(Name name) { return {Held::one, name}; }
constexpr Part maybe(Name name) { return {Held::maybe_one, name}; }
constexpr Part each(Name name) { return {Held::each, name}; }
constexpr Part maybe_each(Name name) { return {Held::maybe_each, name}; }
constexpr Part values(Name name) { return {Held::values, name}; }
constexpr Part choices(Name name) { return {Held::choices, name}; }
constexpr Part parameters(Name name) { return {Held::parameters, name}; }

constexpr Row kRows[] = {
#define CHILDREN(type, ...) {type, {__VA_ARGS__}},
#include "schema/children.def"
#undef CHILDREN
};
constexpr Part kOtherTypes = maybe(&Names::schema);

constinit KindIndex row_index;

bool add(Ref child, Vec<Ref>& out) {
  return child && (out.push(std::move(child)) || py::no_memory());
}

/// Adds what `take` makes of each item (a Ref, empty with an exception set).
template <class Take>
bool add_each(Borrowed container, Vec<Ref>& out, Take&& take) {
  const Ref items = steal(PySequence_Tuple(container));
  if (!items) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items.get()); ++i) {
    if (!add(take(PyTuple_GET_ITEM(items.get(), i)), out)) return false;
  }
  return true;
}

Ref values_of(Borrowed mapping) {
  return steal(PyDict_CheckExact(mapping) ? PyDict_Values(mapping)
                                          : PyObject_CallMethodNoArgs(mapping, names.values));
}

/// A choice of a union is a schema, or a tuple that begins with it.
Ref schema_of_choice(Borrowed choice) {
  return PyTuple_Check(choice) ? steal(PySequence_GetItem(choice, 0)) : borrow(choice);
}

Ref schema_of_parameter(Borrowed parameter) {
  Ref schema;
  if (!PyDict_Check(parameter)) {
    conversion_error(parameter, "PyDict");
  } else if (!required_item(parameter, names.schema, schema)) {
    schema.reset();
  }
  return schema;
}

bool add_part(Borrowed schema, const Part& part, Vec<Ref>& out) {
  Borrowed name = names.*part.name;
  if (part.held == Held::maybe_one) return add_child(schema, name, out);
  Ref item;
  if (part.held == Held::maybe_each) {
    const int there = py::get_item(schema, name, item);
    if (there <= 0) return there == 0;
  } else if (!required_item(schema, name, item)) {
    return false;
  }
  switch (part.held) {
    case Held::values:
      item = values_of(item.get());
      return item && add_each(item.get(), out, borrow);
    case Held::choices:
      return add_each(item.get(), out, schema_of_choice);
    case Held::parameters:
      return add_each(item.get(), out, schema_of_parameter);
    case Held::one:
      return add(std::move(item), out);
    default:
      return add_each(item.get(), out, borrow);
  }
}

}  // namespace

bool required_item(Borrowed schema, Borrowed name, Ref& out) {
  const int there = py::get_item(schema, name, out);
  if (there == 0) PyErr_SetObject(PyExc_KeyError, name);
  return there > 0;
}

bool add_child(Borrowed schema, Borrowed name, Vec<Ref>& out) {
  Ref child;
  const int there = py::get_item(schema, name, child);
  return there > 0 ? add(std::move(child), out) : there == 0;
}

bool add_children(Borrowed schema, Borrowed type, Vec<Ref>& out) {
  const int row = row_index.find(kRows, sizeof kRows / sizeof kRows[0], type);
  if (row < 0) return !PyErr_Occurred() && add_part(schema, kOtherTypes, out);
  for (const Part& part : kRows[row].parts) {
    if (part.name != nullptr && !add_part(schema, part, out)) return false;
  }
  return true;
}

}  // namespace pydantic_core
