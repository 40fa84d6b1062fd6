// serialize/kinds/records/named_tuple.cc: named tuples, which come out as tuples, with a schema for
// each field.
#include "py/sync.h"
#include "schema/class_name.h"
#include "schema/schema_error.h"
#include "serialize/kinds/containers/places.h"

namespace pydantic_core {
namespace {

class NamedTupleSerializer : public PlacesSerializer<NamedTupleSerializer> {
 public:
  static constexpr Spelling kSpelling{"NamedTuple", "NamedTupleSerializer"};
  /// A strict check wants the class itself, so that a union finds the right one.
  int accepts(Borrowed value, const SerState& state) const {
    if (state.check == SerCheck::strict) {
      const int own = PyObject_IsInstance(value, class_.get());
      if (own <= 0) return own;
    }
    return PyTuple_Check(value);
  }
  template <class Work>
  bool each(Borrowed tuple, SerState& state, Work&& work) const {
    const auto size = static_cast<size_t>(PyTuple_GET_SIZE(tuple));
    if (state.check != SerCheck::none && size != fields_.size()) {
      return raise_unexpected(unexpected_message(Text() << "Expected " << fields_.size()
                                                        << " items, but got " << size));
    }
    IndexFilter indices(filter_, size);
    for (size_t i = 0; i < fields_.size() && i < size; ++i) {
      Borrowed item = PyTuple_GET_ITEM(tuple, static_cast<Py_ssize_t>(i));
      if (!filter_index(i, indices, state, false, [&] { return work(fields_[i], item); }))
        return false;
    }
    if (size == fields_.size()) return true;
    const char* what = size < fields_.size() ? "too few" : "extra";
    return state.warnings.add(
        unexpected_message(Text() << "Unexpected " << what << " items present in named tuple"));
  }
  void name(Text& out) const { py::append_lossy(out, name_.get()); }
  void describe(Describer& out) const {
    out.field_object("class", class_.get());
    out.field_list("serializers", fields_, [&](const SerNode* field) { field->describe(out); });
    filter_.describe(out, "filter");
    describe_name(out, this);
  }
  bool init(const Schema& schema, SerBuilder& builder) {
    Ref fields;
    if (!schema.dict.require_class(names.cls, class_) ||
        !read_own_name(schema.dict, class_.get(), name_) ||
        !schema.dict.require_list(names.fields, fields)) {
      return false;
    }
    for (const Ref& field : py::ListItems(fields.get())) {
      if (!add_field(field.get(), schema, builder)) return false;
    }
    return filter_.read_indices(schema.dict);
  }
  template <class F>
  void each_ref(F&& f) {
    f(class_);
    f(name_);
  }

 private:
  bool add_field(Borrowed dict, const Schema& schema, SerBuilder& builder) {
    if (!PyDict_Check(dict)) return conversion_error(dict, "PyDict");
    const SchemaDict field(dict);
    Ref name, inner;
    if (!field.require_text(names.name, name) || !field.require_dict(names.schema, inner))
      return false;
    const SerNode* node = builder.build(inner.get(), schema.config);
    if (node != nullptr) return fields_.push(node) || py::no_memory();
    Text prefix;
    prefix << "Field `";
    py::append_lossy(prefix, name.get());
    return wrap_schema_error(prefix << "`:\n  ");
  }

  Ref class_;
  Ref name_;  // str
  Vec<const SerNode*> fields_;
  SchemaFilter filter_;
};

}  // namespace

const SerNode* build_named_tuple_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<NamedTupleSerializer>(schema, builder);
}

}  // namespace pydantic_core
