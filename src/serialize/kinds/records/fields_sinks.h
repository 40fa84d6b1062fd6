// serialize/kinds/records/fields_sinks.h: where the walk over the fields of a record (fields.cc)
// puts them.
//
// A sink takes what the walk finds: leaves() as many as come next of the values that are written as
// they are, field() a value with its node, extra() a pair that is no field's. kChecks: this output
// is the one that unions try. kExtrasHaveSchema: it heeds the schema of extras.
#pragma once

#include <span>

#include "serialize/kinds/records/fields.h"

namespace pydantic_core {

/// Into a JSON object.
struct FieldsJsonSink {
  JsonItems& items;
  JsonText& out;
  bool by_alias;

  static constexpr bool kChecks = false;
  static constexpr bool kExtrasHaveSchema = kExtrasKeepTheirSchema;
  /// Writes the leaves at the beginning of `count` values (record_pairs.h), as long as they are
  /// those of `fields` in their order. Returns how many.
  template <class View>
  size_t leaves(size_t count, View view, std::span<const SerField> fields, bool exclude_none) {
    if (!out.plain()) return 0;
    json::Buffer& buffer = out.buffer();
    const size_t most = count < fields.size() ? count : fields.size();
    for (size_t i = 0; i < most; ++i) {
      const SerField& field = fields[i];
      Borrowed value = view.value(i, field.name.name());
      if (value == nullptr || (exclude_none && value == Py_None)) return i;
      const PreparedKey& key = by_alias ? field.name.json_key(true) : field.name.json_key(false);
      const auto reserve = [&](size_t count) { return key.reserve(buffer, count); };
      if (!write_leaf(field.child.leaf, value, buffer, reserve)) return i;
    }
    return most;
  }
  bool field(const SerField& field, const SerNode* node, Borrowed value, SerState& state) {
    field.name.write(items, out, by_alias);
    return node->to_json_by_schema(value, state, out);
  }
  bool extra(Borrowed key, const SerNode* node, Borrowed value, SerState& state) {
    const Ref text = kExtrasKeepTheirSchema ? borrow(key) : infer_json_key(key, state);
    return text && items.key(text.get()) && node->to_json_by_schema(value, state, out);
  }
};

/// Into a dict.
struct FieldsDictSink {
  Borrowed dict;
  bool by_alias;

  static constexpr bool kChecks = true;
  static constexpr bool kExtrasHaveSchema = true;
  template <class View>
  size_t leaves(size_t, View, std::span<const SerField>, bool) {
    return 0;
  }
  bool field(const SerField& field, const SerNode* node, Borrowed value, SerState& state) {
    const bool as_it_is = node == field.child.node && field.child.leaf.takes(value) &&
                          field.child.leaf.passes_in(state);
    return put(field.name.python(by_alias),
               as_it_is ? borrow(value) : node->to_python_by_schema(value, state));
  }
  bool extra(Borrowed key, const SerNode* node, Borrowed value, SerState& state) {
    return put(key, node->to_python_by_schema(value, state));
  }

 private:
  bool put(Borrowed key, const Ref& value) {
    return value && PyDict_SetItem(dict, key, value.get()) == 0;
  }
};

}  // namespace pydantic_core
