// validate/kinds/scalars/literal_lookup.cc: see literal_lookup.h.
#include "validate/kinds/scalars/literal_lookup.h"

#include "py/string_cache.h"
#include "py/sync.h"
#include "schema/schema_error.h"
#include "validate/input/text_numbers.h"

namespace pydantic_core {
namespace {

/// Whether a value is compared by CPython alone.
bool is_built_in(Borrowed value) {
  return value == Py_None || PyBool_Check(value) || PyLong_CheckExact(value) ||
         PyFloat_CheckExact(value) || PyUnicode_CheckExact(value) || PyBytes_CheckExact(value);
}

/// SchemaError for a str with lone surrogates, unless memory ran out.
Raised refuse_str(Borrowed value) {
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return {};
  PyErr_Clear();
  Text text;
  text << "error extracting str ";
  return py::append_repr(text, value) ? schema_error(text) : Raised();
}

void describe_dict(Describer& out, std::string_view field, const Ref& dict) {
  out.field_object(field, PyDict_GET_SIZE(dict.get()) != 0 ? dict.get() : nullptr, true);
}

void describe_key(Describer& out, std::string_view key) { out.quoted(key); }
void describe_key(Describer& out, int64_t key) { out.out() << key; }

template <class Key>
void describe_keys(Describer& out, std::string_view field, const LiteralKeys<Key>& keys) {
  out.field(field);
  if (keys.empty()) {
    out.out() << "None";
    return;
  }
  out.open_tuple("Some");
  out.open_set();
  keys.each([&](Key key, Py_ssize_t index) {
    out.element();
    describe_key(out, key);
    out.out() << ": " << index;
    return true;
  });
  out.close_set();
  out.close_tuple();
}

}  // namespace

bool LiteralLookup::init() {
  for (Ref* dict : {&hashed_, &primitives_}) {
    *dict = steal(PyDict_New());
    if (!*dict) return false;
  }
  return true;
}

bool LiteralLookup::add(Borrowed value) {
  const Py_ssize_t position = count_++;
  Ref index = steal(PyLong_FromSsize_t(position));
  if (!index) return false;
  quiet_ = quiet_ && is_built_in(value);
  auto put = [&](const Ref& dict) { return PyDict_SetItem(dict.get(), value, index.get()) == 0; };
  if (PyBool_Check(value)) {
    bools_[value == Py_True] = position;
    if (!put(primitives_)) return false;
  }
  if (PyLong_CheckExact(value)) {
    int64_t number;
    if (!py::exact_int64(value, number)) return put(hashed_);
    return ints_.add(number, position) && put(primitives_);
  }
  if (PyUnicode_CheckExact(value)) {
    std::string_view text;
    if (!py::utf8(value, text)) return refuse_str(value);
    return put(primitives_) && texts_.add(text, position) &&
           (strs_.push(borrow(value)) || py::no_memory());
  }
  if (put(hashed_)) return true;
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return false;
  PyErr_Clear();
  return unhashable_.push({borrow(value), position}) || py::no_memory();
}

bool LiteralLookup::look_up(const Ref& dict, Borrowed key, Py_ssize_t& index) {
  Borrowed found = py::own_dict_item(dict.get(), key);
  if (found == nullptr) {
    (void)forgive();
    return false;
  }
  index = PyLong_AsSsize_t(found);
  return true;
}

Outcome LiteralLookup::after_reading(Outcome read) {
  if (read != Outcome::raised) return Outcome::ok;
  return forgive() ? Outcome::ok : Outcome::raised;
}

Outcome LiteralLookup::find_int_object(Borrowed number, State& state, Py_ssize_t& index) const {
  int64_t value;
  if (!py::exact_int64(number, value))
    return state.fail(ErrorType::int_parsing_size, PyInput{number});
  index = ints_.find(value);
  return Outcome::ok;
}

Outcome LiteralLookup::find_str_object(Borrowed text, State& state, Py_ssize_t& index) const {
  std::string_view utf8;
  if (!py::utf8(text, utf8))
    return forgive() ? state.fail(ErrorType::string_unicode, PyInput{text}) : Outcome::raised;
  index = texts_.find(utf8);
  return Outcome::ok;
}

Outcome LiteralLookup::find_by_equality(Borrowed object, Py_ssize_t& index) const {
  if (has_items(hashed_)) {
    if (look_up(hashed_, object, index)) return Outcome::ok;
    PC_TRY(after_look_up());
  }
  for (const Unhashable& known : unhashable_) {
    // Not RichCompareBool, for which an object always equals itself.
    const Ref answer = steal(PyObject_RichCompare(known.value.get(), object, Py_EQ));
    const int equal = answer ? PyObject_IsTrue(answer.get()) : -1;
    if (equal < 0 && !forgive()) return Outcome::raised;
    if (equal > 0) {
      index = known.index;
      return Outcome::ok;
    }
  }
  return look_up(primitives_, object, index) ? Outcome::ok : after_look_up();
}

Outcome LiteralLookup::find_object(Borrowed object, State& state, Py_ssize_t& index) const {
  index = kNone;
  if (PyUnicode_CheckExact(object)) {
    if (!texts_.empty()) PC_TRY(find_str_object(object, state, index));
    if (index != kNone || !has_others()) return Outcome::ok;
  } else if (PyLong_CheckExact(object)) {
    if (!ints_.empty()) PC_TRY(find_int_object(object, state, index));
    if (index != kNone || !has_others()) return Outcome::ok;
  } else if (PyBool_Check(object)) {
    index = bools_[object == Py_True];
    if (index != kNone) return Outcome::ok;
  }
  return find_by_equality(object, index);
}

bool LiteralLookup::find_bool(std::string_view text, Py_ssize_t& index) const {
  bool value;
  if (!has_bools() || !bool_from_text(text, value)) return false;
  index = bools_[value];
  return index != kNone;
}

Outcome LiteralLookup::find(PyInput input, State& state, Py_ssize_t& index) const {
  return find_object(input.object, state, index);
}

Outcome LiteralLookup::find(JsonInput input, State& state, Py_ssize_t& index) const {
  index = kNone;
  Ref object;
  if (std::string_view text; as_text(input, text)) {
    if (input.is_key && find_bool(text, index)) return Outcome::ok;
    index = texts_.find(text);
    if (index != kNone || !has_others()) return Outcome::ok;
    object = cached_str(text, state.cache_strings == CacheStrings::all);
    return object ? find_by_equality(object.get(), index) : Outcome::raised;
  }
  if (int64_t number; as_int64(input, number)) {
    index = ints_.find(number);
    if (index != kNone || !has_others()) return Outcome::ok;
    object = input.to_object();
    return object ? find_by_equality(object.get(), index) : Outcome::raised;
  }
  object = input.to_object();
  return object ? find_object(object.get(), state, index) : Outcome::raised;
}

Outcome LiteralLookup::find(StringInput input, State& state, Py_ssize_t& index) const {
  index = kNone;
  if (std::string_view text; input.is_text() && py::utf8(input.object, text)) {
    if (find_bool(text, index)) return Outcome::ok;
  } else if (!forgive()) {
    return Outcome::raised;
  }
  // A text is a text here, also that of a subclass.
  if (input.is_text() && !texts_.empty()) PC_TRY(find_str_object(input.object, state, index));
  return index == kNone ? find_object(input.object, state, index) : Outcome::ok;
}

void LiteralLookup::describe(Describer& out) const {
  out.open("LiteralLookup");
  out.field("expected_bool");
  if (!has_bools()) {
    out.out() << "None";
  } else {
    auto position = [](Py_ssize_t index) {
      return index == kNone ? std::optional<size_t>()
                            : std::optional<size_t>(static_cast<size_t>(index));
    };
    out.open_tuple("Some");
    out.open("BoolLiteral");
    out.field("true_id", position(bools_[1]));
    out.field("false_id", position(bools_[0]));
    out.close();
    out.close_tuple();
  }
  describe_keys(out, "expected_int", ints_);
  describe_keys(out, "expected_str", texts_);
  describe_dict(out, "expected_py_dict", hashed_);
  out.field("expected_py_values");
  if (unhashable_.empty()) {
    out.out() << "None";
  } else {
    out.open_tuple("Some");
    out.list(unhashable_, [&](const Unhashable& known) {
      out.open_tuple("");
      out.object(known.value.get());
      out.element();
      out.out() << known.index;
      out.close_tuple();
    });
    out.close_tuple();
  }
  describe_dict(out, "expected_py_primitives", primitives_);
}

}  // namespace pydantic_core
