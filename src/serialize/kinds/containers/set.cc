// serialize/kinds/containers/set.cc: set and frozenset.
#include "py/layout/containers.h"
#include "py/layout/set_items.h"
#include "serialize/engine/build.h"
#include "serialize/engine/child.h"
#include "serialize/engine/sequence.h"

namespace pydantic_core {
namespace {

struct SetKind {
  static constexpr Spelling kSpelling{"Set", "SetSerializer"};
  static constexpr const char* kName = "set";
  static bool accepts(Borrowed value) { return PySet_Check(value); }
  static Ref make() { return steal(PySet_New(nullptr)); }
  static Ref made(Ref set) { return set; }
};
struct FrozenSetKind {
  static constexpr Spelling kSpelling{"FrozenSet", "FrozenSetSerializer"};
  static constexpr const char* kName = "frozenset";
  static bool accepts(Borrowed value) { return PyFrozenSet_Check(value); }
  // Where PySet_Add would track a frozenset, a set is filled instead, and converted at the end.
  static Ref make() {
    return steal(py::kAddTracksFrozenSet ? PySet_New(nullptr) : PyFrozenSet_New(nullptr));
  }
  static Ref made(Ref set) {
    return py::kAddTracksFrozenSet ? steal(PyFrozenSet_New(set.get())) : std::move(set);
  }
};

/// The items of a set have no index that include and exclude could name: they get those of the set.
template <class Kind>
class SetSerializer : public KindSerializer<SetSerializer<Kind>> {
 public:
  static constexpr Spelling kSpelling = Kind::kSpelling;
  Ref to_python(Borrowed value, SerState& state) const {
    if (!Kind::accepts(value)) return this->fall_back(value, state);
    Vec<Ref> items;
    if (!items.reserve_exactly(static_cast<size_t>(PySet_GET_SIZE(value)))) return py::no_memory();
    const bool ok = py::each_set_item(value, [&](Borrowed item) {
      Ref made = items_.to_python(item, state);
      return made && (items.push(std::move(made)) || py::no_memory());
    });
    if (!ok) return {};
    return state.is_json() ? list_of(items) : set_of(items);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!Kind::accepts(value)) return this->fall_back(value, state, out);
    JsonItems items = json_array(out);
    const bool ok = py::each_set_item(value, [&](Borrowed item) {
      items.item();
      return items_.to_json(item, state, out);
    });
    items.end();
    return ok;
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return this->not_a_key(key, state, Kind::kName);
  }
  void name(Text& out) const {
    out << Kind::kName << '[';
    items_.node->name(out);
    out << ']';
  }
  void describe(Describer& out) const {
    describe_node(out, "item_serializer", items_.node);
    describe_name(out, this);
  }

  SerChild items_;

 private:
  /// A list that takes the items. Empty with MemoryError set.
  static Ref list_of(Vec<Ref>& items) {
    return py::fill_list(static_cast<Py_ssize_t>(items.size()),
                         [&](PyObject** places) { items.move_out(0, places); });
  }
  /// A set of the items, none of which was hashed before all were made. Empty with an exception
  /// set.
  static Ref set_of(const Vec<Ref>& items) {
    Ref set = Kind::make();
    if (!set) return {};
    PyObject_GC_UnTrack(set.get());  // what hashes and compares the items must not come upon it
    for (const Ref& item : items) {
      if (PySet_Add(set.get(), item.get()) < 0) return {};
    }
    PyObject_GC_Track(set.get());
    return Kind::made(std::move(set));
  }
};

template <class Kind>
const SerNode* build_set(const Schema& schema, SerBuilder& builder) {
  auto* node = builder.make<SetSerializer<Kind>>();
  if (node != nullptr) node->items_ = SerChild(builder.build_optional(schema, names.items_schema));
  return node != nullptr && node->items_.node != nullptr ? node : nullptr;
}

}  // namespace

const SerNode* build_set_serializer(const Schema& schema, SerBuilder& builder) {
  return build_set<SetKind>(schema, builder);
}
const SerNode* build_frozenset_serializer(const Schema& schema, SerBuilder& builder) {
  return build_set<FrozenSetKind>(schema, builder);
}

}  // namespace pydantic_core
