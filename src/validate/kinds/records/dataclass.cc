// validate/kinds/records/dataclass.cc: instances of a dataclass.
//
// What they hold lies in their __dict__ or in slots; __post_init__ is called with the init-only
// values, as the __init__ that dataclasses generate does.
#include "errors/custom_errors.h"
#include "py/call.h"
#include "py/get.h"
#include "py/pairs.h"
#include "validate/engine/streaming.h"
#include "validate/kinds/records/class_names.h"
#include "validate/kinds/records/dataclass_args.h"
#include "validate/kinds/records/instance_node.h"

namespace pydantic_core {
namespace {

class DataclassNode : public InstanceNode<DataclassNode, DataclassArgsNode> {
 public:
  template <class Input>
  Outcome validate_new(Input input, State& state, Ref& out) const {
    if (state.strict_or(strict_) && state.input_type == InputType::python)
      return state.fail(ErrorType::dataclass_exact_type, input, name_);
    PC_TRY(construct(input, input, state, out));
    // A new instance is never an exact match.
    state.floor_exactness(Exactness::strict);
    return Outcome::ok;
  }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    if (fields_ == nullptr || !fields_->can_stream(state))
      return validate_tree(this, in, state, out);
    DataclassParts parts;
    PC_TRY(fields_->stream_parts(in, state, parts));
    return make(parts, JsonInput{}, state, out);
  }
  /// As for models. Setting a slot by its name may run user code.
  bool is_quiet(QuietSearch& search) const {
    if (has_post_init_ || slots_) return false;
    return (search.is_for_text() || (layout_.is_quiet_with_dict() && class_.is_asked_quietly())) &&
           search.is_quiet(inner_);
  }
  Outcome assign(const Assignment& assignment, State& state, Ref& out) const;
  static constexpr Spelling kSpelling{"Dataclass", "DataclassValidator"};
  template <class F>
  void each_ref(F&& f) {
    InstanceNode::each_ref(f);
    for (Ref& name : field_names_) f(name);
  }
  void describe(Describer& out) const;
  bool init(const Schema& schema, Builder& builder);

  Outcome revalidate(Borrowed instance, State& state, Ref& out) const {
    const Ref dict = read(instance);
    return dict ? construct(PyInput{dict.get()}, PyInput{instance}, state, out) : Outcome::raised;
  }
  /// Validation from within the __init__ of state.self_instance.
  template <class Input>
  Outcome validate_init(Input input, State& state, Ref& out) const {
    Ref instance = borrow(state.self_instance);
    // Nested dataclasses make instances of their own.
    Scoped self_instance(state.self_instance, Borrowed{});
    DataclassParts parts;
    PC_TRY(validate_parts(input, state, parts));
    return finish(std::move(instance), parts, input, state, out);
  }

 private:
  /// The fields of an instance as a new dict; empty with an exception set.
  Ref read(Borrowed instance) const {
    Ref dict = steal(PyDict_New());
    for (const Ref& field : field_names_) {
      Ref value = dict ? steal(PyObject_GetAttr(instance, field.get())) : Ref();
      if (!value || PyDict_SetItem(dict.get(), field.get(), value.get()) < 0) return {};
    }
    return dict;
  }

  /// A new instance from `input`. Errors of __post_init__ are about `origin`.
  template <class Input>
  Outcome construct(Input input, Input origin, State& state, Ref& out) const {
    DataclassParts parts;
    PC_TRY(validate_parts(input, state, parts));
    return make(parts, origin, state, out);
  }

  template <class Input>
  Outcome make(const DataclassParts& parts, Input origin, State& state, Ref& out) const {
    if (state.is_streaming() && !layout_.is_quiet_with_dict()) return state.spoil();
    Ref instance = layout_.create(class_.get());
    return instance ? finish(std::move(instance), parts, origin, state, out) : Outcome::raised;
  }

  /// Sets what the instance holds and calls __post_init__.
  template <class Input>
  Outcome finish(Ref instance, const DataclassParts& parts, Input input, State& state,
                 Ref& out) const {
    if (!set_values(instance.get(), parts.dict.get())) return Outcome::raised;
    if (has_post_init_) {
      if (parts.init_only.get() != Py_None && !PyTuple_Check(parts.init_only.get()))
        return conversion_error(parts.init_only.get(), "PyTuple");
      if (!call_post_init(instance.get(), parts.init_only.get()))
        return convert_exception(state.errors, input.as_error_input(), state.path);
    }
    out = std::move(instance);
    return Outcome::ok;
  }

  bool set_values(Borrowed instance, Borrowed dict) const {
    if (!slots_) return layout_.set_dict(instance, dict);
    if (!PyDict_Check(dict)) return conversion_error(dict, "PyDict");
    // Setting an attribute may run code that changes the dict.
    Pairs pairs;
    if (!pairs.take(dict)) return false;
    for (const auto& [name, value] : pairs) {
      if (!force_setattr(instance, name, value)) return false;
    }
    return true;
  }

  static bool call_post_init(Borrowed instance, Borrowed args) {
    if (args == Py_None) return !!py::call_method(instance, names.dunder_post_init);
    Ref function = steal(PyObject_GetAttr(instance, names.dunder_post_init));
    return function && steal(PyObject_Call(function.get(), args, nullptr));
  }

  Vec<Ref> field_names_;  // interned
  bool strict_ = false;
  bool has_post_init_ = false;
  bool slots_ = false;
};

Outcome DataclassNode::assign(const Assignment& assignment, State& state, Ref& out) const {
  if (frozen_) return state.fail(ErrorType::frozen_instance, PyInput{assignment.value});
  Borrowed instance = assignment.object;
  Ref dict = read(instance);
  if (!dict || PyDict_SetItem(dict.get(), assignment.field_name, assignment.value) < 0)
    return Outcome::raised;
  DataclassParts parts;
  PC_TRY(assign_parts({dict.get(), assignment.field_name, assignment.value}, state, parts));
  if (!PyDict_Check(parts.dict.get())) return conversion_error(parts.dict.get(), "PyDict");
  if (slots_) {
    Ref value;
    const int has = py::get_item(parts.dict.get(), assignment.field_name, value);
    if (has == 0) PyErr_SetObject(PyExc_KeyError, assignment.field_name);
    if (has <= 0 || !force_setattr(instance, assignment.field_name, value.get()))
      return Outcome::raised;
  } else if (!layout_.set_dict(instance, parts.dict.get())) {
    return Outcome::raised;
  }
  out = borrow(instance);
  return Outcome::ok;
}

void DataclassNode::describe(Describer& out) const {
  Text name;
  py::append_lossy(name, name_.get());
  out.field("strict", strict_);
  describe_node(out, "validator", inner_);
  class_.describe(out);
  out.field_list("fields", field_names_, [&](const Ref& field) { out.object(field.get()); });
  out.field_object("post_init", has_post_init_ ? names.dunder_post_init : nullptr, true);
  class_.describe_revalidate(out);
  out.field_text("name", name);
  out.field("frozen", frozen_);
  out.field("slots", slots_);
}

/// The names in a sequence of str, interned. False with an exception set.
bool read_names(Borrowed object, Vec<Ref>& out) {
  if (!check_is_sequence(object)) return false;
  Ref items = steal(PySequence_Tuple(object));
  if (!items) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items.get()); ++i) {
    Ref name = borrow(PyTuple_GET_ITEM(items.get(), i));
    if (!PyUnicode_Check(name.get())) return conversion_error(name.get(), "PyString");
    if (PyUnicode_CheckExact(name.get()) && !py::intern(name)) return false;
    if (!out.push(std::move(name))) return py::no_memory();
  }
  return true;
}

bool DataclassNode::init(const Schema& schema, Builder& builder) {
  // A dataclass's own config is in force below it, never the one around it.
  Ref config, fields;
  if (!schema.dict.get_dict(names.config, config)) return false;
  const Schema own{schema.dict, SchemaDict(config.get())};
  if (!class_.init(own.dict) || !read_record_name(own.dict, class_.get(), name_) ||
      !init_inner(own, builder))
    return false;
  return own.dict.get(names.post_init, has_post_init_) && own.dict.require(names.fields, fields) &&
         read_names(fields.get(), field_names_) && own.get_or_config(names.strict, strict_) &&
         class_.init_revalidate(own) && own.dict.get(names.frozen, frozen_) &&
         own.dict.get(names.slots, slots_);
}

}  // namespace

const Node* build_dataclass(const Schema& schema, Builder& builder) {
  return build_kind<DataclassNode>(schema, builder);
}

}  // namespace pydantic_core
