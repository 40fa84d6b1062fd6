// The test extension `_layouts_test`: the short cuts over CPython's layouts, each by itself, and a
// way to have one not recognised.
#include <vector>

#include "py/layout/blank_dict.h"
#include "py/layout/blank_set.h"
#include "py/layout/containers.h"
#include "py/layout/inline_values.h"
#include "py/layout/instance_layout.h"
#include "py/layout/promotion.h"
#include "py/ref_array.h"

namespace pydantic_core {
namespace {

struct Layout {
  const char* name;
  bool* known;
  void (*init)();
};
constexpr Layout kLayouts[] = {
    {"dict", &py::dict_layout_known, &py::init_dict_layout},
    {"set", &py::set_layout_known, &py::init_set_layout},
    {"instance", &py::instance_layout_known, &py::init_instance_layout},
    {"inline", &py::inline_values_known, &py::init_inline_values},
    {"containers", &py::containers_known, &py::init_containers},
};

bool put(Borrowed dict, const char* name, bool known) {
  return PyDict_SetItemString(dict, name, known ? Py_True : Py_False) == 0;
}

PyObject* known(PyObject*, PyObject*) {
  Ref all = steal(PyDict_New());
  for (const Layout& layout : kLayouts) {
    if (!all || !put(all.get(), layout.name, *layout.known)) return nullptr;
  }
  return put(all.get(), "generations", py::detail::generations != nullptr) &&
                 put(all.get(), "collector", py::detail::youngest.list != nullptr) &&
                 put(all.get(), "making", py::detail::youngest.knows_made)
             ? all.release()
             : nullptr;
}

PyObject* forget(PyObject*, PyObject*) {
  for (const Layout& layout : kLayouts) *layout.known = false;
  py::detail::generations = nullptr;
  py::detail::youngest = {};
  return Py_NewRef(Py_None);
}

PyObject* recognise(PyObject*, PyObject*) {
  py::init_collector();
  for (const Layout& layout : kLayouts) layout.init();
  py::init_generations();
  return Py_NewRef(Py_None);
}

/// dict_like(dict) → a dict of the same pairs that is made of a blank; None where there is none.
PyObject* dict_like(PyObject*, PyObject* like) {
  const Ref keys = steal(PySequence_List(like));
  const Ref values = steal(PyDict_Values(like));
  if (!keys || !values) return nullptr;
  const auto count = static_cast<uint32_t>(PyList_GET_SIZE(keys.get()));
  py::BlankDict blank;
  if (!blank.init(like, count, [&](uint32_t i) { return PyList_GET_ITEM(keys.get(), i); }))
    return nullptr;
  if (!blank) return Py_NewRef(Py_None);
  py::RefArray array;
  if (!array.init(count)) return nullptr;
  for (uint32_t i = 0; i < count; ++i) array[i] = borrow(PyList_GET_ITEM(values.get(), i));
  Ref dict = blank.fill(array.begin());
  if (dict) array.emptied();
  return dict.release();
}

/// set_like(names) → a set of these str, made of a blank.
PyObject* set_like(PyObject*, PyObject* like) {
  py::BlankSet blank;
  const Ref names = steal(PySequence_List(like));
  if (!names) return nullptr;
  const auto count = static_cast<uint32_t>(PyList_GET_SIZE(names.get()));
  if (!blank.init(count, [&](uint32_t i) { return PyList_GET_ITEM(names.get(), i); }))
    return nullptr;
  return blank.copy().release();
}

/// containers(count, list, dict) → as many rows (a dict, a list, and copies of both arguments) as
/// one call makes them.
PyObject* containers(PyObject*, PyObject* args) {
  Py_ssize_t count;
  PyObject *list, *dict;
  if (!PyArg_ParseTuple(args, "nO!O!", &count, &PyList_Type, &list, &PyDict_Type, &dict))
    return nullptr;
  Ref rows = steal(PyList_New(0));
  py::start_containers();
  for (Py_ssize_t i = 0; rows && i < count; ++i) {
    Ref empty = py::make_list(2);
    if (!empty) return nullptr;
    PyList_SET_ITEM(empty.get(), 0, Py_NewRef(Py_None));
    PyList_SET_ITEM(empty.get(), 1, Py_NewRef(Py_True));
    py::track(empty.get());
    Ref made[] = {py::make_dict(), std::move(empty), py::copy_list(list), py::copy_dict(dict)};
    for (const Ref& object : made) {
      if (!object) return nullptr;
    }
    const Ref row = py::fill_list(4, [&](PyObject** items) {
      for (Ref& object : made) *items++ = object.release();
    });
    if (!row || PyList_Append(rows.get(), row.get()) < 0) return nullptr;
  }
  return rows.release();
}

/// instance_of(class, dict) → an instance with that `__dict__` and one empty slot; None where the
/// class has no pointer to be set.
PyObject* instance_of(PyObject*, PyObject* args) {
  PyObject *cls, *dict;
  if (!PyArg_ParseTuple(args, "O!O!", &PyType_Type, &cls, &PyDict_Type, &dict)) return nullptr;
  auto* type = reinterpret_cast<PyTypeObject*>(cls);
  if (!py::has_dict_pointer(type)) return Py_NewRef(Py_None);
  Ref instance = py::new_bare_instance(type);
  if (!instance) return nullptr;
  reinterpret_cast<PyObject**>(instance.get() + 1)[0] = nullptr;
  py::put_dict(instance.get(), borrow(dict));
  PyObject_GC_Track(instance.get());
  return instance.release();
}

/// peek_dict(instance) → its `__dict__`, where that lies still and is no matter of the instance's
/// own values; else None. set_dict(instance, dict) → whether it was set.
PyObject* peek_dict(PyObject*, PyObject* instance) {
  Borrowed dict = py::has_dict_pointer(Py_TYPE(instance)) ? py::peek_dict(instance) : nullptr;
  return Py_NewRef(dict != nullptr ? dict : Py_None);
}
PyObject* set_dict(PyObject*, PyObject* args) {
  PyObject *instance, *dict;
  if (!PyArg_ParseTuple(args, "OO!", &instance, &PyDict_Type, &dict)) return nullptr;
  return PyBool_FromLong(py::has_dict_pointer(Py_TYPE(instance)) && py::set_dict(instance, dict));
}

/// instance_with(class, names, values) → an instance that has these values in itself, and one empty
/// slot; None where it has no room for them.
PyObject* instance_with(PyObject*, PyObject* args) {
  PyObject *cls, *names, *values;
  if (!PyArg_ParseTuple(args, "O!O!O!", &PyType_Type, &cls, &PyTuple_Type, &names, &PyTuple_Type,
                        &values))
    return nullptr;
  auto* type = reinterpret_cast<PyTypeObject*>(cls);
  const auto count = static_cast<uint32_t>(PyTuple_GET_SIZE(names));
  py::InlinePlaces places;
  if (!places.init(type, count, [&](uint32_t i) { return PyTuple_GET_ITEM(names, i); }))
    return nullptr;
  if (!places) return Py_NewRef(Py_None);
  Ref instance = py::new_bare_instance(type);
  if (!instance) return nullptr;
  reinterpret_cast<PyObject**>(instance.get() + 1)[0] = nullptr;
  std::vector<Ref> moved(count);
  for (uint32_t i = 0; i < count; ++i) moved[i] = borrow(PyTuple_GET_ITEM(values, i));
  places.put(instance.get(), moved.data());
  PyObject_GC_Track(instance.get());
  return instance.release();
}

/// values_of(instance) → the pairs that it has in itself; None where it has a dict.
PyObject* values_of(PyObject*, PyObject* instance) {
  if (!py::InlinePairs::of(instance)) return Py_NewRef(Py_None);
  Ref pairs = steal(PyList_New(0));
  for (size_t i = 0; pairs && i < py::InlinePairs::of(instance).size(); ++i) {
    const auto [name, value] = py::InlinePairs::of(instance)[i];
    const Ref pair = steal(PyTuple_Pack(2, name, value));
    if (!pair || PyList_Append(pairs.get(), pair.get()) < 0) return nullptr;
  }
  return pairs.release();
}

/// promoted(call) → call(), after which what it made is moved to the next generation.
PyObject* promoted(PyObject*, PyObject* call) {
  const py::Promotion promotion;
  PyObject* result = PyObject_CallNoArgs(call);
  promotion.move();
  return result;
}

/// take_dict_watchers(): leaves none for others.
PyObject* take_dict_watchers(PyObject*, PyObject*) {
  const auto watch = [](PyDict_WatchEvent, PyObject*, PyObject*, PyObject*) { return 0; };
  while (PyDict_AddWatcher(watch) >= 0) {
  }
  PyErr_Clear();
  return Py_NewRef(Py_None);
}

/// arenas_again(count, given, taken) → for each of `count` arenas of the size `taken` that the
/// process gets after it gave as many of the size `given` back, whether it is one of those. What
/// the system hands out is zero.
PyObject* arenas_again(PyObject*, PyObject* args) {
  int count;
  Py_ssize_t given, taken;
  if (!PyArg_ParseTuple(args, "inn", &count, &given, &taken)) return nullptr;
  PyObjectArenaAllocator arenas;
  PyObject_GetArenaAllocator(&arenas);
  std::vector<char*> all(static_cast<size_t>(count));
  const auto allocate = [&](Py_ssize_t size) {
    for (char*& arena : all) arena = static_cast<char*>(arenas.alloc(arenas.ctx, size));
  };
  const auto give_back = [&](Py_ssize_t size) {
    for (char* arena : all) arenas.free(arenas.ctx, arena, size);
  };
  allocate(given);
  for (char* arena : all) *arena = 1;
  give_back(given);
  allocate(taken);
  Ref again = steal(PyList_New(count));
  for (int i = 0; again && i < count; ++i)
    PyList_SET_ITEM(again.get(), i, PyBool_FromLong(*all[i]));
  give_back(taken);
  return again.release();
}

PyMethodDef kMethods[] = {
    {"known", known, METH_NOARGS, nullptr},
    {"forget", forget, METH_NOARGS, nullptr},
    {"recognise", recognise, METH_NOARGS, nullptr},
    {"dict_like", dict_like, METH_O, nullptr},
    {"set_like", set_like, METH_O, nullptr},
    {"containers", containers, METH_VARARGS, nullptr},
    {"instance_of", instance_of, METH_VARARGS, nullptr},
    {"peek_dict", peek_dict, METH_O, nullptr},
    {"set_dict", set_dict, METH_VARARGS, nullptr},
    {"instance_with", instance_with, METH_VARARGS, nullptr},
    {"values_of", values_of, METH_O, nullptr},
    {"promoted", promoted, METH_O, nullptr},
    {"take_dict_watchers", take_dict_watchers, METH_NOARGS, nullptr},
    {"arenas_again", arenas_again, METH_VARARGS, nullptr},
    {},
};
PyModuleDef_Slot kSlots[] = {PC_MODULE_TRAITS{0, nullptr}};
PyModuleDef kModule = {
    PyModuleDef_HEAD_INIT, "_layouts_test", nullptr, 0, kMethods, kSlots, nullptr, nullptr, nullptr,
};

}  // namespace
}  // namespace pydantic_core

PyMODINIT_FUNC PyInit__layouts_test() { return PyModuleDef_Init(&pydantic_core::kModule); }
