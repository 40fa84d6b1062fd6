// validate/kinds/scalars/is_instance.cc: instances of a class, and subclasses of one: only Python
// objects can be either.
#include "validate/engine/build.h"
#include "validate/kinds/records/class_names.h"

namespace pydantic_core {
namespace {

struct InstanceWords {
  static constexpr const char* kName = "is-instance";
  static constexpr const char* kFunction = "isinstance";
  static constexpr Spelling kSpelling{"IsInstance", "IsInstanceValidator"};
  static constexpr ErrorType kError = ErrorType::is_instance_of;

  static int holds(Borrowed object, Borrowed cls) { return PyObject_IsInstance(object, cls); }
  static bool init(const Schema& schema, Ref& cls) {
    if (!schema.dict.require(names.cls, cls)) return false;
    // It may also be a tuple of classes, or anything else that isinstance takes.
    if (PyObject_IsInstance(names.cls, cls.get()) >= 0) return true;
    if (PyErr_ExceptionMatches(PyExc_MemoryError)) return false;
    PyErr_Clear();
    return schema_error("'cls' must be valid as the first argument to 'isinstance'");
  }
};

struct SubclassWords {
  static constexpr const char* kName = "is-subclass";
  static constexpr const char* kFunction = "issubclass";
  static constexpr Spelling kSpelling{"IsSubclass", "IsSubclassValidator"};
  static constexpr ErrorType kError = ErrorType::is_subclass_of;

  static int holds(Borrowed object, Borrowed cls) {
    return PyType_Check(object) ? PyObject_IsSubclass(object, cls) : 0;
  }
  static bool init(const Schema& schema, Ref& cls) {
    return schema.dict.require_class(names.cls, cls);
  }
};

template <class Words>
class ClassNode : public KindNode<ClassNode<Words>> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Borrowed object = input.as_python();
    if (object == nullptr)
      return state.fail(ErrorType::needs_python_object, input, Words::kFunction);
    const int holds = Words::holds(object, cls_.get());
    if (holds < 0) return Outcome::raised;
    if (holds == 0) return state.fail(Words::kError, input, cls_name_);
    out = borrow(object);
    return Outcome::ok;
  }
  void name(NameWriter& out) const {
    out.out << Words::kName << '[';
    py::append_lossy(out.out, cls_name_.get());
    out.out << ']';
  }
  static constexpr Spelling kSpelling = Words::kSpelling;
  void describe(Describer& out) const {
    out.field_object("class", cls_.get());
    out.field_text("class_repr", cls_name_.get());
    describe_name(out, this);
  }
  bool init(const Schema& schema) {
    return Words::init(schema, cls_) && read_class_name(schema, cls_.get(), cls_name_);
  }
  template <class F>
  void each_ref(F&& f) {
    f(cls_);
    f(cls_name_);
  }

 private:
  Ref cls_;
  Ref cls_name_;  // str
};

template <class Words>
const Node* build(const Schema& schema, Builder& builder) {
  return build_kind<ClassNode<Words>>(schema, builder);
}

}  // namespace

const Node* build_is_instance(const Schema& schema, Builder& builder) {
  return build<InstanceWords>(schema, builder);
}
const Node* build_is_subclass(const Schema& schema, Builder& builder) {
  return build<SubclassWords>(schema, builder);
}

}  // namespace pydantic_core
