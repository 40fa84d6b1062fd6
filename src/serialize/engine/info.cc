// serialize/engine/info.cc: SerializationInfo, the settings of the call that is running.
#include <array>

#include "base/edition.h"
#include "py/object.h"
#include "serialize/engine/function_objects.h"
#include "serialize/output/keys.h"

namespace pydantic_core {
namespace {

/// The settings that are shown as they are, in the order of repr().
struct Flag {
  const char* name;
  bool SerSettings::* setting;
};
constexpr Flag kFlags[] = {
    {"exclude_unset", &SerSettings::exclude_unset},
    {"exclude_defaults", &SerSettings::exclude_defaults},
    {"exclude_none", &SerSettings::exclude_none},
    {"exclude_computed_fields", &SerSettings::exclude_computed_fields},
    {"round_trip", &SerSettings::round_trip},
    {"serialize_as_any", &SerSettings::serialize_as_any},
};

struct SerializationInfo {
  Ref include, exclude, context;       ///< empty is None
  Ref mode;                            ///< str
  Ref by_alias;                        ///< True, False or None
  Ref field_name;                      ///< str; empty outside of fields
  Ref polymorphic_serialization;       ///< True, False or None
  bool flags[std::size(kFlags)] = {};  ///< those of kFlags

  template <class F>
  void each_ref(F&& f) {
    f(include), f(exclude), f(context);
  }
};

constinit PyTypeObject* info_type = nullptr;

Ref bool_or_none(std::optional<bool> value) {
  return borrow(!value ? Py_None : *value ? Py_True : Py_False);
}

PyObject* mode_is_json(PyObject* self, PyObject*) {
  return PyBool_FromLong(py::equals(py::value_of<SerializationInfo>(self).mode.get(), "json"));
}

PyObject* get_field_name(PyObject* self, void*) {
  const Ref& name = py::value_of<SerializationInfo>(self).field_name;
  if (!name) PyErr_SetString(PyExc_AttributeError, "No attribute named 'field_name'");
  return name.clone().release();
}

PyObject* get_dict(PyObject* self, void*) {
  const auto& info = py::value_of<SerializationInfo>(self);
  Ref dict = steal(PyDict_New());
  const auto add = [&](const char* key, Borrowed value) {
    return value == nullptr || PyDict_SetItemString(dict.get(), key, value) == 0;
  };
  bool ok = dict && add("include", info.include.get()) && add("exclude", info.exclude.get()) &&
            add("context", info.context.get()) && add("mode", info.mode.get()) &&
            add("by_alias", info.by_alias.get());
  for (size_t i = 0; ok && i < std::size(kFlags); ++i)
    ok = add(kFlags[i].name, info.flags[i] ? Py_True : Py_False);
  return ok ? dict.release() : nullptr;
}

PyObject* repr(PyObject* self) {
  const auto& info = py::value_of<SerializationInfo>(self);
  Text text;
  const auto add = [&](const char* name, const Ref& value) {
    text << name << '=';
    return py::append_repr(text, value ? value.get() : Py_None);
  };
  const auto add_flag = [&](const char* name, bool flag) {
    text << ", " << name << '=' << (flag ? "True" : "False");
  };
  text << "SerializationInfo(";
  if (!add("include", info.include) || !add(", exclude", info.exclude) ||
      !add(", context", info.context)) {
    return nullptr;
  }
  text << ", mode='";
  py::append_lossy(text, info.mode.get());
  text << '\'';
  add_flag("by_alias", info.by_alias.get() == Py_True);
  for (size_t i = 0; i < std::size(kFlags); ++i) add_flag(kFlags[i].name, info.flags[i]);
  return py::str(text << ')').release();
}

constexpr auto make_members() {
  std::array<PyMemberDef, 5 + std::size(kFlags) + kPolymorphicSerialization + 1> members{};
  PyMemberDef* next = members.data();
  const auto add = [&next](const char* name, int type, size_t offset) {
    *next++ = {name, type, static_cast<Py_ssize_t>(offset), READONLY, nullptr};
  };
#define ADD_OBJECT(name) add(#name, T_OBJECT, offsetof(py::Object<SerializationInfo>, value.name))
  ADD_OBJECT(include);
  ADD_OBJECT(exclude);
  ADD_OBJECT(context);
  ADD_OBJECT(mode);
  ADD_OBJECT(by_alias);
  if (kPolymorphicSerialization) ADD_OBJECT(polymorphic_serialization);
#undef ADD_OBJECT
  size_t offset = offsetof(py::Object<SerializationInfo>, value.flags);
  for (const Flag& flag : kFlags) add(flag.name, T_BOOL, offset++);
  return members;
}
constinit auto kMembers = make_members();

PyGetSetDef kGetters[] = {
    {"field_name", get_field_name, nullptr, kAttributeDoc, nullptr},
    {"__dict__", get_dict, nullptr, kAttributeDoc, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr},
};

PyMethodDef kMethods[] = {
    {"mode_is_json", mode_is_json, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot kSlots[] = {
    PC_OBJECT_SLOTS(SerializationInfo), {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_members, kMembers.data()},   {Py_tp_getset, kGetters},
    {Py_tp_methods, kMethods},          {0, nullptr},
};

}  // namespace

bool init_serialization_info(PyObject*) {
  info_type = py::make_type(nullptr, "pydantic_core._pydantic_core.SerializationInfo",
                            sizeof(py::Object<SerializationInfo>),
                            Py_TPFLAGS_DISALLOW_INSTANTIATION, kSlots);
  return info_type != nullptr;
}

Ref make_serialization_info(const SerState& state, bool of_field) {
  if (of_field && state.field_name == nullptr) {
    return py::raise(
        PyExc_RuntimeError,
        "Model field context expected for field serialization info but no model field was found");
  }
  Ref object = steal(py::allocate<SerializationInfo>(info_type));
  if (!object) return {};
  auto& info = py::value_of<SerializationInfo>(object.get());
  info.include = borrow(state.include);
  info.exclude = borrow(state.exclude);
  info.context = borrow(state.context);
  info.mode = borrow(state.mode_name);
  info.by_alias = bool_or_none(state.by_alias);
  SerSettings settings = state;
  // A mistake of older editions that users can see: for fields, this flag shows exclude_none.
  if (of_field && !kFieldInfoIsRight) settings.exclude_computed_fields = settings.exclude_none;
  for (size_t i = 0; i < std::size(kFlags); ++i) info.flags[i] = settings.*kFlags[i].setting;
  info.polymorphic_serialization = bool_or_none(state.polymorphic_serialization);
  if (of_field && !(info.field_name = field_name_str(state.field_name))) return {};
  return object;
}

}  // namespace pydantic_core
