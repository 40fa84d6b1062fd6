// validate/kinds/records/fields.cc: see fields.h. FieldTable::validate is the hot loop of most
// validation: what can be decided when the schema is built is, and errors cost nothing until there
// is one.
#include "validate/kinds/records/fields.h"

#include "base/edition.h"
#include "py/string_cache.h"
#include "schema/describe_keys.h"
#include "schema/describe_lookup.h"
#include "validate/kinds/records/field_values.h"

namespace pydantic_core {

bool FieldTable::init(SchemaDict config, Py_ssize_t count) {
  if (!fields_.reserve_exactly(static_cast<size_t>(count))) return py::no_memory();
  return config.get(names.loc_by_alias, loc_by_alias_) &&
         config.get(names.validate_by_alias, by_alias_) &&
         config.get(names.validate_by_name, by_name_);
}

Field* FieldTable::add(Borrowed name, Borrowed field_dict, const Schema& schema, Builder& builder) {
  if (!PyDict_Check(field_dict)) return conversion_error(field_dict, "PyDict");
  if (!PyUnicode_Check(name)) return conversion_error(name, "PyString");
  std::string_view text;
  if (!py::utf8(name, text)) return nullptr;
  const SchemaDict dict(field_dict);
  Field* const added = fields_.add();
  if (added == nullptr) return py::no_memory();
  Field& field = *added;
  field.name = borrow(name);
  if (PyUnicode_CheckExact(name) && !py::intern(field.name)) return nullptr;
  Ref inner, alias;
  if (!dict.require(names.schema, inner)) return nullptr;
  field.child = Child(builder.build(inner.get(), schema.config));
  if (field.child.node == nullptr) {
    const bool single = owner_ == FieldOwner::dataclass || owner_ == FieldOwner::named_tuple;
    const char quote = single ? '\'' : '"';
    Text prefix;
    prefix << "Field " << quote << text << quote << ":\n  ";
    wrap_schema_error(prefix);
    return nullptr;
  }
  if (!dict.get(names.validation_alias, alias) || !field.lookup.init(field.name.get(), alias.get()))
    return nullptr;
  if (owner_ == FieldOwner::model && !dict.get(names.frozen, field.frozen)) return nullptr;
  return added;
}

bool FieldTable::finish() {
  if (!keys_.reserve(size())) return false;
  for (Field& field : fields_) {
    if (!keys_.add(field.lookup)) return false;
  }
  return note_owners();
}

bool FieldTable::finish(Borrowed fields) {
  return finish() && blank_.init(fields, size(), [&](uint32_t i) { return fields_[i].name.get(); });
}

const Field* FieldTable::find(Borrowed name) const {
  for (const Field& field : fields_) {
    if (field.name.get() == name) return &field;
  }
  for (const Field& field : fields_) {
    if (PyUnicode_Compare(field.name.get(), name) == 0) return &field;
  }
  return nullptr;
}

template <class Input>
Outcome FieldTable::validate(Input input, typename RecordOf<Input>::Type& record, State& state,
                             bool notes_used, const LastKey* last, FieldsFound& found,
                             Ref& dict) const {
  const bool by_alias = this->by_alias(state);
  const bool by_name = this->by_name(state);
  if ((kChecksLookupModesFirst || size() != 0) && !check_lookup_modes(by_alias, by_name))
    return Outcome::raised;
  if ((notes_used && !found.used.init(keys_.slots())) || !found.missing.init(size()))
    return py::no_memory();
  found.given_count = size();
  const uint32_t first = state.errors.size();

  FieldValues values(*this);
  if (!values.init()) return Outcome::raised;
  Scoped data(state.data, static_cast<ValidatedFields*>(&values));
  const Borrowed outer_field_name = state.field_name;
  Scoped field_name(state.field_name, outer_field_name);
  Scoped has_field_error(state.has_field_error, false);
  PathScope path(state);
  Found<Input> entry;
  Ref* next = values.begin();
  for (const Field& field : fields_) {
    Ref& value = *next++;
    const auto index = [&] { return static_cast<uint32_t>(&field - fields_.begin()); };
    const LookupPaths paths = field.lookup.select(by_alias, by_name);
    if (field.child.leaf && last == nullptr &&
        record.take(*paths.begin(), field.child.leaf, state, value)) [[likely]] {
      if (notes_used) found.used_count += found.used.add(paths.begin()->slot);
      if (!value || !values.added(index())) return Outcome::raised;
      continue;
    }
    path.frame.set_object(field.name.get());
    const uint32_t mark = state.errors.size();
    if (const Outcome outcome = record.find(paths, state, entry); outcome != Outcome::ok)
        [[unlikely]] {
      if (outcome != Outcome::invalid) return outcome;
      found.not_given(index());
      // A typed dict's field that cannot be read is neither there nor missing.
      if (owner_ == FieldOwner::typed_dict &&
          (kSkipsUnreadableLastField || last == nullptr || !last->is(field.name.get())))
        state.errors.truncate(mark);
      continue;
    }
    Outcome outcome = Outcome::use_default;  // of a field that is not there
    if (entry.path != nullptr) [[likely]] {
      if (notes_used) found.used_count += found.used.add(entry.path->slot);
      if (last != nullptr) [[unlikely]]
        state.allow_partial = last->is(*entry.path) ? last->mode : PartialMode::off;
      set_path(path.frame, field, entry.path);
      state.field_name = field.name.get();
      outcome = field.child.node->validate(entry.value, state, value);
      if (outcome == Outcome::ok) [[likely]] {
        if (!values.added(index())) return Outcome::raised;
        continue;
      }
      found.not_given(index());
      if (!wants_default(outcome)) state.has_field_error = true;
      if (outcome == Outcome::invalid && !field.required && last != nullptr &&
          last->is(*entry.path)) {
        state.errors.truncate(mark);
      }
    } else {
      found.not_given(index());
    }
    if (entry.path == nullptr || wants_default(outcome)) {
      state.errors.truncate(mark);
      path.frame.set_object(field.name.get());
      // Validators of a default learn its field's name in models alone.
      state.field_name =
          owner_ == FieldOwner::model ? static_cast<Borrowed>(field.name.get()) : outer_field_name;
      outcome = field.child.node->default_value(state, value);
      if (outcome == Outcome::ok && value) {
        if (!values.added(index())) return Outcome::raised;
        continue;
      }
      if (outcome == Outcome::ok) {
        if (kMissingFieldsAreErrors) state.has_field_error = true;
        if (!field.required) continue;
        set_path(path.frame, field, paths.begin());
        if (state.fail(ErrorType::missing, input) == Outcome::raised) return Outcome::raised;
        continue;
      }
      if (outcome == Outcome::invalid) state.has_field_error = true;
    }
    value.reset();
    if (outcome == Outcome::omit) {
      state.errors.truncate(mark);
    } else if (outcome != Outcome::invalid) {
      return outcome;
    }
  }
  found.has_error = state.has_field_error;
  if (!notes_used && found.given_count != size() && state.errors.size() != first)
    return Outcome::ok;
  dict = values.take_dict();
  return dict ? Outcome::ok : Outcome::raised;
}

template Outcome FieldTable::validate(PyInput, PyRecord&, State&, bool, const LastKey*,
                                      FieldsFound&, Ref&) const;
template Outcome FieldTable::validate(JsonInput, JsonRecord&, State&, bool, const LastKey*,
                                      FieldsFound&, Ref&) const;
template Outcome FieldTable::validate(StringInput, StringRecord&, State&, bool, const LastKey*,
                                      FieldsFound&, Ref&) const;

bool FieldTable::drops_extra(uint32_t slot) const {
  if (!kFieldNamesAreNoExtras || slot == KeyTable::kMissing || owner_ == FieldOwner::model)
    return false;
  return std::any_of(fields_.begin(), fields_.end(),
                     [&](const Field& field) { return field.lookup.name().slot == slot; });
}

/// What upstream's repr() calls a field.
static const char* field_name_of(FieldOwner owner) {
  if (owner == FieldOwner::typed_dict) return "TypedDictField";
  return owner == FieldOwner::named_tuple ? "NamedTupleField" : "Field";
}

void FieldTable::describe_fields(Describer& out) const {
  out.field("fields");
  out.open_list();
  for (const Field& field : fields_) {
    Text name;
    py::append_lossy(name, field.name.get());
    out.element();
    out.open(field_name_of(owner_));
    if (owner_ == FieldOwner::dataclass) out.field("kw_only", field.kw_only);
    out.field_text("name", name);
    if (owner_ != FieldOwner::dataclass) describe_lookup(out, field.lookup);
    if (!kLookupsShowPathsAlone) out.field_object("name_py", field.name.get());
    if (owner_ == FieldOwner::typed_dict) out.field("required", field.required);
    if (owner_ == FieldOwner::dataclass) {
      out.field("init", field.init);
      out.field("init_only", field.init_only);
      describe_lookup(out, field.lookup);
    }
    out.field("validator");
    out.leave_unnamed();
    field.child.node->describe(out);
    if (owner_ == FieldOwner::model || owner_ == FieldOwner::dataclass)
      out.field("frozen", field.frozen);
    out.close();
  }
  out.close_list();
}

void FieldTable::describe_settings(Describer& out) const {
  out.field("loc_by_alias", loc_by_alias_);
  if (kModelsShowLookup && owner_ == FieldOwner::model) {
    Vec<const Lookup*> lookups;
    for (const Field& field : fields_) {
      if (!lookups.push(&field.lookup)) return out.out().fail();
    }
    describe_keys(out, lookups);
  }
  out.field("validate_by_alias", by_alias_);
  out.field("validate_by_name", by_name_);
}

Ref other_fields(Borrowed dict, Borrowed field_name) {
  Ref others = steal(PyDict_Copy(dict));
  if (others && PyDict_DelItem(others.get(), field_name) < 0) {
    if (!PyErr_ExceptionMatches(PyExc_KeyError)) return {};
    PyErr_Clear();
  }
  return others;
}

bool ExtraFields::init_part(const Schema& schema, Builder& builder, Borrowed name,
                            const char* error, const Node*& out) const {
  Ref inner;
  if (!schema.dict.get(name, inner)) return false;
  if (!inner) return true;
  if (behavior != Extra::allow) return schema_error(error);
  out = builder.build(inner.get(), schema.config);
  return out != nullptr;
}

bool ExtraFields::init(const Schema& schema, Builder& builder) {
  return read_extra(schema, behavior) &&
         init_part(schema, builder, names.extras_schema,
                   "extras_schema can only be used if extra_behavior=allow", values);
}

bool ExtraFields::init_keys(const Schema& schema, Builder& builder) {
  return init_part(schema, builder, names.extras_keys_schema,
                   "extras_keys_schema can only be used if extra_behavior=allow", keys);
}

void ExtraFields::describe(Describer& out) const {
  out.field_word("extra_behavior", word_of(behavior));
  describe_unnamed(out, "extras_validator", values);
}

ExtraFields::KeyText ExtraFields::key_text(PyInput key, std::string_view& text) {
  if (!PyUnicode_Check(key.object)) return KeyText::not_text;
  if (py::utf8(key.object, text)) return KeyText::ok;
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return KeyText::raised;
  PyErr_Clear();
  return PyUnicode_CheckExact(key.object) ? KeyText::not_unicode : KeyText::not_text;
}

bool ExtraFields::check_is_str(Borrowed key) {
  if (PyUnicode_Check(key)) return true;
  if (!kExtraKeysStandAlone) return conversion_error(key, "PyString");
  const Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(key)), names.dunder_qualname));
  if (name) PyErr_Format(PyExc_TypeError, "Extra keys must be strings, got `%S`", name.get());
  return false;
}

Ref ExtraFields::key_object(PyInput key) {
  return PyUnicode_CheckExact(key.object) ? borrow(key.object)
                                          : steal(PyUnicode_FromObject(key.object));
}

Ref ExtraFields::key_object(JsonInput key, const State& state) {
  return cached_str(key.value, state.cache_strings != CacheStrings::none);
}

}  // namespace pydantic_core
