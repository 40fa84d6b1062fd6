// validate/kinds/records/named_tuple.cc: named tuples: fields by position from a tuple, list or
// array, by name from a dict, mapping or object. What is valid is given to the class.
//
// Strict mode makes no difference. Nor is the class quiet: its __new__ is written in Python.
#include "errors/custom_errors.h"
#include "schema/class_name.h"
#include "validate/input/sequence.h"
#include "validate/kinds/containers/items.h"
#include "validate/kinds/records/fields.h"
#include "validate/kinds/wrappers/default.h"

namespace pydantic_core {
namespace {

class NamedTupleNode : public KindNode<NamedTupleNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    state.allow_partial = PartialMode::off;
    const Walk<Input> walk{*this, input, state};
    const uint32_t first = state.values.size();
    Outcome outcome = walk.run();
    if (outcome == Outcome::ok && state.errors.size() != walk.mark) outcome = Outcome::invalid;
    if (outcome != Outcome::ok) {
      if (outcome != Outcome::invalid) state.errors.truncate(walk.mark);
      state.values.truncate(first);
      return outcome;
    }
    const Ref args = take_tuple(state, first);
    if (!args) return Outcome::raised;
    out = steal(PyObject_CallObject(class_.get(), args.get()));
    return out ? Outcome::ok : convert_exception(state.errors, input.as_error_input(), state.path);
  }
  void name(NameWriter& out) const { py::append_lossy(out.out, name_.get()); }
  static constexpr Spelling kSpelling{"NamedTuple", "NamedTupleValidator"};
  void describe(Describer& out) const {
    out.field_object("class", class_.get());
    fields_.describe_fields(out);
    fields_.describe_settings(out);
    out.field_text("name", name_.get());
  }
  bool init(const Schema& schema, Builder& builder) {
    Ref fields;
    if (!schema.dict.require_class(names.cls, class_) ||
        !read_own_name(schema.dict, class_.get(), name_) ||
        !schema.dict.require_list(names.fields, fields) ||
        !fields_.init(schema.config, PyList_GET_SIZE(fields.get()))) {
      return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(fields.get()); ++i) {
      const Ref field = py::list_item(fields.get(), i);
      if (field && !add_field(field.get(), schema, builder)) return false;
    }
    return fields_.finish();
  }
  template <class F>
  void each_ref(F&& f) {
    f(class_);
    f(name_);
    fields_.each_ref(f);
  }

 private:
  /// One input on its way through the fields, whose values are pushed on state.values. Errors are
  /// collected; `invalid` means that one stands alone.
  template <class Input>
  struct Walk {
    const NamedTupleNode& node;
    Input input;
    State& state;
    const uint32_t mark = state.errors.size();

    Outcome run() const {
      if (is_instance()) {
        // Exactness stays as it is: the class itself is what a union looks for.
        typename SequenceOf<Input>::Type items;
        PC_TRY(read_sequence(input, state, false, SequenceKind::tuple, items));
        return take_items(items, /*by_name=*/true);
      }
      typename SequenceOf<Input>::Type items;
      Outcome outcome = attempt(
          state, [&] { return read_sequence(input, state, false, SequenceKind::tuple, items); });
      if (outcome == Outcome::ok) return note_strict(take_items(items, /*by_name=*/false));
      if (outcome != Outcome::invalid) return outcome;
      typename RecordOf<Input>::Type record;
      outcome = attempt(state, [&] {
        return record.open(input, state, false, false, node.fields_.keys(), ErrorType::dict_type,
                           nullptr);
      });
      if (outcome == Outcome::ok) return note_strict(take_pairs(record));
      if (outcome != Outcome::invalid) return outcome;
      return state.fail(ErrorType::named_tuple_type, input, node.name_.clone());
    }

   private:
    bool is_instance() const {
      Borrowed object = input.as_python();
      if (object == nullptr) return false;
      const int answer = PyObject_IsInstance(object, node.class_.get());
      if (answer < 0) (void)forgive();
      return answer > 0;
    }
    Outcome note_strict(Outcome outcome) const {
      if (outcome == Outcome::ok && state.errors.size() == mark)
        state.floor_exactness(Exactness::strict);
      return outcome;
    }
    Outcome keep(Outcome outcome, Ref value) const {
      if (outcome == Outcome::invalid) return Outcome::ok;
      if (outcome != Outcome::ok) return outcome;
      return state.values.push(std::move(value)) ? Outcome::ok : py::no_memory();
    }
    template <class Item>
    Outcome validate_field(const Field& field, Item item) const {
      const Scoped field_name(state.field_name, static_cast<Borrowed>(field.name.get()));
      Ref value;
      const Outcome outcome = field.child.node->validate(item, state, value);
      return keep(outcome, std::move(value));
    }

    template <class Sequence>
    Outcome take_items(const Sequence& items, bool by_name) const {
      using Cursor = CursorOf<Sequence>;
      Cursor cursor(items);
      typename Cursor::Held item;
      int64_t index = 0;
      for (const Field& field : node.fields_) {
        PathScope path(state);
        if (by_name) {
          path.frame.set_object(field.name.get());
        } else {
          path.frame.set_index(index);
        }
        ++index;
        if (cursor.next(item)) {
          PC_TRY(validate_field(field, item.input()));
        } else if (cursor.failed()) {
          state.path = path.frame.outer;
          state.errors.truncate(mark);
          return cursor.tell_failure(state, 0);
        } else {
          PC_TRY(take_default(field));
        }
      }
      if (!cursor.next(item) && !cursor.failed()) return Outcome::ok;
      state.errors.truncate(mark);
      return state.fail(ErrorType::too_long, input, "NamedTuple",
                        static_cast<size_t>(node.fields_.size()), items.length);
    }
    /// For a field that no item is left for; the frame says where.
    Outcome take_default(const Field& field) const {
      const uint32_t before = state.errors.size();
      Ref value;
      const Outcome outcome = field.child.node->default_value(state, value);
      // What is wrong about a default stands alone.
      if (outcome == Outcome::invalid) state.errors.keep_from(mark, before);
      if (outcome != Outcome::ok) return outcome;
      if (value) return keep(outcome, std::move(value));
      return keep_going(state.fail(ErrorType::missing, input));
    }

    template <class Record>
    Outcome take_pairs(Record& record) const {
      const FieldTable& fields = node.fields_;
      const bool by_alias = fields.by_alias(state);
      const bool by_name = fields.by_name(state);
      if (!check_lookup_modes(by_alias, by_name)) return Outcome::raised;
      BitSet used;
      uint32_t used_count = 0;
      if (!used.init(fields.keys().slots())) return py::no_memory();
      Found<typename Record::Item> entry;
      for (const Field& field : fields) {
        const LookupPaths paths = field.lookup.select(by_alias, by_name);
        const Outcome found = record.find(paths, state, entry);
        if (found == Outcome::invalid) state.errors.keep_last(mark);
        if (found != Outcome::ok) return found;
        PathScope path(state);
        if (entry.path != nullptr) {
          used_count += used.add(entry.path->slot);
          fields.set_path(path.frame, field, entry.path);
          PC_TRY(validate_field(field, entry.value));
          continue;
        }
        path.frame.set_object(field.name.get());
        Ref value;
        const Outcome outcome = field.child.node->default_value(state, value);
        if (outcome != Outcome::ok || value) {
          PC_TRY(keep(outcome, std::move(value)));
          continue;
        }
        fields.set_path(path.frame, field, paths.begin());
        PC_TRY(keep_going(state.fail(ErrorType::missing, input)));
      }
      if (!record.kChecksAll && !record.may_have_extra(used_count)) return Outcome::ok;
      // There is no place for what is no field.
      return ExtraFields().collect(record, fields, used, Extra::forbid, state, mark, nullptr,
                                   nullptr, [](Borrowed) { return true; });
    }
    static Outcome keep_going(Outcome outcome) {
      return outcome == Outcome::invalid ? Outcome::ok : outcome;
    }
  };

  bool add_field(Borrowed dict, const Schema& schema, Builder& builder) {
    if (!PyDict_Check(dict)) return conversion_error(dict, "PyDict");
    Ref name;
    if (!SchemaDict(dict).require_text(names.name, name)) return false;
    const Field* field = fields_.add(name.get(), dict, schema, builder);
    if (field == nullptr) return false;
    if (!omits_on_error(field->child.node)) return true;
    Text message;
    message << "Field '";
    py::append_lossy(message, name.get());
    return schema_error(message << "': 'on_error = omit' cannot be set for named tuple fields");
  }

  Ref class_;
  Ref name_;  // str
  FieldTable fields_{FieldOwner::named_tuple};
};

}  // namespace

const Node* build_named_tuple(const Schema& schema, Builder& builder) {
  return build_kind<NamedTupleNode>(schema, builder);
}

}  // namespace pydantic_core
