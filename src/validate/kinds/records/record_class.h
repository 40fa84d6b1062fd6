// validate/kinds/records/record_class.h: the class of a model or dataclass, and what becomes of
// input that is an instance already.
#pragma once

#include "schema/describe.h"
#include "schema/schema.h"
#include "schema/schema_error.h"
#include "validate/engine/quiet.h"

namespace pydantic_core {

/// Which instances are validated again.
enum class Revalidate : uint8_t { never, always, subclass_instances };
template <>
struct WordsOf<Revalidate> {
  static constexpr Word kWords[] = {
      {"never", "Never"}, {"always", "Always"}, {"subclass-instances", "SubclassInstances"}};
};

class RecordClass {
 public:
  /// What an object is to the class: no instance; one that is the result; one that is to be
  /// validated again.
  enum class Instance : uint8_t { none, valid, again, raised };

  Borrowed get() const { return class_.get(); }
  /// Instances of the generic class that this one is made from are always validated again.
  /// `raised` only for want of memory.
  Instance ask(Borrowed object) const {
    if (as_object(Py_TYPE(object)) == get())
      return revalidate_ == Revalidate::always ? Instance::again : Instance::valid;
    // The exact types that most input has are no models: do not ask their (slow) metaclass.
    if (PyDict_CheckExact(object)) return Instance::none;
    for (const Borrowed candidate : {get(), generic_origin_.get()}) {
      if (candidate == nullptr) continue;
      const int answer = PyObject_IsInstance(object, candidate);
      if (answer > 0) {
        return candidate == get() && revalidate_ == Revalidate::never ? Instance::valid
                                                                      : Instance::again;
      }
      if (!forgive()) return Instance::raised;
    }
    return Instance::none;
  }
  /// Whether ask() runs no code of the user's for plain input.
  bool is_asked_quietly() const {
    return pydantic_core::is_asked_quietly(get()) &&
           (!generic_origin_ || pydantic_core::is_asked_quietly(generic_origin_.get()));
  }

  /// Reads the classes. False with an exception set.
  [[nodiscard]] bool init(SchemaDict schema) {
    return schema.require_class(names.cls, class_) &&
           schema.get_class(names.generic_origin, generic_origin_);
  }
  /// Reads `revalidate_instances` of the schema or config. False with an exception set.
  [[nodiscard]] bool init_revalidate(const Schema& schema) {
    Ref text;
    if (!schema.get_or_config(names.revalidate_instances, text)) return false;
    if (!text) return true;
    if (!check_text(text.get())) return false;
    if (find_word(text.get(), revalidate_)) return true;
    Text message;
    message << "Invalid revalidate_instances value: ";
    py::append_lossy(message, text.get());
    return schema_error(message);
  }
  void describe(Describer& out) const {
    out.field_object("class", get());
    out.field_object("generic_origin", generic_origin_.get(), true);
  }
  void describe_revalidate(Describer& out) const {
    out.field_word("revalidate", word_of(revalidate_));
  }
  template <class F>
  void each_ref(F&& f) {
    f(class_);
    f(generic_origin_);
  }

 private:
  Ref class_;
  Ref generic_origin_;
  Revalidate revalidate_ = Revalidate::never;
};

}  // namespace pydantic_core
