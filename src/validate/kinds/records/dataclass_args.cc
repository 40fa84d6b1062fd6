// validate/kinds/records/dataclass_args.cc: see dataclass_args.h. The input is a dict of the
// arguments, or in Python an ArgsKwargs, which __init__ passes on as it was called.
//
// The walk over the fields is made of the steps that field_walk.cc has as well (field_steps.h), but
// is one of its own: an argument may come by position, may go to __post_init__ alone, may not be
// given at all, and one that cannot be read or is to be omitted ends the walk.
#include "validate/kinds/records/dataclass_args.h"

#include "validate/engine/streaming.h"
#include "validate/input/args_kwargs.h"
#include "validate/kinds/records/field_steps.h"
#include "validate/kinds/wrappers/default.h"

namespace pydantic_core {
namespace {

/// The arguments that __init__ was called with, or what stands for them.
template <class Input>
struct InitArguments {
  static constexpr bool kCanBePositional = std::is_same_v<Input, PyInput>;

  Borrowed args = nullptr;                ///< tuple of those by position, or nullptr
  typename RecordOf<Input>::Type kwargs;  ///< those by name, where has_kwargs
  bool has_kwargs = true;

  /// How many there are by position.
  Py_ssize_t size() const {
    return kCanBePositional && args != nullptr ? PyTuple_GET_SIZE(args) : 0;
  }
};

Outcome open(PyInput input, State& state, const KeyTable&, Borrowed class_name,
             InitArguments<PyInput>& out) {
  Borrowed dict = input.object;
  if (is_args_kwargs(input.object)) {
    out.args = args_of(input.object);
    dict = kwargs_of(input.object);
  } else if (!PyDict_Check(input.object)) {
    return state.fail(ErrorType::dataclass_type, input, borrow(class_name));
  }
  out.has_kwargs = dict != nullptr;
  if (out.has_kwargs) out.kwargs.open_dict(dict);
  return Outcome::ok;
}

Outcome open(JsonInput input, State& state, const KeyTable& keys, Borrowed class_name,
             InitArguments<JsonInput>& out) {
  return out.kwargs.open(input, state, false, false, keys, ErrorType::dataclass_type, class_name);
}

Outcome open(StringInput input, State& state, const KeyTable& keys, Borrowed,
             InitArguments<StringInput>& out) {
  return out.kwargs.open(input, state, false, false, keys, ErrorType::arguments_type, nullptr);
}

/// One walk over the fields of a dataclass, which are looked for among the arguments.
template <class Input>
class ArgumentWalk : FieldSteps {
 public:
  ArgumentWalk(const FieldTable& fields, Input input, InitArguments<Input>& arguments,
               RecordWalk& walk, FieldsDict& out)
      : FieldSteps(fields, walk, out), input_(input), arguments_(arguments) {}

  /// Collects errors. `invalid` means that an argument could not be read, which ends the walk.
  Outcome run() {
    if (kChecksLookupModesFirst && !check_modes()) return Outcome::raised;
    if (!init()) return Outcome::raised;
    const Scoped data(state_.data, static_cast<ValidatedFields*>(&values_));
    const Scoped field_name(state_.field_name, outer_field_name_);
    const Scoped has_field_error(state_.has_field_error, false);
    const bool takes_leaves =
        arguments_.has_kwargs && arguments_.args == nullptr && (by_alias_ || by_name_);
    Ref* value = values_.begin();
    for (const Field& field : fields_) {
      arguments_.kwargs.resume();
      if (takes_leaves && field.init && take_leaf(arguments_.kwargs, field, *value)) [[likely]] {
        if (!*value) return Outcome::raised;
        PC_TRY(keep_given(field, *value));
      } else {
        PC_TRY(field.init ? validate_argument(field, *value) : take_own_default(field, *value));
      }
      ++value;
    }
    found_.has_error = state_.has_field_error;
    return values_.finish() ? Outcome::ok : Outcome::raised;
  }
  /// The values of init-only fields, in their order, as a tuple. Empty with an exception set.
  Ref take_init_only() {
    Ref tuple = steal(PyTuple_New(init_only_.size()));
    for (uint32_t i = 0; tuple && i < init_only_.size(); ++i)
      PyTuple_SET_ITEM(tuple.get(), i, init_only_[i].release());
    return tuple;
  }

 private:
  /// A field that can be given: by position, by name or not at all.
  Outcome validate_argument(const Field& field, Ref& value) {
    if (!kChecksLookupModesFirst && !check_modes()) return Outcome::raised;
    const LookupPaths paths = field.lookup.select(by_alias_, by_name_);
    const uint32_t index = index_of(&field);
    Found<Input> named;
    PC_TRY(find_named(paths, named));
    PathScope path(state_);
    state_.field_name = field.name.get();
    if (!field.kw_only && static_cast<Py_ssize_t>(index) < arguments_.size()) {
      if (named.path != nullptr) {
        path.frame.set_own_name(field.name.get());
        return go_on(state_.fail(ErrorType::multiple_argument_values, named.value));
      }
      path.frame.set_index(index);
      return take_given(field, PyInput{PyTuple_GET_ITEM(arguments_.args, index)}, value);
    }
    if (named.path != nullptr) {
      fields_.set_found_path(path.frame, field.name, *named.path);
      return take_given(field, named.value, value);
    }
    PC_TRY(take_default(field, paths, input_, path.frame, value));
    return value ? keep(field, value) : Outcome::ok;
  }

  /// A field that __init__ does not take: it has its default, or no value. It counts as given,
  /// though nobody can give it.
  Outcome take_own_default(const Field& field, Ref& value) {
    PathScope path(state_);
    path.frame.set_object(field.name.get());
    state_.field_name = outer_field_name_;
    const uint32_t before = state_.errors.size();
    const Outcome outcome = field.child.node->default_value(state_, value);
    if (outcome != Outcome::ok) return leave_out(outcome, before, false, value);
    return value ? keep_given(field, value) : Outcome::ok;
  }

  /// Looks for an argument by name.
  Outcome find_named(LookupPaths paths, Found<Input>& out) {
    if (arguments_.has_kwargs && !arguments_.kwargs.next(*paths.begin(), out))
      PC_TRY(arguments_.kwargs.find(paths, state_, out));
    if (out.path != nullptr) note_used(*out.path);
    return Outcome::ok;
  }

  /// Validates an argument. One that asks to be omitted ends the walk.
  template <class Given>
  Outcome take_given(const Field& field, Given given, Ref& value) {
    const Outcome outcome = field.child.node->validate(given, state_, value);
    if (outcome == Outcome::ok) [[likely]]
      return keep_given(field, value);
    value.reset();
    state_.has_field_error = true;
    return go_on(outcome);
  }

  Outcome keep_given(const Field& field, Ref& value) {
    ++found_.given_count;
    return keep(field, value);
  }
  /// Puts the value of a field, which is there, where it belongs.
  Outcome keep(const Field& field, Ref& value) {
    if (!field.init_only) return values_.added(value) ? Outcome::ok : Outcome::raised;
    return init_only_.push(std::move(value)) ? Outcome::ok : py::no_memory();
  }

  Input input_;
  InitArguments<Input>& arguments_;
  Vec<Ref> init_only_;
};

Outcome pack(const DataclassParts& parts, Ref& out) {
  out = steal(PyTuple_Pack(2, parts.dict.get(), parts.init_only.get()));
  return out ? Outcome::ok : Outcome::raised;
}

}  // namespace

template <class Input>
Outcome DataclassArgsNode::validate_parts(Input input, State& state, DataclassParts& out) const {
  state.allow_partial = PartialMode::off;
  RecordWalk walk(state);
  InitArguments<Input> arguments;
  PC_TRY(open(input, state, fields_.keys(), class_name_.get(), arguments));
  const Extra extra_mode = extra_.behavior_in(state);
  // Keys that are no text are refused even where unknown ones are ignored; JSON has none.
  walk.wants_extra =
      arguments.has_kwargs && (extra_mode != Extra::ignore || !std::is_same_v<Input, JsonInput>);
  FieldsDict kept;
  ArgumentWalk<Input> fields(fields_, input, arguments, walk, kept);
  PC_TRY(walk.items.end(fields.run()));
  PC_TRY(refuse_positional(arguments.args, state));
  out.dict = std::move(kept.dict);
  const FieldsFound& found = walk.found;
  if (walk.wants_extra && arguments.kwargs.size() != found.used_count) {
    ValidatedFields all(out.dict.get());
    const Scoped data(state.data, &all);
    const Scoped has_field_error(state.has_field_error, found.has_error);
    PC_TRY(
        extra_.collect(arguments.kwargs, fields_, walk, extra_mode, out.dict.get(), kNothingAdded));
  }
  state.add_fields_set(found.given_count);
  if (walk.items.any_wrong()) return Outcome::invalid;
  out.init_only = collects_init_only_ ? fields.take_init_only() : borrow(Py_None);
  return out.init_only ? Outcome::ok : Outcome::raised;
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
