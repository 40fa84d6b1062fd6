// errors/line_errors.cc: see line_errors.h.
#include "errors/line_errors.h"

#include <algorithm>

#include "py/json_value.h"

namespace pydantic_core {

Ref ErrorInput::take() {
  return json != nullptr ? py::from_json(json::Value(json)) : std::move(object);
}

void LocItem::set(Ref shown) {
  if (PyUnicode_Check(shown.get())) {
    text = std::move(shown);
  } else {
    number = PyLong_AsLongLong(shown.get());
  }
}

Ref LocItem::object() const {
  if (text) return text.clone();
  if (write == nullptr) return steal(PyLong_FromLongLong(number));
  Text label;
  write(of, label);
  return py::str(label);
}

void LineErrors::truncate(uint32_t mark) {
  counted_ = mark > errors_.size() ? std::min(counted_, mark - errors_.size()) : 0;
  if (errors_.size() <= mark) return;
  locs_.truncate(errors_[mark].loc_begin);
  errors_.truncate(mark);
}

void LineErrors::keep_last(uint32_t mark) {
  if (size() > mark) keep_from(mark, size() - 1);
}

void LineErrors::keep_from(uint32_t mark, uint32_t from) {
  if (from <= mark) return;
  if (counted_ != 0) {
    counted_ -= from - mark;
    return;
  }
  const uint32_t count = errors_.size();
  const uint32_t dropped = from - mark;
  const uint32_t first_loc = from < count ? errors_[from].loc_begin : locs_.size();
  const uint32_t dropped_locs = first_loc - errors_[mark].loc_begin;
  for (uint32_t i = first_loc; i < locs_.size(); ++i) std::swap(locs_[i - dropped_locs], locs_[i]);
  for (uint32_t i = from; i < count; ++i) {
    errors_[i].loc_begin -= dropped_locs;
    std::swap(errors_[i - dropped], errors_[i]);
  }
  errors_.truncate(count - dropped);
  locs_.truncate(locs_.size() - dropped_locs);
}

Ref loc_item(Borrowed key) {
  if (PyUnicode_CheckExact(key) && PyUnicode_IS_ASCII(key)) [[likely]]
    return borrow(key);
  if (PyUnicode_Check(key)) {
    Text text;
    py::append_lossy(text, key);
    return py::str(text);
  }
  if (PyIndex_Check(key)) {
    const Ref number = steal(PyNumber_Index(key));
    int overflow = 1;
    const long long value = number ? PyLong_AsLongLongAndOverflow(number.get(), &overflow) : 0;
    if (!forgive()) return {};
    if (overflow == 0) return steal(PyLong_FromLongLong(value));
  }
  Text text;
  py::append_safe_repr(text, key);
  return py::str(text);
}

LocItem* LineErrors::add_item() {
  LocItem* item = locs_.add();
  if (item == nullptr) PyErr_NoMemory();
  return item;
}

bool LineErrors::push_shown(Ref shown) {
  LocItem* item = shown ? add_item() : nullptr;
  if (item != nullptr) item->set(std::move(shown));
  return item != nullptr;
}

bool LineErrors::push_items(Borrowed tuple) {
  for (Py_ssize_t i = PyTuple_GET_SIZE(tuple); i-- > 0;) {
    Borrowed item = PyTuple_GET_ITEM(tuple, i);
    if (!push_shown(PyUnicode_Check(item) ? borrow(item) : loc_item(item))) return false;
  }
  return true;
}

bool LineErrors::push(const Path& path) {
  switch (path.kind) {
    case Path::Kind::object:
      return push_shown(loc_item(path.object));
    case Path::Kind::name:
      return push_shown(borrow(path.object));
    case Path::Kind::json_key:
      return push_shown(py::str(json::Value(path.json).as_string()));
    case Path::Kind::items:
      return push_items(path.object);
    case Path::Kind::index:
    case Path::Kind::label:
      break;
  }
  LocItem* item = add_item();
  if (item == nullptr) return false;
  if (path.kind == Path::Kind::index) {
    item->number = path.number;
  } else {
    // Unions discard most of these errors, so the text is made when it is asked for.
    item->write = path.write;
    item->of = path.of;
  }
  return true;
}

bool LineErrors::push_path(const Path* path) {
  for (; path != nullptr; path = path->outer) {
    if (!push(*path)) return false;
  }
  return true;
}

bool LineErrors::take_inputs(uint32_t mark) {
  for (uint32_t i = mark; i < errors_.size(); ++i) {
    ErrorInput& input = errors_[i].input;
    if (input.json == nullptr) continue;
    input.object = input.take();
    input.json = nullptr;
    if (!input.object) return false;
  }
  return true;
}

namespace {

/// Whether loc_item runs no code of the user's to tell what `key` is called.
bool is_named_quietly(Borrowed key) { return PyUnicode_Check(key) || PyLong_Check(key); }

}  // namespace

bool asks_keys(const Path* path) {
  for (; path != nullptr; path = path->outer) {
    if (path->kind == Path::Kind::object && !is_named_quietly(path->object)) return true;
  }
  return false;
}

Outcome LineErrors::count(const Path* path) {
  for (; path != nullptr; path = path->outer) {
    if (path->kind != Path::Kind::object || is_named_quietly(path->object)) continue;
    // Users may see whether their __repr__ is called.
    if (!loc_item(path->object)) return Outcome::raised;
  }
  ++counted_;
  return Outcome::invalid;
}

Outcome LineErrors::add(ErrorDetails&& details, ErrorInput&& input, const Path* path,
                        Borrowed inner) {
  if (detail_ == ErrorDetail::count) return count(path);
  const uint32_t begin = locs_.size();
  bool ok;
  if (inner == nullptr) [[likely]] {
    ok = push_path(path);
  } else {
    const Path items{.outer = path, .kind = Path::Kind::items, .object = inner};
    ok = push_path(&items);
  }
  if (ok) {
    LineError error{std::move(details), std::move(input), begin, locs_.size() - begin};
    if (errors_.push(std::move(error))) return Outcome::invalid;
    PyErr_NoMemory();
  }
  locs_.truncate(begin);
  return Outcome::raised;
}

bool LineErrors::make_lasting() {
  if (!take_inputs(0)) return false;
  const LocItem* last_label = nullptr;  // the errors of a choice of a union all have the same
  LocItem* const end = locs_.end();
  for (LocItem* item = locs_.begin(); item != end; ++item) {
    if (item->write == nullptr) continue;
    const bool again =
        last_label != nullptr && last_label->of == item->of && last_label->write == item->write;
    if (!(item->text = again ? last_label->text.clone() : item->object())) return false;
    last_label = item;
  }
  return true;
}

Ref location_of(const LineError& error, const LocItem* pool) {
  Ref tuple = steal(PyTuple_New(error.loc_count));
  if (!tuple) return {};
  for (uint32_t i = 0; i < error.loc_count; ++i) {
    Ref object = pool[error.loc_begin + error.loc_count - 1 - i].object();
    if (!object) return {};
    PyTuple_SET_ITEM(tuple.get(), i, object.release());
  }
  return tuple;
}

}  // namespace pydantic_core
