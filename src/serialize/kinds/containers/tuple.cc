// serialize/kinds/containers/tuple.cc: tuple: each place has its schema, and one of them may stand
// for any number of items.
#include <algorithm>

#include "py/sync.h"
#include "serialize/engine/child.h"
#include "serialize/kinds/containers/places.h"

namespace pydantic_core {
namespace {

class TupleSerializer : public PlacesSerializer<TupleSerializer> {
 public:
  static constexpr Spelling kSpelling{"Tuple", "TupleSerializer"};
  static int accepts(Borrowed value, const SerState&) { return PyTuple_Check(value); }
  SerLeaf leaf() const {
    return SerLeaf::whole(std::all_of(items_.begin(), items_.end(), [](const SerChild& item) {
      return item.leaf.may_be_whole();
    }));
  }
  bool whole(Borrowed value, Whole& to) const {
    if (!PyTuple_CheckExact(value) || !filter_.passes(to.state)) return false;
    const size_t size = static_cast<size_t>(PyTuple_GET_SIZE(value));
    if (size < items_.size() || (!variadic_ && size > items_.size())) return false;
    JsonItems array = json_array(to.out);
    bool ok = true;
    for (size_t i = 0; ok && i < size; ++i) {
      array.item();
      const SerChild* const place = place_at(i, size);
      ok = place != nullptr &&
           place->write_whole(PyTuple_GET_ITEM(value, static_cast<Py_ssize_t>(i)), to);
    }
    array.end();
    return ok;
  }
  void name(Text& out) const {
    out << "tuple[";
    for (uint32_t i = 0; i < items_.size(); ++i) {
      if (i > 0) out << ", ";
      items_[i].node->name(out);
      if (variadic_ && *variadic_ == i) out << ", ...";
    }
    out << ']';
  }
  void describe(Describer& out) const {
    out.field_list("serializers", items_, [&](const SerChild& item) { item.node->describe(out); });
    out.field("variadic_item_index", variadic_);
    filter_.describe(out, "filter");
    describe_name(out, this);
  }
  bool init(const Schema& schema, SerBuilder& builder) {
    Ref list;
    if (!schema.dict.require_list(names.items_schema, list)) return false;
    for (const Ref& item : py::ListItems(list.get())) {
      const SerNode* node = builder.build(item.get(), schema.config);
      if (node == nullptr) return false;
      if (!items_.push(SerChild(node))) return py::no_memory();
    }
    if (!schema.dict.get(names.variadic_item_index, variadic_)) return false;
    if (variadic_ && *variadic_ >= items_.size()) {
      return schema_error(Text() << "variadic_item_index " << *variadic_ << " is out of range");
    }
    return filter_.read_indices(schema.dict);
  }

  /// work(node, item) for each item that passes, with the node of its place.
  template <class Work>
  bool each(Borrowed tuple, SerState& state, Work&& work) const {
    const size_t size = static_cast<size_t>(PyTuple_GET_SIZE(tuple));
    if (!variadic_ && state.check == SerCheck::strict && size != items_.size()) {
      return raise_unexpected(
          unexpected_message(Text() << "Expected " << items_.size() << " items, but got " << size));
    }
    bool warned = false;
    IndexFilter indices(filter_, size);
    for (size_t i = 0; i < size; ++i) {
      const SerChild* const place = place_at(i, size);
      if (place == nullptr) {
        // Items beyond the schemas are dropped if one of those is variadic; otherwise they are
        // inferred, with a warning.
        if (variadic_) break;
        if (!std::exchange(warned, true) &&
            !state.warnings.add(
                unexpected_message(Text() << "Unexpected extra items present in tuple"))) {
          return false;
        }
      }
      const SerNode* const node = place != nullptr ? place->node : any_serializer();
      Borrowed item = PyTuple_GET_ITEM(tuple, static_cast<Py_ssize_t>(i));
      if (!filter_index(i, indices, state, false, [&] { return work(node, item); })) return false;
    }
    if (!kShortTuplesWarn || variadic_ || size >= items_.size()) return true;
    return state.warnings.add(
        unexpected_message(Text() << "Unexpected too few items present in tuple"));
  }

 private:
  /// The place for item `i` of `size`; nullptr when there is none.
  const SerChild* place_at(size_t i, size_t size) const {
    if (!variadic_ || i < *variadic_) return i < items_.size() ? &items_[i] : nullptr;
    const size_t repeated = size + 1 > items_.size() ? size + 1 - items_.size() : 0;
    if (i < *variadic_ + repeated) return &items_[*variadic_];
    // After the repeated place, which counts once among the schemas.
    const size_t place = i + 1 - repeated;
    return place < items_.size() ? &items_[place] : nullptr;
  }

  Vec<SerChild> items_;
  std::optional<size_t> variadic_;
  SchemaFilter filter_;
};

}  // namespace

const SerNode* build_tuple_serializer(const Schema& schema, SerBuilder& builder) {
  return build_kind<TupleSerializer>(schema, builder);
}

}  // namespace pydantic_core
