// errors/path.h: where in the input validation is.
//
// Containers put one frame on the C++ stack, link it into State and change it as they go from item
// to item; that is one store an item while all is well. Only an error walks the frames, from the
// inside out, to copy its location.
#pragma once

#include <cstdint>

#include "base/edition.h"
#include "base/text.h"
#include "json/value.h"
#include "py/ref.h"

namespace pydantic_core {

struct Path {
  enum class Kind : uint8_t {
    index,     ///< number
    object,    ///< a Python object: str and int stand for themselves, others for their repr
    name,      ///< a str, perhaps of a subclass, that is shown as it is
    json_key,  ///< a JSON string
    items,     ///< a tuple of str and int, outermost first; each str is shown as it is
    label,     ///< text that write(of) appends, which works only until the call ends; it is called
               ///< only when an error is shown
  };

  const Path* outer = nullptr;
  Kind kind = Kind::index;
  union {
    int64_t number = 0;
    PyObject* object;
    const json::Node* json;
    const void* of;
  };
  void (*write)(const void* of, Text& out) = nullptr;

  void set_index(int64_t i) { kind = Kind::index, number = i; }
  void set_object(Borrowed key) { kind = Kind::object, object = key; }
  void set_name(Borrowed text) { kind = Kind::name, object = text; }
  /// What a schema calls it.
  void set_own_name(Borrowed name) { kNamesKeepTheirClass ? set_name(name) : set_object(name); }
  void set_json(json::Value key) { kind = Kind::json_key, json = key.raw(); }
  void set_items(Borrowed tuple) { kind = Kind::items, object = tuple; }
  void set_label(void (*writer)(const void*, Text&), const void* what) {
    kind = Kind::label, write = writer, of = what;
  }
};

}  // namespace pydantic_core
