// validate/kinds/scalars/literal_lookup.cc: see literal_lookup.h.
#include "validate/kinds/scalars/literal_lookup.h"

#include "py/string_cache.h"
#include "py/sync.h"
#include "schema/schema_error.h"
#include "validate/input/text_numbers.h"

namespace pydantic_core {
namespace {

bool is_int64(Borrowed object) {
  int overflow;
  (void)PyLong_AsLongLongAndOverflow(object, &overflow);
  return overflow == 0;
}

/// Whether a value is compared by CPython alone.
bool is_built_in(Borrowed value) {
  return value == Py_None || PyBool_Check(value) || PyLong_CheckExact(value) ||
         PyFloat_CheckExact(value) || PyUnicode_CheckExact(value) || PyBytes_CheckExact(value);
}

/// Looks `key` up; what cannot be hashed or compared is not there. An exception is set only for
/// want of memory.
bool look_up(const Ref& dict, Borrowed key, Py_ssize_t& index) {
  Borrowed found = py::own_dict_item(dict.get(), key);
  if (found == nullptr) {
    (void)forgive();
    return false;
  }
  index = PyLong_AsSsize_t(found);
  return true;
}

/// What comes of a look-up that found nothing.
Outcome after_look_up() { return PyErr_Occurred() ? Outcome::raised : Outcome::ok; }

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

/// The keys and indices of a dict of ints or strs.
void describe_items(Describer& out, std::string_view field, const Ref& dict) {
  out.field(field);
  if (PyDict_GET_SIZE(dict.get()) == 0) {
    out.out() << "None";
    return;
  }
  out.open_tuple("Some");
  out.open_set();
  Py_ssize_t at = 0;
  for (Ref key, index; py::dict_next(dict.get(), at, key, index);) {
    out.element();
    std::string_view text;
    if (PyUnicode_Check(key.get()) && py::utf8(key.get(), text)) {
      out.quoted(text);
    } else {
      py::append_safe_repr(out.out(), key.get());
    }
    out.out() << ": " << PyLong_AsSsize_t(index.get());
  }
  out.close_set();
  out.close_tuple();
}

}  // namespace

bool LiteralLookup::init() {
  for (Ref* dict : {&ints_, &strs_, &hashed_, &primitives_}) {
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
  if (PyLong_CheckExact(value))
    return is_int64(value) ? put(ints_) && put(primitives_) : put(hashed_);
  if (PyUnicode_CheckExact(value)) {
    if (std::string_view text; !py::utf8(value, text)) return refuse_str(value);
    return put(strs_) && put(primitives_);
  }
  if (put(hashed_)) return true;
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return false;
  PyErr_Clear();
  return unhashable_.push({borrow(value), position}) || py::no_memory();
}

Outcome LiteralLookup::check_unknown(Borrowed object, State& state) {
  PC_TRY(after_look_up());
  if (PyLong_CheckExact(object))
    return is_int64(object) ? Outcome::ok
                            : state.fail(ErrorType::int_parsing_size, PyInput{object});
  std::string_view text;
  if (!PyUnicode_CheckExact(object) || py::utf8(object, text)) return Outcome::ok;
  return forgive() ? state.fail(ErrorType::string_unicode, PyInput{object}) : Outcome::raised;
}

Outcome LiteralLookup::find_object(Borrowed object, State& state, Py_ssize_t& index) const {
  index = kNone;
  if (PyBool_Check(object) && bools_[object == Py_True] != kNone) {
    index = bools_[object == Py_True];
    return Outcome::ok;
  }
  if (PyLong_CheckExact(object) && has_items(ints_)) {
    if (look_up(ints_, object, index)) return Outcome::ok;
    PC_TRY(check_unknown(object, state));
  }
  if (PyUnicode_CheckExact(object) && has_items(strs_)) {
    if (look_up(strs_, object, index)) return Outcome::ok;
    PC_TRY(check_unknown(object, state));
  }
  if (has_items(hashed_)) {
    if (look_up(hashed_, object, index)) return Outcome::ok;
    PC_TRY(after_look_up());
  }
  for (const Unhashable& known : unhashable_) {
    const int equal = PyObject_RichCompareBool(known.value.get(), object, Py_EQ);
    if (equal < 0 && !forgive()) return Outcome::raised;
    if (equal > 0) {
      index = known.index;
      return Outcome::ok;
    }
  }
  return look_up(primitives_, object, index) ? Outcome::ok : after_look_up();
}

bool LiteralLookup::find_bool(std::string_view text, Py_ssize_t& index) const {
  bool value;
  if ((bools_[0] == kNone && bools_[1] == kNone) || !bool_from_text(text, value)) return false;
  index = bools_[value];
  return index != kNone;
}

Outcome LiteralLookup::find(PyInput input, State& state, Py_ssize_t& index) const {
  return find_object(input.object, state, index);
}

Outcome LiteralLookup::find(JsonInput input, State& state, Py_ssize_t& index) const {
  const bool is_text = input.value.kind() == json::Kind::string;
  if (is_text && input.is_key && find_bool(input.value.as_string(), index)) return Outcome::ok;
  Ref object = is_text ? cached_str(input.value, state.cache_strings == CacheStrings::all)
                       : input.to_object();
  return object ? find_object(object.get(), state, index) : Outcome::raised;
}

Outcome LiteralLookup::find(StringInput input, State& state, Py_ssize_t& index) const {
  if (std::string_view text; input.is_text() && py::utf8(input.object, text)) {
    if (find_bool(text, index)) return Outcome::ok;
  } else if (!forgive()) {
    return Outcome::raised;
  }
  return find_object(input.object, state, index);
}

Outcome LiteralLookup::find_converted(Outcome read, const Ref& dict, const Ref& value, State& state,
                                      Py_ssize_t& index) const {
  index = kNone;
  if (read == Outcome::invalid) return Outcome::ok;
  if (read == Outcome::raised && !PyErr_ExceptionMatches(PyExc_MemoryError)) {
    PyErr_Clear();  // an object that cannot even be looked at is not among them
    return Outcome::ok;
  }
  if (read == Outcome::ok && !look_up(dict, value.get(), index))
    return check_unknown(value.get(), state);
  return read;
}

void LiteralLookup::describe(Describer& out) const {
  out.open("LiteralLookup");
  out.field("expected_bool");
  if (bools_[0] == kNone && bools_[1] == kNone) {
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
  describe_items(out, "expected_int", ints_);
  describe_items(out, "expected_str", strs_);
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
