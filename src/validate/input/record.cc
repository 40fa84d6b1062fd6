// validate/input/record.cc: see record.h.
#include "validate/input/record.h"

#include <cstring>

#include "py/call.h"
#include "py/classes.h"
#include "py/get.h"
#include "py/str.h"
#include "py/undefined.h"

namespace pydantic_core {
namespace {

template <class Input>
Outcome fail_type(Input input, State& state, ErrorType type, Borrowed class_name) {
  return class_name != nullptr ? state.fail(type, input, borrow(class_name))
                               : state.fail(type, input);
}

/// Whether it is likely to make sense to read fields from attributes: not for what comes from these
/// modules.
Outcome check_attributes(Borrowed object, bool& applicable) {
  applicable = false;
  Ref module = steal(PyObject_GetAttr(as_object(Py_TYPE(object)), names.dunder_module));
  if (!module) return forgive() ? Outcome::ok : Outcome::raised;
  if (!PyUnicode_Check(module.get())) return Outcome::ok;
  applicable = !py::equals(module.get(), "builtins") && !py::equals(module.get(), "datetime") &&
               !py::equals(module.get(), "collections");
  return Outcome::ok;
}

/// The last of a dict's keys, or empty. False with an exception set.
bool last_dict_key(Borrowed dict, Ref& out) {
  Ref keys = steal(PyDict_Keys(dict));
  if (!keys) return false;
  const Py_ssize_t size = PyList_GET_SIZE(keys.get());
  if (size > 0) out = py::list_item(keys.get(), size - 1);
  return true;
}

/// The last of a mapping's keys(), or empty when walking them fails. False with MemoryError set.
bool last_mapping_key(Borrowed mapping, Ref& out) {
  Ref last;
  Ref keys = py::call_method(mapping, names.keys);
  Ref iterator = keys ? steal(PyObject_GetIter(keys.get())) : Ref();
  while (iterator) {
    Ref next = steal(PyIter_Next(iterator.get()));
    if (!next) break;
    last = std::move(next);
  }
  if (!PyErr_Occurred()) out = std::move(last);
  return forgive();
}

/// mapping.get(key), or an empty Ref when it has no such key. Not mapping[key], which makes a
/// defaultdict invent values.
bool get_mapping_item(Borrowed mapping, Borrowed key, Ref& out) {
  out = py::call_method(mapping, names.get, key, undefined);
  if (!out) return false;
  if (out.get() == undefined) out.reset();
  return true;
}

}  // namespace

/// The first of `paths` that leads somewhere. False with an exception set.
bool PyRecord::find_in(Borrowed object, Source source, LookupPaths paths, const LookupPath*& found,
                       Ref& value) {
  for (const LookupPath& path : paths) {
    bool ok = false;
    switch (source) {
      case Source::dict:
        ok = py::get_item(object, path.key.get(), value) >= 0;
        break;
      case Source::mapping:
        ok = get_mapping_item(object, path.key.get(), value);
        break;
      case Source::attributes:
        ok = py::get_attribute(object, path.key.get(), value) >= 0;
        break;
    }
    if (!ok) return false;
    if (value && path.rest && !follow_steps(value, path.rest.get(), source == Source::attributes))
      return false;
    if (value) {
      found = &path;
      return true;
    }
  }
  found = nullptr;
  return true;
}

Outcome PyRecord::open_other(PyInput input, State& state, bool strict, bool from_attributes,
                             ErrorType type_error, Borrowed class_name) {
  if (from_attributes && PyDict_Check(input.object)) return Outcome::ok;
  const int mapping = strict ? PyDict_Check(input.object) : py::is_mapping(input.object);
  if (mapping < 0) return Outcome::raised;
  if (mapping > 0) {
    source_ = Source::mapping;
    return Outcome::ok;
  }
  if (!from_attributes) return fail_type(input, state, type_error, class_name);

  source_ = Source::attributes;
  bool applicable;
  PC_TRY(check_attributes(input.object, applicable));
  if (applicable) return Outcome::ok;
  if (PyTuple_Check(input.object) && PyTuple_GET_SIZE(input.object) == 2 &&
      PyDict_Check(PyTuple_GET_ITEM(input.object, 1)))
    PC_TRY(check_attributes(PyTuple_GET_ITEM(input.object, 0), applicable));
  if (applicable) {
    object_ = PyTuple_GET_ITEM(input.object, 0);
    extra_fields_ = borrow(PyTuple_GET_ITEM(input.object, 1));
    return Outcome::ok;
  }
  return state.fail(ErrorType::model_attributes_type, input);
}

Outcome PyRecord::look_up(LookupPaths paths, State& state, Found<PyInput>& out) {
  out.path = nullptr;
  out.keep.reset();
  if (source_ != Source::attributes) {
    if (!find_in(object_, source_, paths, out.path, out.keep)) return Outcome::raised;
  } else {
    if (extra_fields_ && !find_in(extra_fields_.get(), Source::dict, paths, out.path, out.keep) &&
        !forgive())
      return Outcome::raised;
    if (out.path == nullptr && !find_in(object_, source_, paths, out.path, out.keep)) {
      if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Outcome::raised;
      Text text;
      py::append_pending_exception(text);
      return state.fail(ErrorType::get_attribute_error, PyInput{object_}, text);
    }
  }
  if (out.path != nullptr) {
    out.value = PyInput{out.keep.get()};
    in_order_ = false;
  }
  return Outcome::ok;
}

/// Whether all keys of a dict are among the used ones, as far as that is told quickly: a validator
/// may have put others in their places.
bool PyRecord::has_only(Borrowed dict, const KeyTable& keys, const BitSet& used) {
  Py_ssize_t count = 0;
  const py::DictPair* const pairs = PyDict_CheckExact(dict) ? py::pairs_of(dict, count) : nullptr;
  uint32_t guess = 0;
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (pairs[i].value == nullptr) continue;
    if (!PyUnicode_CheckExact(pairs[i].key) || !PyUnicode_IS_COMPACT_ASCII(pairs[i].key))
      return false;
    const uint32_t slot = keys.find(py::ascii_view(pairs[i].key), guess);
    if (slot == KeyTable::kMissing || !used.has(slot)) return false;
    guess = slot + 1;
  }
  return pairs != nullptr;
}

bool PyRecord::last_key(Ref& out) const {
  Ref key;
  if (source_ == Source::dict && !last_dict_key(object_, key)) return false;
  if (source_ == Source::mapping && !last_mapping_key(object_, key)) return false;
  if (key) out = loc_item(key.get());
  return !key || out;
}

Outcome StringRecord::open(StringInput input, State& state, bool, bool, const KeyTable&,
                           ErrorType type_error, Borrowed class_name) {
  if (input.is_text()) return fail_type(input, state, type_error, class_name);
  mapping_.dict = input.object;
  return Outcome::ok;
}

Outcome StringRecord::find(LookupPaths paths, State& state, Found<StringInput>& out) {
  if (!PyRecord::find_in(mapping_.dict, PyRecord::Source::dict, paths, out.path, out.keep))
    return Outcome::raised;
  if (out.path == nullptr) return Outcome::ok;
  PC_TRY(check_string_input(out.keep.get(), state));
  out.value = StringInput{out.keep.get()};
  return Outcome::ok;
}

bool StringRecord::last_key(Ref& out) const {
  Ref key;
  if (!last_dict_key(mapping_.dict, key)) return false;
  if (key && PyUnicode_Check(key.get())) out = std::move(key);
  return true;
}

Outcome JsonRecord::open(JsonInput input, State& state, bool, bool, const KeyTable& keys,
                         ErrorType type_error, Borrowed class_name) {
  if (!input.value.is_object()) return fail_type(input, state, type_error, class_name);
  mapping_.object = input.value;
  const uint32_t count = keys.slots();
  if (count <= kFew) {
    std::memset(few_, 0, sizeof few_);  // of a known size: no call, no loop
  } else if (auto* slots = static_cast<const json::Node**>(std::calloc(count, sizeof *slots_))) {
    slots_ = slots;
  } else {
    return py::no_memory();
  }
  uint32_t guess = 0;
  for (json::Member member : input.value.as_object()) {
    const uint32_t slot = keys.find(member.key.as_string(), guess);
    if (slot == KeyTable::kMissing) continue;
    slots_[slot] = member.value.raw();  // of equal keys the last one counts
    guess = slot + 1;
  }
  return Outcome::ok;
}

bool JsonRecord::last_key(Ref& out) const {
  if (mapping_.object.size() == 0) return true;
  std::string_view key;
  for (json::Member member : mapping_.object.as_object()) key = member.key.as_string();
  out = py::str(key);
  return static_cast<bool>(out);
}

const json::Node* JsonRecord::follow(const json::Node* value, Borrowed steps) {
  for (Py_ssize_t i = 0; value != nullptr && i < PyTuple_GET_SIZE(steps); ++i) {
    Borrowed step = PyTuple_GET_ITEM(steps, i);
    const json::Value container(value);
    value = nullptr;
    if (PyUnicode_Check(step)) {
      std::string_view key;
      if (!py::utf8(step, key))
        PyErr_Clear();  // never: its UTF-8 was made when the schema was built
      else if (container.is_object()) {
        for (json::Member member : container.as_object()) {
          if (member.key.as_string() == key) value = member.value.raw();
        }
      }
    } else if (container.is_array()) {
      int overflow;
      long long index = PyLong_AsLongLongAndOverflow(step, &overflow);
      const auto size = static_cast<long long>(container.size());
      if (index < 0) index += size;
      if (overflow != 0 || index < 0 || index >= size) return nullptr;
      for (json::Value element : container.as_array()) {
        if (index-- == 0) value = element.raw();
      }
    }
  }
  return value;
}

}  // namespace pydantic_core
