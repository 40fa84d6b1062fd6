// validate/kinds/records/model.cc: instances of a model class.
#include "errors/custom_errors.h"
#include "py/call.h"
#include "py/classes.h"
#include "py/layout/class_attributes.h"
#include "py/undefined.h"
#include "validate/engine/streaming.h"
#include "validate/input/kwargs.h"
#include "validate/kinds/records/instance_node.h"
#include "validate/kinds/records/model_fields.h"

namespace pydantic_core {
namespace {

class ModelNode : public InstanceNode<ModelNode, ModelFieldsNode, NodeKind::model> {
 public:
  template <class Input>
  Outcome validate_new(Input input, State& state, Ref& out) const {
    // A new instance is never an exact match.
    state.floor_exactness(Exactness::strict);
    return construct(input, nullptr, state, out);
  }

  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    if (root_model_) {
      Ref value, instance;
      PC_TRY(stream_container(inner_, in, state, value));
      PC_TRY(set_root(value.get(), true, state, instance));
      out = std::move(instance);
      return Outcome::ok;
    }
    if (fields_ == nullptr || !fields_->can_stream(state))
      return validate_tree(this, in, state, out);
    ModelParts parts(layout_.wants_values());
    PC_TRY(fields_->stream_parts(in, state, parts));
    return make(parts, state, out);
  }
  Outcome assign(const Assignment& assignment, State& state, Ref& out) const;
  bool is_quiet(QuietSearch& search) const {
    if (custom_init_ || post_init_) return false;
    // While text is streamed, the class is asked for each instance.
    if (search.is_for_text()) return search.is_quiet(inner_);
    const bool is_set_quietly =
        root_model_ ? layout_.is_quiet(names.root) : fields_ != nullptr && layout_.is_quiet();
    return is_set_quietly && class_.is_asked_quietly() && search.is_quiet(inner_);
  }
  /// For a mapping: a class whose __init__ is called decides for itself.
  Foresight foresee() const {
    return {.same_as = custom_init_ ? nullptr : inner_, .is_model = true};
  }
  static constexpr Spelling kSpelling{"Model", "ModelValidator"};
  void describe(Describer& out) const;
  bool init(const Schema& schema, Builder& builder);
  template <class F>
  void each_ref(F&& f) {
    InstanceNode::each_ref(f);
    f(post_init_);
  }

  Outcome revalidate(Borrowed instance, State& state, Ref& out) const;
  /// Validation from within the __init__ of state.self_instance.
  template <class Input>
  Outcome validate_init(Input input, State& state, Ref& out) const {
    Ref instance = borrow(state.self_instance);
    {
      // Nested models make instances of their own.
      Scoped self_instance(state.self_instance, Borrowed{});
      if (root_model_) {
        PC_TRY(fill_root(input, state, instance));
      } else {
        ModelParts parts(layout_.wants_values());
        PC_TRY(validate_parts(input, state, parts));
        if (!layout_.fill(instance.get(), parts)) return Outcome::raised;
      }
    }
    return finish(std::move(instance), input, state, out);
  }

 private:
  /// Validates the one value of a root model and sets it.
  template <class Input>
  Outcome fill_root(Input input, State& state, Ref& instance) const {
    Ref value;
    {
      Scoped field_name(state.field_name, static_cast<Borrowed>(names.root));
      PC_TRY(inner_->validate(input, state, value));
    }
    return set_root(value.get(), input.as_python() != undefined, state, instance);
  }

  /// Sets the one value of a root model, in a new instance if there is none yet. `given`: whether
  /// the value was, which the value of another instance always is.
  Outcome set_root(Borrowed value, bool given, State& state, Ref& instance) const {
    if (state.is_streaming() && !layout_.is_quiet(names.root)) return state.spoil();
    if (!instance && !(instance = layout_.create(class_.get()))) return Outcome::raised;
    const Ref fields_set = steal(PySet_New(nullptr));
    if (!fields_set || (given && PySet_Add(fields_set.get(), names.root) < 0))
      return Outcome::raised;
    return layout_.set_fields_set(instance.get(), fields_set.get()) &&
                   force_setattr(instance.get(), names.root, value)
               ? Outcome::ok
               : Outcome::raised;
  }

  /// A new instance of these parts.
  [[gnu::always_inline]] Outcome make(ModelParts& parts, State& state, Ref& out) const {
    if (state.is_streaming() && !layout_.is_quiet()) return state.spoil();
    out = layout_.make(class_.get(), parts);
    return out ? Outcome::ok : Outcome::raised;
  }

  template <class Input>
  Outcome construct(Input input, Borrowed fields_set, State& state, Ref& out) const {
    if (custom_init_) {
      Ref kwargs;
      if (!as_kwargs(input, kwargs)) return Outcome::raised;
      if (kwargs) {
        Ref no_args = steal(PyTuple_New(0));
        if (no_args) out = steal(PyObject_Call(class_.get(), no_args.get(), kwargs.get()));
        return out ? Outcome::ok
                   : convert_exception(state.errors, input.as_error_input(), state.path);
      }
    }
    Ref instance;
    if (root_model_) {
      PC_TRY(fill_root(input, state, instance));
    } else {
      ModelParts parts(layout_.wants_values());
      PC_TRY(validate_parts(input, state, parts));
      if (fields_set != nullptr) parts.fields_set = borrow(fields_set);
      PC_TRY(make(parts, state, instance));
    }
    return finish(std::move(instance), input, state, out);
  }

  /// Calls post_init.
  template <class Input>
  Outcome finish(Ref instance, Input input, State& state, Ref& out) const {
    if (post_init_) {
      Borrowed context = state.context != nullptr ? state.context : Py_None;
      if (!py::call_method(instance.get(), post_init_.get(), context)) {
        return convert_exception(state.errors, input.as_error_input(), state.path);
      }
    }
    out = std::move(instance);
    return Outcome::ok;
  }

  Ref post_init_;
  bool custom_init_ = false;
  bool root_model_ = false;
};

/// Replaces `dict` by a copy with the extra values of an instance added. False with an exception
/// set, also if one of the two has a wrong type: the class or the user may have replaced it.
bool add_extra(Ref& dict, Borrowed extra) {
  if (!PyDict_Check(dict.get())) return conversion_error(dict.get(), "PyDict");
  dict = steal(PyDict_Copy(dict.get()));
  if (!dict) return false;
  const int mapping = py::is_mapping(extra);
  if (mapping < 0) return false;
  if (mapping == 0) return conversion_error(extra, "Mapping");
  return PyDict_Update(dict.get(), extra) == 0;
}

/// Checks what a function around the fields may have made of them. False with TypeError set.
bool check_parts(const ModelParts& parts) {
  if (!PyDict_Check(parts.fields.dict.get()))
    return conversion_error(parts.fields.dict.get(), "PyDict");
  return PySet_Check(parts.fields_set.get()) || conversion_error(parts.fields_set.get(), "PySet");
}

/// Adds the names that were given to the set of them that an instance has, if it has one. False
/// with an exception set.
bool add_fields_set(Borrowed instance, Borrowed given) {
  const Ref fields_set = steal(PyObject_GetAttr(instance, names.pydantic_fields_set));
  if (!fields_set) return forgive();
  if (!PySet_Check(fields_set.get())) return conversion_error(fields_set.get(), "PySet");
  const Ref iterator = steal(PyObject_GetIter(given));
  if (!iterator) return false;
  while (const Ref name = steal(PyIter_Next(iterator.get()))) {
    // Past any add() of a subclass.
    if (PySet_Add(fields_set.get(), name.get()) < 0) return false;
  }
  return PyErr_Occurred() == nullptr;
}

Outcome ModelNode::revalidate(Borrowed instance, State& state, Ref& out) const {
  Ref fields_set = steal(PyObject_GetAttr(instance, names.pydantic_fields_set));
  if (!fields_set) return Outcome::raised;
  if (root_model_) {
    Ref root = steal(PyObject_GetAttr(instance, names.root));
    return root ? construct(PyInput{root.get()}, fields_set.get(), state, out) : Outcome::raised;
  }
  Ref dict = steal(PyObject_GetAttr(instance, names.dunder_dict));
  Ref extra = dict ? steal(PyObject_GetAttr(instance, names.pydantic_extra)) : Ref();
  if (!extra) return Outcome::raised;
  if (extra.get() != Py_None && !add_extra(dict, extra.get())) return Outcome::raised;
  return construct(PyInput{dict.get()}, fields_set.get(), state, out);
}

Outcome ModelNode::assign(const Assignment& assignment, State& state, Ref& out) const {
  const PyInput input{assignment.value};
  if (frozen_) return state.fail(ErrorType::frozen_instance, input);
  Borrowed model = assignment.object;
  if (root_model_) {
    if (PyUnicode_Compare(assignment.field_name, names.root) != 0)
      return fail_no_field(assignment, state);
    Scoped field_name(state.field_name, static_cast<Borrowed>(names.root));
    Ref value;
    PC_TRY(inner_->validate(input, state, value));
    if (!force_setattr(model, names.root, value.get())) return Outcome::raised;
    out = borrow(model);
    return Outcome::ok;
  }
  Ref old_dict = steal(PyObject_GetAttr(model, names.dunder_dict));
  if (!old_dict) return Outcome::raised;
  if (!PyDict_Check(old_dict.get())) return conversion_error(old_dict.get(), "PyDict");
  Ref dict = steal(PyDict_Copy(old_dict.get()));
  Ref old_extra = dict ? steal(PyObject_GetAttr(model, names.pydantic_extra)) : Ref();
  if (!old_extra) return Outcome::raised;
  if (PyDict_Check(old_extra.get()) && PyDict_Update(dict.get(), old_extra.get()) < 0)
    return Outcome::raised;
  if (PyDict_SetItem(dict.get(), assignment.field_name, assignment.value) < 0)
    return Outcome::raised;

  ModelParts parts;
  PC_TRY(assign_parts({dict.get(), assignment.field_name, assignment.value}, state, parts));
  if (!check_parts(parts) || !add_fields_set(model, parts.fields_set.get()) ||
      !layout_.set_dict(model, parts.fields.dict.get()) ||
      !layout_.set_extra(model, parts.extra.get()))
    return Outcome::raised;
  out = borrow(model);
  return Outcome::ok;
}

void ModelNode::describe(Describer& out) const {
  Text name;
  py::append_lossy(name, name_.get());
  class_.describe_revalidate(out);
  describe_node(out, "validator", inner_);
  class_.describe(out);
  out.field_object("post_init", post_init_.get(), true);
  out.field("frozen", frozen_);
  out.field("custom_init", custom_init_);
  out.field("root_model", root_model_);
  out.field_object("undefined", undefined);
  out.field_text("name", name);
}

bool ModelNode::init(const Schema& schema, Builder& builder) {
  // A model's own config is in force below it, never the one around it.
  Ref config;
  if (!schema.dict.get_dict(names.config, config)) return false;
  const Schema own{schema.dict, SchemaDict(config.get())};
  if (!class_.init(own.dict) || !init_inner(own, builder)) return false;
  if (fields_ != nullptr && !layout_.init_values(fields_->fields())) return false;
  name_ = py::class_name(reinterpret_cast<PyTypeObject*>(class_.get()));
  if (!name_) return false;
  if (!PyUnicode_Check(name_.get())) return conversion_error(name_.get(), "PyString");
  return class_.init_revalidate(own) && own.dict.get_str(names.post_init, post_init_) &&
         own.dict.get(names.frozen, frozen_) && own.dict.get(names.custom_init, custom_init_) &&
         own.dict.get(names.root_model, root_model_);
}

}  // namespace

const Node* build_model(const Schema& schema, Builder& builder) {
  return build_kind<ModelNode>(schema, builder);
}

}  // namespace pydantic_core
