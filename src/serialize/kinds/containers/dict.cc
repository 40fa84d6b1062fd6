// serialize/kinds/containers/dict.cc: dict.
#include "serialize/engine/build.h"
#include "serialize/engine/child.h"
#include "serialize/engine/filter.h"
#include "serialize/engine/sequence.h"

namespace pydantic_core {
namespace {

class DictSerializer : public KindSerializer<DictSerializer> {
 public:
  static constexpr Spelling kSpelling{"Dict", "DictSerializer"};
  Ref to_python(Borrowed value, SerState& state) const {
    if (!PyDict_Check(value)) return fall_back(value, state);
    if (stays_as_it_is(value, state)) return steal(PyDict_Copy(value));
    Ref made = steal(PyDict_New());
    const bool ok =
        made && each_pair(value, [&](Borrowed key, Borrowed item) {
          return filter_key(key, filter_, state, [&] {
            Ref made_key = key_to_python(key, state);
            if (!made_key) return false;
            Ref made_item = values_.to_python(item, state);
            return made_item && PyDict_SetItem(made.get(), made_key.get(), made_item.get()) == 0;
          });
        });
    return ok ? std::move(made) : Ref();
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!PyDict_Check(value)) return fall_back(value, state, out);
    JsonItems items = json_object(out);
    const bool at_once = takes_str_keys() && values_.leaf && filter_.passes(state);
    const bool ok = each_pair(
        value,
        [&](std::span<const py::DictPair> pairs) {
          return at_once ? write_at_once(pairs, state, items, out) : 0;
        },
        [&](Borrowed key, Borrowed item) {
          return filter_key(key, filter_, state, [&] {
            return write_key(key, state, items) && values_.to_json(item, state, out);
          });
        });
    items.end();
    return ok;
  }
  Ref json_key(Borrowed key, SerState& state) const { return not_a_key(key, state, "dict"); }
  void name(Text& out) const {
    out << "dict[";
    keys_->name(out);
    out << ", ";
    values_.node->name(out);
    out << ']';
  }
  void describe(Describer& out) const {
    describe_node(out, "key_serializer", keys_);
    describe_node(out, "value_serializer", values_.node);
    filter_.describe(out, "filter");
    describe_name(out, this);
  }
  bool init(const Schema& schema, SerBuilder& builder) {
    keys_ = builder.build_optional(schema, names.keys_schema);
    if (keys_ == nullptr) return false;
    values_ = SerChild(builder.build_optional(schema, names.values_schema));
    return values_.node != nullptr && filter_.read_hashes(schema.dict);
  }

 private:
  static bool is_plain_key(Borrowed key) {
    return PyUnicode_CheckExact(key) && PyUnicode_IS_COMPACT_ASCII(key);
  }
  /// Whether such keys stay as they are.
  bool takes_str_keys() const { return keys_->is(SerKind::str) || keys_->is(SerKind::any); }

  /// Whether all pairs come out as they are.
  bool stays_as_it_is(Borrowed dict, const SerState& state) const {
    if (!PyDict_CheckExact(dict) || !takes_str_keys() || !values_.leaf || state.serialize_as_any ||
        !values_.leaf.passes_in(state) || !filter_.passes(state))
      return false;
    Py_ssize_t count = 0;
    const py::DictPair* const pairs = py::pairs_of(dict, count);
    for (Py_ssize_t i = 0; pairs != nullptr && i < count; ++i) {
      const auto& [key, value] = pairs[i];
      if (value != nullptr && !(is_plain_key(key) && values_.leaf.takes(value))) return false;
    }
    return pairs != nullptr;
  }

  Ref key_to_python(Borrowed key, SerState& state) const {
    if (is_plain_key(key) && takes_str_keys()) return borrow(key);
    // include and exclude are about values.
    ScopedFilter scope(state, nullptr, nullptr);
    return state.is_json() ? keys_->json_key(key, state) : keys_->to_python(key, state);
  }
  /// Writes the pairs at the beginning that run no Python code. Returns how many.
  size_t write_at_once(std::span<const py::DictPair> pairs, const SerState& state, JsonItems& items,
                       JsonText& out) const {
    for (size_t i = 0; i < pairs.size(); ++i) {
      const auto& [key, value] = pairs[i];
      if (value == nullptr || !is_plain_key(key) || !values_.leaf.takes(value)) return i;
      const size_t before = out.buffer().size();
      items.key(py::ascii_view(key));
      if (values_.write_at_once(value, state, out.buffer())) continue;
      out.buffer().truncate(before);
      return i;
    }
    return pairs.size();
  }
  bool write_key(Borrowed key, SerState& state, JsonItems& items) const {
    if (is_plain_key(key) && takes_str_keys()) return items.key(py::ascii_view(key)), true;
    Ref text = keys_->json_key(key, state);
    return text && items.key(text.get());
  }

  const SerNode* keys_ = nullptr;
  SerChild values_;
  SchemaFilter filter_;
};

}  // namespace

const SerNode* build_dict_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<DictSerializer>(schema, builder);
}

}  // namespace pydantic_core
