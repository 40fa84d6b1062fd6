// module/schema_gather.cc: see schema_gather.h.
//
// Schemas are walked depth-first with a stack of steps of its own: they may be deep. Many models
// share schema objects, so each object is walked once. When an object is met again, every
// definition that is referred to from inside it is used once more. References are stored in the
// order in which they were met, and each visit knows the range that is its own.
#include "module/schema_gather.h"

#include "base/edition.h"
#include "base/pointer_set.h"
#include "py/get.h"
#include "py/layout/exception_object.h"
#include "py/parameters.h"
#include "schema/children.h"

namespace pydantic_core {
namespace {

constinit PyTypeObject* missing_definition_error_type = nullptr;

/// What a MissingDefinitionError carries.
struct Missing {
  Ref reference;

  template <class F>
  void each_ref(F&& f) {
    f(reference);
  }
};

constexpr auto kNew = py::Parameters<py::OneArgument>::function(
    "MissingDefinitionError.__new__",
    py::Parameters<py::OneArgument>::required<&py::OneArgument::value>("schema_reference"),
    py::kSlash);

PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  py::OneArgument given;
  if (!py::read_arguments<kNew>(given, args, kwargs)) return nullptr;
  Ref self = steal(py::allocate_exception<Missing>(type));
  if (self) py::exception_value<Missing>(self.get()).reference = borrow(given.value);
  return self.release();
}

PyObject* get_reference(PyObject* self, void*) {
  const Ref& reference = py::exception_value<Missing>(self).reference;
  return Py_NewRef(reference ? reference.get() : Py_None);
}

int refuse_reference(PyObject*, PyObject*, void*) {
  PyErr_SetString(PyExc_AttributeError, "readonly attribute");
  return -1;
}

PyGetSetDef kGetters[] = {
    {"schema_reference", get_reference, refuse_reference, kAttributeDoc, nullptr},
    {},
};

PyType_Slot kSlots[] = {
    PC_EXCEPTION_SLOTS(Missing),
    py::doc_slot<kNew>(),
    {Py_tp_new, reinterpret_cast<void*>(&make_new)},
    {Py_tp_getset, kGetters},
    {},
};

class Gatherer {
 public:
  explicit Gatherer(Borrowed definitions) : definitions_(definitions) {}

  /// The two results as a tuple; nullptr with an exception set.
  PyObject* run(Borrowed schema) {
    collected_ = steal(PyDict_New());
    deferred_ = steal(PyList_New(0));
    if (!collected_ || !deferred_ || !push({borrow(schema)})) return nullptr;
    while (!steps_.empty()) {
      Step step = std::move(steps_.back());
      steps_.pop();
      if (step.visit == kEntering ? !enter(std::move(step.schema)) : !leave(step)) return nullptr;
    }
    return PyTuple_Pack(2, collected_.get(), deferred_.get());
  }

 private:
  static constexpr uint32_t kEntering = UINT32_MAX;
  static constexpr uint32_t kOpen = UINT32_MAX;

  /// A schema to enter, or, once all inside it is done, to leave.
  struct Step {
    Ref schema;
    uint32_t visit = kEntering;  ///< to leave: the number of the visit
    bool with_metadata = true;
  };
  /// A schema that was entered. It is kept, so that no other object gets its address.
  struct Visit {
    Ref schema;
    uint32_t first;         ///< of references_
    uint32_t last = kOpen;  ///< behind the last one; kOpen: not left yet
  };

  bool push(Step step) { return steps_.push(std::move(step)) || py::no_memory(); }
  bool use_again(Borrowed reference) {
    return PyDict_SetItem(collected_.get(), reference, Py_None) == 0;
  }

  bool enter(Ref schema) {
    uint32_t number = 0;
    switch (numbers_.add(schema.get(), number)) {
      case PointerSet::Added::no_memory:
        return py::no_memory();
      case PointerSet::Added::known:
        return meet_again(number);
      case PointerSet::Added::fresh:
        break;
    }
    if (!visits_.push({schema.clone(), references_.size()})) return py::no_memory();
    if (!PyDict_Check(schema.get())) return conversion_error(schema.get(), "PyDict");
    Ref type;
    if (!required_item(schema.get(), names.type, type) || !check_text(type.get())) return false;
    Vec<Ref> children;
    bool is_done = false;
    if (py::equals(type.get(), "definition-ref")) {
      if (!enter_reference(schema.get(), children, is_done)) return false;
    } else if (!add_children(schema.get(), type.get(), children)) {
      return false;
    }
    if (!is_done && !add_child(schema.get(), names.serialization, children)) return false;
    if (!push({std::move(schema), number, !is_done})) return false;
    for (uint32_t i = children.size(); i > 0; --i) {
      if (!push({std::move(children[i - 1])})) return false;
    }
    return true;
  }

  /// Whatever was referred to from inside that schema so far is used again.
  bool meet_again(uint32_t number) {
    const uint32_t first = visits_[number].first;
    const uint32_t last = visits_[number].last;
    const uint32_t end = last == kOpen ? references_.size() : last;
    for (uint32_t i = first; i < end; ++i) {
      if (!use_again(references_[i].get())) return false;
    }
    return true;
  }

  /// The first reference to a definition is recorded as the only one. The walk does not go on below
  /// a second one (`is_done`).
  bool enter_reference(Borrowed schema, Vec<Ref>& children, bool& is_done) {
    Ref reference;
    if (!required_item(schema, names.schema_ref, reference)) return false;
    if (!references_.push(reference.clone())) return py::no_memory();
    const int known = PyDict_Contains(collected_.get(), reference.get());
    if (known < 0) return false;
    is_done = known > 0;
    if (is_done) return use_again(reference.get());
    Ref definition;
    if (py::get_item(definitions_, reference.get(), definition) < 0) return false;
    if (!definition || definition.get() == Py_None) return raise_missing(reference.get());
    if (PyDict_SetItem(collected_.get(), reference.get(), schema) < 0) return false;
    return children.push(std::move(definition)) || py::no_memory();
  }

  static bool raise_missing(Borrowed reference) {
    const Ref error =
        steal(PyObject_CallOneArg(as_object(missing_definition_error_type), reference));
    if (error) PyErr_SetObject(as_object(missing_definition_error_type), error.get());
    return false;
  }

  bool leave(const Step& step) {
    if (step.with_metadata && !note_if_deferred(step.schema.get())) return false;
    visits_[step.visit].last = references_.size();
    return true;
  }

  /// Unions whose discriminator pydantic applies later say so in their metadata.
  bool note_if_deferred(Borrowed schema) {
    Ref metadata;
    const int there = py::get_item(schema, names.metadata, metadata);
    if (there <= 0) return there == 0;
    if (metadata.get() == Py_None) return true;
    Borrowed mark = names.pydantic_internal_union_discriminator;
    const int marked = PyDict_CheckExact(metadata.get())
                           ? PyDict_Contains(metadata.get(), mark)
                           : PySequence_Contains(metadata.get(), mark);
    return marked > 0 ? PyList_Append(deferred_.get(), schema) == 0 : marked == 0;
  }

  Borrowed definitions_;
  Ref collected_;       // dict: reference → the schema that refers to it, or None: several do
  Ref deferred_;        // list of schemas
  PointerSet numbers_;  // schemas, numbered as in visits_
  Vec<Visit> visits_;
  Vec<Ref> references_;  // in the order in which they were met
  Vec<Step> steps_;
};

struct Call {
  Borrowed schema = nullptr;
  Borrowed definitions = nullptr;
};

using P = py::Parameters<Call>;
constexpr auto kGather =
    P::function("gather_schemas_for_cleaning", P::required<&Call::schema>("schema"),
                P::required<&Call::definitions, &py::read_dict>("definitions"));

PyObject* gather(PyObject*, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  Call call;
  if (!py::read_arguments<kGather>(call, args, nargs, kwnames)) return nullptr;
  return Gatherer(call.definitions).run(call.schema);
}

PyMethodDef kFunctions[] = {
    py::method<kGather>(&gather),
    {},
};

}  // namespace

bool init_schema_gather(PyObject* module) {
  const Ref part = steal(PyModule_New("_pydantic_core._schema_gather"));
  if (!part || PyModule_AddFunctions(part.get(), kFunctions) < 0 ||
      PyModule_SetDocString(part.get(), "") < 0) {
    return false;
  }
  missing_definition_error_type = py::add_exception_type<Missing>(
      part.get(), "pydantic_core._pydantic_core._schema_gather.MissingDefinitionError", 0, kSlots,
      PyExc_LookupError);
  if (missing_definition_error_type == nullptr) return false;
  const Ref all =
      steal(Py_BuildValue("[ss]", "MissingDefinitionError", "gather_schemas_for_cleaning"));
  return all && PyModule_AddObjectRef(part.get(), "__all__", all.get()) == 0 &&
         PyModule_AddObjectRef(module, "_schema_gather", part.get()) == 0;
}

}  // namespace pydantic_core
