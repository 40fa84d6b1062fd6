// validate/kinds/records/named_tuple.cc: named tuples: fields by position from a tuple, list or
// array, by name from a dict, mapping or object. What is valid is given to the class.
//
// Strict mode makes no difference. Nor is the class quiet: its __new__ is written in Python.
#include "errors/custom_errors.h"
#include "schema/class_name.h"
#include "validate/input/sequence.h"
#include "validate/kinds/containers/items.h"
#include "validate/kinds/records/fields.h"
#include "validate/kinds/records/unused_keys.h"
#include "validate/kinds/wrappers/default.h"

namespace pydantic_core {
namespace {

class NamedTupleNode : public KindNode<NamedTupleNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    state.allow_partial = PartialMode::off;
    Walk<Input> walk{*this, input, state};
    const uint32_t first = state.values.size();
    if (const Outcome outcome = walk.fields.finish(walk.run()); outcome != Outcome::ok) {
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
    for (const Ref& field : py::ListItems(fields.get())) {
      if (!add_field(field.get(), schema, builder)) return false;
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
  /// One input on its way through the fields, whose values are pushed on state.values.
  template <class Input>
  struct Walk {
    const NamedTupleNode& node;
    Input input;
    State& state;
    ItemWalk fields{state};

    Outcome run() {
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
      if (outcome == Outcome::ok && !fields.any_wrong()) state.floor_exactness(Exactness::strict);
      return outcome;
    }
    Outcome keep(Outcome outcome, Ref value) const {
      if (outcome != Outcome::ok) return go_on(outcome);
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
    Outcome take_items(const Sequence& items, bool by_name) {
      using Cursor = CursorOf<Sequence>;
      Cursor cursor(items);
      typename Cursor::Held item;
      int64_t index = 0;
      for (const Field& field : node.fields_) {
        PathScope path(state);
        if (by_name) {
          path.frame.set_own_name(field.name.get());
        } else {
          path.frame.set_index(index);
        }
        ++index;
        if (cursor.next(item)) {
          PC_TRY(validate_field(field, item.input()));
        } else if (cursor.failed()) {
          state.path = path.frame.outer;
          return cursor.tell_failure(state, 0);
        } else {
          PC_TRY(take_default(field));
        }
      }
      if (!cursor.next(item) && !cursor.failed()) return Outcome::ok;
      return state.fail(ErrorType::too_long, input, "NamedTuple",
                        static_cast<size_t>(node.fields_.size()), items.length);
    }
    /// For a field that no item is left for; the frame says where.
    Outcome take_default(const Field& field) {
      Ref value;
      PC_TRY(fields.take_default(field.child.node, value));
      if (value) return keep(Outcome::ok, std::move(value));
      return go_on(state.fail(ErrorType::missing, input));
    }

    template <class Record>
    Outcome take_pairs(Record& record) const {
      const FieldTable& table = node.fields_;
      const bool by_alias = table.by_alias(state);
      const bool by_name = table.by_name(state);
      if (!check_lookup_modes(by_alias, by_name)) return Outcome::raised;
      BitSet used;
      uint32_t used_count = 0;
      if (!used.init(table.keys().slots())) return py::no_memory();
      Found<typename Record::Item> entry;
      for (const Field& field : table) {
        const LookupPaths paths = field.lookup.select(by_alias, by_name);
        PC_TRY(record.find(paths, state, entry));
        PathScope path(state);
        if (entry.path != nullptr) {
          used_count += used.add(entry.path->slot);
          table.set_found_path(path.frame, field.name, *entry.path);
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
        table.set_missing_path(path.frame, field.name, paths);
        PC_TRY(go_on(state.fail(ErrorType::missing, input)));
      }
      if (!record.kChecksAll && !record.may_have_extra(table.keys(), used, used_count))
        return Outcome::ok;
      // There is no place for what is no field.
      return for_each_unused(
          record, table.keys(), used, /*once=*/false, state,
          [&](const auto& key) { return state.fail(ErrorType::extra_forbidden, key.value); });
    }
  };

  bool add_field(Borrowed dict, const Schema& schema, Builder& builder) {
    SchemaDict own;
    Ref name;
    if (!own.open(dict) || !own.require_text(names.name, name)) return false;
    const Field* field = fields_.add(name.get(), own, schema, builder);
    if (field == nullptr) return false;
    if (!omits_on_error(field->child.node)) return true;
    Text message;
    message << "Field '";
    py::append_lossy(message, name.get());
    return schema_error(message << "': 'on_error = omit' cannot be set for named tuple fields");
  }

  Ref class_;
  Ref name_;  // str
  static constexpr FieldRules kRules{.shown_as = "NamedTupleField", .quote = '\''};
  FieldTable fields_{kRules};
};

}  // namespace

const Node* build_named_tuple(const Schema& schema, Builder& builder) {
  return build_kind<NamedTupleNode>(schema, builder);
}

}  // namespace pydantic_core
