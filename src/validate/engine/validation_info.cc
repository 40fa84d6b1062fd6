// validate/engine/validation_info.cc: see validation_info.h.
#include "validate/engine/validation_info.h"

#include "py/object.h"

namespace pydantic_core {
namespace {

struct ValidationInfo {
  Ref config;
  Ref context;
  Ref data;
  Ref field_name;
  Ref mode;

  template <class F>
  void each_ref(F&& f) {
    f(config);
    f(context);
    f(data);
    f(field_name);
    f(mode);
  }
};

constinit PyTypeObject* info_type = nullptr;

PyObject* info_repr(PyObject* self) {
  const auto& info = py::value_of<ValidationInfo>(self);
  Text text;
  text << "ValidationInfo(config=";
  if (!py::append_repr(text, info.config.get())) return nullptr;
  text << ", context=";
  py::append_safe_repr(text, info.context.get());
  text << ", data=";
  py::append_safe_repr(text, info.data.get());
  text << ", field_name=";
  py::append_safe_repr(text, info.field_name.get());
  text << ')';
  return py::str(text).release();
}

constexpr Py_ssize_t offset_of(size_t in_value) {
  return static_cast<Py_ssize_t>(offsetof(py::Object<ValidationInfo>, value) + in_value);
}

PyMemberDef kMembers[] = {
    {"config", T_OBJECT, offset_of(offsetof(ValidationInfo, config)), READONLY, nullptr},
    {"context", T_OBJECT, offset_of(offsetof(ValidationInfo, context)), READONLY, nullptr},
    {"data", T_OBJECT, offset_of(offsetof(ValidationInfo, data)), READONLY, nullptr},
    {"field_name", T_OBJECT, offset_of(offsetof(ValidationInfo, field_name)), READONLY, nullptr},
    {"mode", T_OBJECT, offset_of(offsetof(ValidationInfo, mode)), READONLY, nullptr},
    {},
};

Borrowed or_none(Borrowed object) { return object != nullptr ? object : Py_None; }

}  // namespace

Ref make_validation_info(const State& state, Borrowed config, Borrowed field_name) {
  Ref object = steal(py::allocate<ValidationInfo>(info_type));
  if (!object) return object;
  auto& info = py::value_of<ValidationInfo>(object.get());
  info.config = borrow(config);
  info.context = borrow(or_none(state.context));
  info.data = borrow(state.data != nullptr ? state.data->as_dict() : Py_None);
  if (!info.data) return {};
  info.field_name = borrow(or_none(field_name));
  PyObject* const modes[] = {names.python, names.json, names.string};
  info.mode = borrow(modes[static_cast<int>(state.input_type)]);
  return object;
}

bool init_validation_info(PyObject*) {
  if (info_type != nullptr) return true;
  static PyType_Slot slots[] = {
      PC_OBJECT_SLOTS(ValidationInfo),
      {Py_tp_members, kMembers},
      {Py_tp_repr, reinterpret_cast<void*>(&info_repr)},
      {0, nullptr},
  };
  info_type =
      py::make_type(nullptr, "pydantic_core._pydantic_core.ValidationInfo",
                    sizeof(py::Object<ValidationInfo>), Py_TPFLAGS_DISALLOW_INSTANTIATION, slots);
  return info_type != nullptr;
}

}  // namespace pydantic_core
