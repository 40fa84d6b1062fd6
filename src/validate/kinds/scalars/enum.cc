// validate/kinds/scalars/enum.cc: members of an Enum class, given as such or by their values.
//
// The values are looked up here, with the conversions that their type allows; then the class itself
// is asked, whose members may be equal to more than their values; and last its _missing_.
#include "base/edition.h"
#include "py/call.h"
#include "py/classes.h"
#include "py/sync.h"
#include "schema/parts.h"
#include "validate/engine/build.h"
#include "validate/kinds/records/class_names.h"
#include "validate/kinds/scalars/literal_lookup.h"
#include "validate/kinds/scalars/literal_names.h"

namespace pydantic_core {
namespace {

/// Whether a class is made by the enum module's own metaclass, and has its _missing_. Forgets
/// exceptions; MemoryError stays set.
bool is_without_code(Borrowed cls) {
  Borrowed meta = py::enum_meta.get_if_loaded();
  Borrowed base = py::enum_class.get_or_import();
  if (meta == nullptr || base == nullptr || as_object(Py_TYPE(cls)) != meta)
    return forgive() && false;
  const Ref own = steal(PyObject_GetAttr(cls, names.enum_missing));
  const Ref known = own ? steal(PyObject_GetAttr(base, names.enum_missing)) : Ref();
  (void)forgive();
  return known && PyMethod_Check(own.get()) && PyMethod_Check(known.get()) &&
         PyMethod_GET_FUNCTION(own.get()) == PyMethod_GET_FUNCTION(known.get());
}

class EnumNode : public KindNode<EnumNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Borrowed object = input.as_python();
    if (object != nullptr && as_object(Py_TYPE(object)) == class_.get()) {
      out = borrow(object);
      return Outcome::ok;
    }
    const bool strict = state.strict_or(strict_);
    if (strict && state.input_type == InputType::python)
      return state.fail(ErrorType::is_instance_of, input, class_name_);
    state.floor_exactness(Exactness::lax);
    Py_ssize_t index;
    PC_TRY(find(input, state, strict, index));
    if (index != LiteralLookup::kNone) {
      out = members_[static_cast<size_t>(index)].clone();
      return Outcome::ok;
    }
    if (state.is_streaming()) return state.spoil();
    PC_TRY(ask_class(input, out));
    return out ? Outcome::ok : state.fail(ErrorType::enum_, input, expected_);
  }
  /// The class is called with what no member is: that is the enum module's code, but for a
  /// _missing_.
  bool is_quiet(QuietSearch& search) const {
    // Its class is asked for what is not found, but not for text.
    return lookup_.is_quiet() &&
           (search.is_for_text() || (!missing_ && is_without_code(class_.get())));
  }
  void name(NameWriter& out) const {
    if (sub_type_ != SubType::none) out.out << name_of(sub_type_) << '-';
    out.out << "enum[";
    py::append_lossy(out.out, class_name_.get());
    out.out << ']';
  }
  Spelling spelling() const { return {variant(), "EnumValidator"}; }
  void describe(Describer& out) const {
    Text phantom;
    phantom << "PhantomData<_pydantic_core::validators::enum_::" << variant() << "Validator>";
    out.field_word("phantom", phantom);
    out.field_object("class", class_.get());
    out.field("lookup");
    lookup_.describe(out);
    describe_values(out, members_);
    out.close();
    if (!kEnumClassDecides) out.field_object("missing", missing_.get(), true);
    out.field_text("expected_repr", expected_.get());
    out.field("strict", strict_);
    out.field_text("class_repr", class_name_.get());
    describe_name(out, this);
  }
  bool init(const Schema& schema) {
    return init_members(schema) && read_sub_type(schema.dict, sub_type_) &&
           (kEnumClassDecides || schema.dict.get(names.missing, missing_)) &&
           schema.get_or_config(names.strict, strict_);
  }
  template <class F>
  void each_ref(F&& f) {
    lookup_.each_ref(f);
    for (Ref& member : members_) f(member);
    f(class_);
    f(class_name_);
    f(missing_);
    f(expected_);
  }

 private:
  const char* variant() const {
    return sub_type_ == SubType::none ? "PlainEnum" : word_of(sub_type_);
  }
  /// The index of the member with that value, or kNone.
  template <class Input>
  Outcome find(Input input, State& state, bool strict, Py_ssize_t& index) const {
    switch (sub_type_) {
      case SubType::int_:
        return lookup_.find_int(input, state, strict, index);
      case SubType::str:
        return lookup_.find_str(input, state, strict, index);
      case SubType::float_:
        return lookup_.find_float(input, state, strict, index);
      case SubType::none:
        break;
    }
    PC_TRY(lookup_.find(input, state, index));
    if (index != LiteralLookup::kNone || strict) return Outcome::ok;
    if constexpr (std::is_same_v<Input, PyInput>) {
      // Instances of subclasses of str and int, and whole floats, stand for those values too.
      if (PyUnicode_Check(input.object)) return lookup_.find_str(input, state, false, index);
      if (PyLong_Check(input.object) || PyFloat_Check(input.object))
        return lookup_.find_int(input, state, false, index);
    }
    return Outcome::ok;
  }

  /// `out` stays empty when the class knows no member either.
  template <class Input>
  Outcome ask_class(Input input, Ref& out) const {
    if (kEnumClassDecides) {
      const Ref value = input.to_object();
      if (!value) return Outcome::raised;
      out = py::call(class_.get(), value.get());
      if (out) return Outcome::ok;
      if (!PyErr_ExceptionMatches(PyExc_ValueError)) return Outcome::raised;
      PyErr_Clear();
      return Outcome::ok;
    }
    // As upstream, the class is asked for None where the input is no Python object.
    Borrowed object = input.as_python();
    out = py::call(class_.get(), object != nullptr ? object : Py_None);
    if (out) return Outcome::ok;
    if (!forgive()) return Outcome::raised;
    return missing_ ? ask_missing(input, out) : Outcome::ok;
  }

  /// `out` stays empty when _missing_ knows no member either.
  template <class Input>
  Outcome ask_missing(Input input, Ref& out) const {
    Ref object = input.to_object();
    if (!object) return Outcome::raised;
    Ref answer = py::call(missing_.get(), object.get());
    if (!answer) return forgive() ? Outcome::ok : Outcome::raised;
    const int is_member = PyObject_IsInstance(answer.get(), class_.get());
    if (is_member < 0) return Outcome::raised;
    if (is_member > 0) {
      out = std::move(answer);
    } else if (answer.get() != Py_None) {
      Text text;
      text << "error in ";
      Ref name = steal(PyObject_GetAttr(class_.get(), names.dunder_name));
      if (!name && !forgive()) return Outcome::raised;
      if (name && PyUnicode_Check(name.get())) {
        py::append_lossy(text, name.get());
      } else {
        text << "<Unknown>";
      }
      text << "._missing_: returned ";
      py::append_safe_repr(text, answer.get());
      return py::raise(PyExc_TypeError, text << " instead of None or a valid member");
    }
    return Outcome::ok;
  }

  bool init_members(const Schema& schema) {
    Ref list;
    if (!lookup_.init() || !schema.dict.require_list(names.members, list)) return false;
    if (PyList_GET_SIZE(list.get()) == 0) return schema_error("`members` should have length > 0");
    Vec<Ref> values;
    // Reading a value may run code that changes the list.
    for (Py_ssize_t i = 0; const Ref member = py::list_item(list.get(), i); ++i) {
      Ref value = steal(PyObject_GetAttr(member.get(), names.value));
      if (!value || !lookup_.add(value.get())) return false;
      if (!values.push(std::move(value)) || !members_.push(member.clone())) return py::no_memory();
    }
    return name_values(values, ", ", " or ", expected_) &&
           schema.dict.require_class(names.cls, class_) &&
           read_class_name(schema, class_.get(), class_name_);
  }

  LiteralLookup lookup_;
  Vec<Ref> members_;
  Ref class_;
  Ref class_name_;  // str
  Ref missing_;     // a callable, or empty
  Ref expected_;    // str: the values as prose
  SubType sub_type_ = SubType::none;
  bool strict_ = false;
};

}  // namespace

const Node* build_enum(const Schema& schema, Builder& builder) {
  return build_kind<EnumNode>(schema, builder);
}

}  // namespace pydantic_core
