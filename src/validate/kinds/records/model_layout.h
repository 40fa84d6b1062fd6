// validate/kinds/records/model_layout.h: making instances of a class and setting what pydantic
// keeps in them.
//
// Setting an attribute by name costs a look-up in the class each time. For ordinary classes the
// places are found once: `__pydantic_fields_set__` and its siblings are slots (a known offset),
// `__dict__` is a pointer or is set by the function behind its descriptor, and instances come from
// tp_alloc. Where a class has anything else under these names, the general way is taken, which is
// what upstream does always.
#pragma once

#include <initializer_list>

#include "py/layout/class_attributes.h"
#include "py/layout/inline_values.h"
#include "py/layout/member.h"
#include "py/names.h"
#include "validate/kinds/records/fields.h"

namespace pydantic_core {

/// Reads what the inner validator of a class's schema gave, of which functions around it may have
/// made anything: TypeError or ValueError when it is no tuple of as many parts.
[[nodiscard]] bool unpack_parts(Borrowed tuple, std::initializer_list<Ref*> parts);

/// What validating the fields of a model gives.
struct ModelParts {
  /// `wants_values`: whether `fields` may stay without a dict.
  explicit ModelParts(bool wants_values = false) { fields.wants_values = wants_values; }
  [[gnu::always_inline]] ~ModelParts() = default;

  FieldsDict fields;
  Ref extra;       ///< dict of extra values, or None
  Ref fields_set;  ///< set of the names that were given

  [[nodiscard]] bool unpack(Borrowed tuple) {
    return unpack_parts(tuple, {&fields.dict, &extra, &fields_set});
  }
};

class ModelLayout {
 public:
  /// Looks at `cls` (a type). Never fails: what is not understood goes the general way.
  void init(Borrowed cls);
  /// Last, for a model of such fields: lets instances keep the values of their fields in
  /// themselves, where they can. False with MemoryError set.
  [[nodiscard]] bool init_values(const FieldTable& fields);
  /// Whether make() and fill() have a use for the values of the fields.
  bool wants_values() const { return static_cast<bool>(places_); }

  /// Whether making an instance, setting what it holds and letting go of it run no Python code of
  /// the class. Asked each time: decorators give a class a __new__ when its validator has long been
  /// built.
  bool is_quiet() const { return is_plain_ && comes_and_goes_quietly(); }
  /// The same where an attribute of that name is set as well.
  bool is_quiet(Borrowed attribute) const {
    return is_quiet() && !py::find_in_mro(cls_, attribute);
  }
  /// The same where nothing but the dict is set.
  bool is_quiet_with_dict() const { return dict_setter_ != nullptr && comes_and_goes_quietly(); }

  /// A new instance with all four, whose __init__ does not run: the three parts, which are taken,
  /// and no private attributes. Empty with an exception set.
  Ref make(Borrowed cls, ModelParts& parts) const;
  /// The same without any of them.
  Ref create(Borrowed cls) const;
  /// Each sets one thing of `instance`, whose class must be the one given to init for the direct
  /// way to be taken.
  [[nodiscard]] bool set_dict(Borrowed instance, Borrowed value) const;
  [[nodiscard]] bool set_fields_set(Borrowed instance, Borrowed value) const {
    return set(instance, names.pydantic_fields_set, fields_set_, value);
  }
  [[nodiscard]] bool set_extra(Borrowed instance, Borrowed value) const {
    return set(instance, names.pydantic_extra, extra_, value);
  }
  /// Sets all four: the three given, and no private attributes.
  [[nodiscard]] bool fill(Borrowed instance, ModelParts& parts) const;

 private:
  bool comes_and_goes_quietly() const;
  void put_fields(Borrowed instance, FieldsDict& fields) const;
  bool set_fields(Borrowed instance, FieldsDict& fields) const;
  bool set(Borrowed instance, Borrowed name, py::Member member, Borrowed value) const;

  PyTypeObject* cls_ = nullptr;  // borrowed from the node that owns the class
  py::Member fields_set_;
  py::Member extra_;
  py::Member private_;
  setter dict_setter_ = nullptr;
  bool is_plain_ = false;    // all four are pointers in the instance
  bool is_bare_ = false;     // and there is nothing else in it
  py::InlinePlaces places_;  // where is_bare_; empty: instances have a dict
};

/// object.__setattr__(instance, name, value): past any __setattr__ of the class.
[[nodiscard]] bool force_setattr(Borrowed instance, Borrowed name, Borrowed value);

}  // namespace pydantic_core
