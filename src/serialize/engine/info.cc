// serialize/engine/info.cc: SerializationInfo, the settings of the call that is running.
#include "base/edition.h"
#include "py/object.h"
#include "serialize/engine/function_objects.h"
#include "serialize/output/keys.h"

namespace pydantic_core {
namespace {

struct SerializationInfo {
  Ref include, exclude, context;  ///< empty is None
  Ref mode;                       ///< str
  Ref by_alias;                   ///< True, False or None
  Ref field_name;                 ///< str; empty outside of fields
  Ref polymorphic_serialization;  ///< True, False or None
  char exclude_unset = 0;
  char exclude_defaults = 0;
  char exclude_none = 0;
  char exclude_computed_fields = 0;
  char round_trip = 0;
  char serialize_as_any = 0;

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
  const auto add_flag = [&](const char* key, char flag) {
    return add(key, flag ? Py_True : Py_False);
  };
  const bool ok = dict && add("include", info.include.get()) &&
                  add("exclude", info.exclude.get()) && add("context", info.context.get()) &&
                  add("mode", info.mode.get()) && add("by_alias", info.by_alias.get()) &&
                  add_flag("exclude_unset", info.exclude_unset) &&
                  add_flag("exclude_defaults", info.exclude_defaults) &&
                  add_flag("exclude_none", info.exclude_none) &&
                  add_flag("exclude_computed_fields", info.exclude_computed_fields) &&
                  add_flag("round_trip", info.round_trip) &&
                  add_flag("serialize_as_any", info.serialize_as_any);
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
  add_flag("exclude_unset", info.exclude_unset);
  add_flag("exclude_defaults", info.exclude_defaults);
  add_flag("exclude_none", info.exclude_none);
  add_flag("exclude_computed_fields", info.exclude_computed_fields);
  add_flag("round_trip", info.round_trip);
  add_flag("serialize_as_any", info.serialize_as_any);
  return py::str(text << ')').release();
}

#define INFO_MEMBER(name, type) \
  {#name, type, offsetof(py::Object<SerializationInfo>, value.name), READONLY, nullptr}
PyMemberDef kMembers[] = {
    INFO_MEMBER(include, T_OBJECT),
    INFO_MEMBER(exclude, T_OBJECT),
    INFO_MEMBER(context, T_OBJECT),
    INFO_MEMBER(mode, T_OBJECT),
    INFO_MEMBER(by_alias, T_OBJECT),
    INFO_MEMBER(exclude_unset, T_BOOL),
    INFO_MEMBER(exclude_defaults, T_BOOL),
    INFO_MEMBER(exclude_none, T_BOOL),
    INFO_MEMBER(exclude_computed_fields, T_BOOL),
    INFO_MEMBER(round_trip, T_BOOL),
    INFO_MEMBER(serialize_as_any, T_BOOL),
    kPolymorphicSerialization ? PyMemberDef INFO_MEMBER(polymorphic_serialization, T_OBJECT)
                              : PyMemberDef{},
    {},
};
#undef INFO_MEMBER

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
    {Py_tp_members, kMembers},          {Py_tp_getset, kGetters},
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
  info.exclude_unset = state.exclude_unset;
  info.exclude_defaults = state.exclude_defaults;
  info.exclude_none = state.exclude_none;
  // A mistake of older editions that users can see: for fields, this flag shows exclude_none.
  info.exclude_computed_fields =
      of_field && !kFieldInfoIsRight ? state.exclude_none : state.exclude_computed_fields;
  info.round_trip = state.round_trip;
  info.serialize_as_any = state.serialize_as_any;
  info.polymorphic_serialization = bool_or_none(state.polymorphic_serialization);
  if (of_field && !(info.field_name = field_name_str(state.field_name))) return {};
  return object;
}

}  // namespace pydantic_core
