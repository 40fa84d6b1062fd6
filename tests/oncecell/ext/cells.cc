// Cell (a cell that owns a Python object), TextCell (a cell with a C++ value that counts how many
// of it are alive) and Action (Once). The cells are members of heap objects, which tp_alloc fills
// with zero: an empty cell.
#include <atomic>
#include <optional>
#include <string>

#include "ext.h"

namespace ext {
namespace {

using oncecell::Once;
using oncecell::OnceCell;

PyObject* borrowed_or_none(PyObject* object) {
  return Py_NewRef(object != nullptr ? object : Py_None);
}

// Cell

struct Cell {
  PyObject_HEAD OnceCell<PyObject*> cell;
};

PyObject* cell_get(PyObject* self, PyObject*) {
  return borrowed_or_none(body<Cell>(self).cell.get());
}

PyObject* cell_set(PyObject* self, PyObject* value) {
  return named(body<Cell>(self).cell.set(Py_NewRef(value)));
}

PyObject* cell_get_or_init(PyObject* self, PyObject* initialiser) {
  return Py_XNewRef(
      body<Cell>(self).cell.get_or_init([&] { return PyObject_CallNoArgs(initialiser); }));
}

PyObject* cell_get_or_try_init(PyObject* self, PyObject* initialiser) {
  return Py_XNewRef(body<Cell>(self).cell.get_or_try_init([&]() -> std::optional<PyObject*> {
    if (PyObject* made = PyObject_CallNoArgs(initialiser)) return made;
    return std::nullopt;
  }));
}

/// An initialiser that breaks the contract: it fails and sets no exception.
PyObject* cell_init_silently_failing(PyObject* self, PyObject*) {
  return Py_XNewRef(body<Cell>(self).cell.get_or_init([]() -> PyObject* { return nullptr; }));
}

int cell_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  return body<Cell>(self).cell.traverse(visit, arg);
}

int cell_clear(PyObject* self) {
  body<Cell>(self).cell.clear();
  return 0;
}

PyMethodDef cell_methods[] = {
    {"get", cell_get, METH_NOARGS, nullptr},
    {"set", cell_set, METH_O, nullptr},
    {"get_or_init", cell_get_or_init, METH_O, nullptr},
    {"get_or_try_init", cell_get_or_try_init, METH_O, nullptr},
    {"init_silently_failing", cell_init_silently_failing, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyType_Slot cell_slots[] = {
    {Py_tp_methods, cell_methods},
    {Py_tp_traverse, reinterpret_cast<void*>(cell_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(cell_clear)},
    {Py_tp_dealloc, reinterpret_cast<void*>(dealloc<Cell>)},
    {0, nullptr},
};
PyType_Spec cell_spec = {"_oncecell_test.Cell", sizeof(Cell), 0,
                         Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, cell_slots};

// TextCell

/// A value that is neither copied nor moved unless somebody says so, and is missed when it leaks.
struct Text {
  std::string text;
  static inline std::atomic<long> alive{0};

  explicit Text(std::string t) : text(std::move(t)) { ++alive; }
  Text(Text&& other) noexcept : text(std::move(other.text)) { ++alive; }
  ~Text() { --alive; }
};

struct TextCell {
  PyObject_HEAD OnceCell<Text> cell;
};

PyObject* to_python(const Text* text) {
  return text == nullptr ? nullptr
                         : PyUnicode_FromStringAndSize(text->text.data(), text->text.size());
}

/// The initialiser's result as a Text, or nothing and an exception.
std::optional<Text> call_for_text(PyObject* initialiser) {
  PyObject* made = PyObject_CallNoArgs(initialiser);
  if (made == nullptr) return std::nullopt;
  std::optional<Text> result;
  if (const char* utf8 = PyUnicode_AsUTF8(made)) result.emplace(utf8);
  Py_DECREF(made);
  return result;
}

PyObject* text_get(PyObject* self, PyObject*) {
  const Text* text = body<TextCell>(self).cell.get();
  return text == nullptr ? Py_NewRef(Py_None) : to_python(text);
}

PyObject* text_set(PyObject* self, PyObject* value) {
  const char* utf8 = PyUnicode_AsUTF8(value);
  return utf8 == nullptr ? nullptr : named(body<TextCell>(self).cell.set(Text(utf8)));
}

PyObject* text_get_or_try_init(PyObject* self, PyObject* initialiser) {
  return to_python(
      body<TextCell>(self).cell.get_or_try_init([&] { return call_for_text(initialiser); }));
}

/// get_or_init() has no way to fail but a C++ exception: that is what a failing initialiser
/// becomes, where there are any.
PyObject* text_get_or_init(PyObject* self, PyObject* initialiser) {
  auto make = [&] {
    if (auto text = call_for_text(initialiser)) return *std::move(text);
#if defined(__cpp_exceptions)
    throw std::bad_alloc();
#else
    PyErr_Clear();
    return Text("fallback");
#endif
  };
#if defined(__cpp_exceptions)
  try {
    return to_python(body<TextCell>(self).cell.get_or_init(make));
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
#else
  return to_python(body<TextCell>(self).cell.get_or_init(make));
#endif
}

PyObject* text_alive(PyObject*, PyObject*) { return PyLong_FromLong(Text::alive); }

PyMethodDef text_methods[] = {
    {"get", text_get, METH_NOARGS, nullptr},
    {"set", text_set, METH_O, nullptr},
    {"get_or_init", text_get_or_init, METH_O, nullptr},
    {"get_or_try_init", text_get_or_try_init, METH_O, nullptr},
    {"alive", text_alive, METH_NOARGS | METH_STATIC, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyType_Slot text_slots[] = {
    {Py_tp_methods, text_methods},
    {Py_tp_dealloc, reinterpret_cast<void*>(dealloc<TextCell>)},
    {0, nullptr},
};
PyType_Spec text_spec = {"_oncecell_test.TextCell", sizeof(TextCell), 0, Py_TPFLAGS_DEFAULT,
                         text_slots};

// Action

struct Action {
  PyObject_HEAD Once once;
};

PyObject* action_run(PyObject* self, PyObject* action) {
  bool done = body<Action>(self).once.run([&] {
    PyObject* result = PyObject_CallNoArgs(action);
    Py_XDECREF(result);
    return result != nullptr;
  });
  return done ? Py_NewRef(Py_None) : nullptr;
}

PyObject* action_is_done(PyObject* self, PyObject*) {
  return PyBool_FromLong(body<Action>(self).once.is_done());
}

PyMethodDef action_methods[] = {
    {"run", action_run, METH_O, nullptr},
    {"is_done", action_is_done, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyType_Slot action_slots[] = {{Py_tp_methods, action_methods}, {0, nullptr}};
PyType_Spec action_spec = {"_oncecell_test.Action", sizeof(Action), 0, Py_TPFLAGS_DEFAULT,
                           action_slots};

// What the header promises to the compiler.

struct Pinned {
  explicit Pinned(int) {}
  Pinned(Pinned&&) = delete;
};
constinit OnceCell<Pinned> pinned;
[[maybe_unused]] bool a_value_that_cannot_move() {
  return pinned.get_or_init([] { return Pinned(1); }) != nullptr;
}

struct PlainStruct {
  int x;
};
static_assert(oncecell::PythonPointer<PyObject*> && oncecell::PythonPointer<PyTypeObject*>);
static_assert(oncecell::PythonPointer<PyLongObject*> && oncecell::PythonPointer<Cell*>);
static_assert(!oncecell::PythonPointer<PlainStruct*> && !oncecell::PythonPointer<int> &&
              !oncecell::PythonPointer<char*>);
static_assert(std::is_trivially_destructible_v<OnceCell<Text>>);
static_assert(std::is_trivially_destructible_v<OnceCell<PyObject*>>);
static_assert(std::is_trivially_destructible_v<Once>);
static_assert(std::is_trivially_destructible_v<oncecell::ImportCell>);
static_assert(std::is_trivially_destructible_v<oncecell::InternedCell>);
static_assert(std::is_trivially_destructible_v<oncecell::CapsuleCell<int>>);
static_assert(!std::is_copy_constructible_v<OnceCell<PyObject*>> &&
              !std::is_move_constructible_v<OnceCell<Text>>);
static_assert(std::atomic<void*>::is_always_lock_free);

}  // namespace

PyObject* named(oncecell::SetResult result) {
  switch (result) {
    case oncecell::SetResult::stored:
      return PyUnicode_FromString("stored");
    case oncecell::SetResult::already_full:
      return PyUnicode_FromString("already full");
    case oncecell::SetResult::raised:
      break;
  }
  return nullptr;
}

int add_cells(PyObject* module) {
  for (PyType_Spec* spec : {&cell_spec, &text_spec, &action_spec}) {
    if (add_type(module, *spec) < 0) return -1;
  }
  return 0;
}

}  // namespace ext
