// validate/kinds/functions/function.cc: see function.h.
#include "validate/kinds/functions/function.h"

#include "py/call.h"
#include "py/get.h"
#include "validate/engine/validation_info.h"

namespace pydantic_core {

bool UserFunction::init(const Schema& schema) {
  Ref dict, type;
  if (!schema.dict.require_dict(names.function, dict)) return false;
  const SchemaDict function(dict.get());
  if (!function.require(names.function, function_) || !function.require_text(names.type, type) ||
      !function.get_str(names.field_name, field_name_)) {
    return false;
  }
  takes_info_ = py::equals(type.get(), "with-info");
  config_ = borrow(schema.config.object() != nullptr ? schema.config.object() : Py_None);
  if (py::get_attribute(function_.get(), names.dunder_name, name_) < 0 && !forgive()) return false;
  if (!name_) name_ = steal(PyObject_Repr(function_.get()));
  return name_ && (PyUnicode_Check(name_.get()) || conversion_error(name_.get(), "PyString"));
}

Ref UserFunction::make_info(const State& state) const {
  return make_validation_info(state, config_.get(),
                              state.field_name != nullptr ? state.field_name : field_name_.get());
}

Ref UserFunction::call(Borrowed value, const State& state) const {
  if (!takes_info_) return py::call(function_.get(), value);
  Ref info = make_info(state);
  return info ? py::call(function_.get(), value, info.get()) : Ref();
}

Ref UserFunction::call_wrap(Borrowed value, Borrowed handler, const State& state) const {
  if (!takes_info_) return py::call(function_.get(), value, handler);
  Ref info = make_info(state);
  return info ? py::call(function_.get(), value, handler, info.get()) : Ref();
}

void UserFunction::append_name(Text& out) const {
  py::append_lossy(out, name_.get());
  out << "()";
}

void UserFunction::describe(Describer& out) const {
  out.field_object("func", function_.get());
  out.field_object("config", config_.get());
}

void UserFunction::describe_rest(Describer& out) const {
  out.field_object("field_name", field_name_.get(), true);
  out.field("info_arg", takes_info_);
}

}  // namespace pydantic_core
