// validate/kinds/records/dataclass_args.cc: see dataclass_args.h. The input is a dict of the
// arguments, or in Python an ArgsKwargs, which __init__ passes on as it was called.
#include "validate/kinds/records/dataclass_args.h"

#include "validate/engine/streaming.h"
#include "validate/input/args_kwargs.h"
#include "validate/kinds/records/field_values.h"
#include "validate/kinds/wrappers/default.h"

namespace pydantic_core {
namespace {

/// Reads the two kinds of arguments off an input: `args` becomes the tuple of positional ones or
/// stays nullptr, `has_kwargs` says whether `kwargs` was opened.
Outcome open(PyInput input, State& state, const KeyTable&, Borrowed class_name, Borrowed& args,
             PyRecord& kwargs, bool& has_kwargs) {
  Borrowed dict = input.object;
  if (is_args_kwargs(input.object)) {
    args = args_of(input.object);
    dict = kwargs_of(input.object);
  } else if (!PyDict_Check(input.object)) {
    return state.fail(ErrorType::dataclass_type, input, borrow(class_name));
  }
  has_kwargs = dict != nullptr;
  if (has_kwargs) kwargs.open_dict(dict);
  return Outcome::ok;
}

Outcome open(JsonInput input, State& state, const KeyTable& keys, Borrowed class_name, Borrowed&,
             JsonRecord& kwargs, bool& has_kwargs) {
  has_kwargs = true;
  return kwargs.open(input, state, false, false, keys, ErrorType::dataclass_type, class_name);
}

Outcome open(StringInput input, State& state, const KeyTable& keys, Borrowed, Borrowed&,
             StringRecord& kwargs, bool& has_kwargs) {
  has_kwargs = true;
  return kwargs.open(input, state, false, false, keys, ErrorType::arguments_type, nullptr);
}

/// One walk over the fields of a dataclass, which are looked for among the arguments.
template <class Input>
struct Walk {
  using Record = typename RecordOf<Input>::Type;

  const FieldTable& fields;
  Input input;
  State& state;
  Borrowed args = nullptr;  ///< tuple of positional arguments, or nullptr
  Record kwargs{};          ///< the named ones, when has_kwargs
  bool has_kwargs = false;
  FieldsDict kept{};
  FieldValues values{fields, kept};  ///< of the fields that the instance keeps
  Vec<Ref> init_only{};              ///< values of init-only fields, in their order
  RecordWalk record{state};

  /// Collects errors. `invalid` means that an argument could not be read, which ends the walk.
  Outcome run() {
    const bool by_alias = fields.by_alias(state);
    const bool by_name = fields.by_name(state);
    if (kChecksLookupModesFirst && !check_lookup_modes(by_alias, by_name)) return Outcome::raised;
    if (!values.init()) return Outcome::raised;
    if (!record.found.used.init(fields.keys().slots())) return py::no_memory();
    const Scoped data(state.data, static_cast<ValidatedFields*>(&values));
    const Scoped has_field_error(state.has_field_error, false);
    FieldsFound& found = record.found;
    const bool takes_leaves = has_kwargs && args == nullptr;
    for (uint32_t i = 0; i < fields.size(); ++i) {
      const Field& field = fields[i];
      Ref& value = values.begin()[i];
      bool defaulted = !field.init;
      Outcome outcome;
      if (field.init) {
        if (!by_alias && !by_name && !check_lookup_modes(by_alias, by_name)) return Outcome::raised;
        const LookupPaths paths = field.lookup.select(by_alias, by_name);
        Found<Input> entry;
        kwargs.resume();
        if (field.child.leaf && takes_leaves &&
            kwargs.take(*paths.begin(), field.child.leaf, state, value)) [[likely]] {
          found.used_count += found.used.add(paths.begin()->slot);
          ++found.given_count;
          if (!value || !keep(i)) return Outcome::raised;
          continue;
        }
        if (has_kwargs && !kwargs.next(*paths.begin(), entry))
          PC_TRY(kwargs.find(paths, state, entry));
        if (entry.path != nullptr) found.used_count += found.used.add(entry.path->slot);
        outcome = validate_argument(field, i, paths, entry, value, defaulted);
      } else {
        PathScope path(state);
        path.frame.set_object(field.name.get());
        outcome = field.child.node->default_value(state, value);
      }
      if (outcome == Outcome::ok) [[likely]] {
        if (!value) continue;
        // A field that __init__ does not take counts as given, though nobody can give it.
        found.given_count += !defaulted || !field.init;
        if (!keep(i)) return Outcome::raised;
      } else {
        value.reset();
        if (outcome != Outcome::invalid && !(outcome == Outcome::omit && defaulted)) return outcome;
      }
    }
    found.has_error = state.has_field_error;
    return Outcome::ok;
  }

  Outcome validate_argument(const Field& field, uint32_t index, LookupPaths paths,
                            const Found<Input>& entry, Ref& value, bool& defaulted) {
    Scoped field_name(state.field_name, static_cast<Borrowed>(field.name.get()));
    PathScope path(state);
    Outcome outcome;
    if (args != nullptr && !field.kw_only &&
        static_cast<Py_ssize_t>(index) < PyTuple_GET_SIZE(args)) {
      if (entry.path != nullptr) {
        path.frame.set_own_name(field.name.get());
        return state.fail(ErrorType::multiple_argument_values, entry.value);
      }
      path.frame.set_index(index);
      outcome = field.child.node->validate(PyInput{PyTuple_GET_ITEM(args, index)}, state, value);
    } else if (entry.path != nullptr) {
      fields.set_found_path(path.frame, field.name, *entry.path);
      outcome = field.child.node->validate(entry.value, state, value);
    } else {
      defaulted = true;
      path.frame.set_object(field.name.get());
      outcome = field.child.node->default_value(state, value);
      if (outcome == Outcome::ok && !value) {
        if (kMissingFieldsAreErrors) state.has_field_error = true;
        fields.set_missing_path(path.frame, field.name, paths);
        return state.fail(ErrorType::missing, input);
      }
    }
    if (outcome == Outcome::invalid) state.has_field_error = true;
    return outcome;
  }

  /// Puts the value of a field, which is there, where it belongs. False with an exception set.
  bool keep(uint32_t index) {
    Ref& value = values.begin()[index];
    if (!fields[index].init_only) return values.added(value);
    return init_only.push(std::move(value)) || py::no_memory();
  }
};

Outcome pack(const DataclassParts& parts, Ref& out) {
  out = steal(PyTuple_Pack(2, parts.dict.get(), parts.init_only.get()));
  return out ? Outcome::ok : Outcome::raised;
}

}  // namespace

template <class Input>
Outcome DataclassArgsNode::validate_parts(Input input, State& state, DataclassParts& out) const {
  state.allow_partial = PartialMode::off;
  Walk<Input> walk{.fields = fields_, .input = input, .state = state};
  PC_TRY(open(input, state, fields_.keys(), class_name_.get(), walk.args, walk.kwargs,
              walk.has_kwargs));
  const FieldsFound& found = walk.record.found;
  PC_TRY(walk.record.items.end(walk.run()));
  PC_TRY(refuse_positional(walk.args, state));
  // Keys that are no text are refused even where unknown ones are ignored; JSON has none.
  const Extra extra_mode = extra_.behavior_in(state);
  if (!walk.values.finish()) return Outcome::raised;
  out.dict = std::move(walk.kept.dict);
  const bool wants_extra = extra_mode != Extra::ignore || !std::is_same_v<Input, JsonInput>;
  if (walk.has_kwargs && wants_extra && walk.kwargs.size() != found.used_count) {
    ValidatedFields fields(out.dict.get());
    const Scoped data(state.data, &fields);
    const Scoped has_field_error(state.has_field_error, found.has_error);
    PC_TRY(extra_.collect(walk.kwargs, fields_, walk.record, extra_mode, out.dict.get(),
                          kNothingAdded));
  }
  state.add_fields_set(found.given_count);
  if (walk.record.items.any_wrong()) return Outcome::invalid;
  if (!collects_init_only_) {
    out.init_only = borrow(Py_None);
  } else {
    out.init_only = steal(PyTuple_New(walk.init_only.size()));
    if (!out.init_only) return Outcome::raised;
    for (uint32_t i = 0; i < walk.init_only.size(); ++i)
      PyTuple_SET_ITEM(out.init_only.get(), i, walk.init_only[i].release());
  }
  return Outcome::ok;
}

Outcome DataclassArgsNode::stream_parts(json::Stream& in, State& state, DataclassParts& out) const {
  FieldsFound found;
  FieldsDict fields;
  PC_TRY(fields_.stream(in, state, extra_.behavior_in(state), found, fields));
  out.dict = std::move(fields.dict);
  out.init_only = borrow(Py_None);
  return Outcome::ok;
}

template Outcome DataclassArgsNode::validate_parts(PyInput, State&, DataclassParts&) const;
template Outcome DataclassArgsNode::validate_parts(JsonInput, State&, DataclassParts&) const;
template Outcome DataclassArgsNode::validate_parts(StringInput, State&, DataclassParts&) const;

template <class Input>
Outcome DataclassArgsNode::validate(Input input, State& state, Ref& out) const {
  DataclassParts parts;
  PC_TRY(validate_parts(input, state, parts));
  return pack(parts, out);
}

/// An error for each positional argument that no field takes.
Outcome DataclassArgsNode::refuse_positional(Borrowed args, State& state) const {
  if (args == nullptr) return Outcome::ok;
  for (Py_ssize_t i = positional_count_; i < PyTuple_GET_SIZE(args); ++i) {
    PathScope path(state);
    path.frame.set_index(i);
    if (state.fail(ErrorType::unexpected_positional_argument, PyInput{PyTuple_GET_ITEM(args, i)}) ==
        Outcome::raised)
      return Outcome::raised;
  }
  return Outcome::ok;
}

Outcome DataclassArgsNode::assign(const Assignment& assignment, State& state, Ref& out) const {
  Borrowed dict = assignment.object;
  if (!PyDict_Check(dict)) return conversion_error(dict, "PyDict");
  const Field* field = fields_.find(assignment.field_name);
  if (field == nullptr && extra_.behavior_in(state) != Extra::allow)
    return fail_no_field(assignment, state);
  const PyInput input{assignment.value};
  PathScope path(state);
  path.frame.set_name(assignment.field_name);
  Ref value;
  if (field != nullptr) {
    if (field->frozen) {
      path.frame.set_own_name(field->name.get());
      return state.fail(ErrorType::frozen_field, input);
    }
    const Ref data = other_fields(dict, assignment.field_name);
    if (!data) return Outcome::raised;
    ValidatedFields others(data.get());
    Scoped scoped_data(state.data, &others);
    Scoped field_name(state.field_name, static_cast<Borrowed>(field->name.get()));
    PC_TRY(field->child.node->validate(input, state, value));
  } else {
    value = borrow(assignment.value);
  }
  if (PyDict_SetItem(dict, assignment.field_name, value.get()) < 0) return Outcome::raised;
  return pack({borrow(dict), borrow(Py_None)}, out);
}

void DataclassArgsNode::name(NameWriter& out) const {
  out.out << "dataclass-args[";
  py::append_lossy(out.out, class_name_.get());
  out.out << ']';
}

void DataclassArgsNode::describe(Describer& out) const {
  size_t init_only_count = 0;
  for (const Field& field : fields_) init_only_count += field.init_only;
  fields_.describe_fields(out);
  out.field("positional_count");
  out.out() << positional_count_;
  out.field("init_only_count",
            collects_init_only_ ? std::optional<size_t>(init_only_count) : std::nullopt);
  out.field_text("dataclass_name", class_name_.get());
  describe_name(out, this, "validator_name");
  extra_.describe(out);
  fields_.describe_settings(out);
}

bool DataclassArgsNode::add_field(Borrowed object, const Schema& schema, Builder& builder) {
  SchemaDict dict;
  Ref name;
  if (!dict.open(object) || !dict.require_str(names.name, name)) return false;
  Field* field = fields_.add(name.get(), dict, schema, builder);
  if (field == nullptr) return false;
  if (omits_on_error(field->child.node)) {
    Text message;
    message << "Field `";
    py::append_lossy(message, name.get());
    return schema_error(message << "`: omit_on_error cannot be used with arguments");
  }
  if (!dict.get(names.kw_only, field->kw_only) || !dict.get(names.init, field->init) ||
      !dict.get(names.init_only, field->init_only) || !dict.get(names.frozen, field->frozen)) {
    return false;
  }
  positional_count_ += !field->kw_only;
  can_stream_ = can_stream_ && field->init && !field->init_only;
  return true;
}

bool DataclassArgsNode::init(const Schema& schema, Builder& builder) {
  extra_.forbidden = ErrorType::unexpected_keyword_argument;
  Ref fields;
  if (!extra_.init(schema, builder) || !schema.dict.require_list(names.fields, fields) ||
      !fields_.init(schema.config, PyList_GET_SIZE(fields.get()))) {
    return false;
  }
  for (const Ref& field : py::ListItems(fields.get())) {
    if (!add_field(field.get(), schema, builder)) return false;
  }
  if (!schema.dict.get(names.collect_init_only, collects_init_only_) ||
      !schema.dict.require_text(names.dataclass_name, class_name_)) {
    return false;
  }
  can_stream_ = can_stream_ && !collects_init_only_;
  // Init-only fields are in no dict: those of the others are not made from a blank.
  Ref kept = steal(PyDict_New());
  for (const Field& field : fields_) {
    if (kept && !field.init_only && PyDict_SetItem(kept.get(), field.name.get(), Py_None) < 0)
      kept.reset();
  }
  return kept && fields_.finish(kept.get());
}

const Node* build_dataclass_args(const Schema& schema, Builder& builder) {
  return build_kind<DataclassArgsNode>(schema, builder);
}

}  // namespace pydantic_core
