// schema/describe_keys.cc: see describe_keys.h. Upstream keeps this structure to read JSON by; here
// it is made for repr() alone. Paths may be long: nothing here calls itself.
#include "schema/describe_keys.h"

#include <algorithm>

#include "schema/describe_lookup.h"

namespace pydantic_core {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

/// One path of one value.
struct Way {
  uint32_t value;  // which one
  uint32_t node;   // where the path ends
  uint32_t alias;  // which of its aliases; kNone: its name
  bool is_aliased;
};

/// What one step leads to; node 0 is the object.
struct Step {
  Borrowed step = nullptr;  // str, or int of one machine word
  uint32_t parent = kNone;
  uint32_t next = kNone;                  // of the same kind, below the same parent
  uint32_t children[2] = {kNone, kNone};  // the first str, the first int
  uint32_t own_ways = 0;
  // Numbers in the order of a walk: of the paths that end here and below, and of the nodes with
  // children from here on down.
  uint32_t first_way = 0, ways_end = 0;
  uint32_t first_branch = 0, branches_end = 0;

  bool is_index() const { return !PyUnicode_Check(step); }
  bool is_branch() const { return children[0] != kNone || children[1] != kNone; }
};

bool is_same(Borrowed a, Borrowed b) {
  if (PyUnicode_Check(a)) return PyUnicode_Compare(a, b) == 0;
  const PathIndex one(a), other(b);
  return one.from_end == other.from_end && one.distance == other.distance;
}

class KeyTree {
 public:
  /// False when the heap is exhausted.
  [[nodiscard]] bool init(const Vec<const Lookup*>& lookups) {
    if (!steps_.push({})) return false;
    for (uint32_t value = 0; value < lookups.size(); ++value) {
      const Lookup& lookup = *lookups[value];
      const bool is_aliased = lookup.alias_count() != 0;
      if (!add(lookup.name(), {value, 0, kNone, is_aliased})) return false;
      uint32_t alias = 0;
      for (const LookupPath& path : lookup.aliases()) {
        if (!add(path, {value, 0, alias++, is_aliased})) return false;
      }
    }
    number();
    return true;
  }
  void describe_flat(Describer& out) const {
    out.open("FlatLookup");
    out.field("inner");
    out.open_set();
    for (uint32_t at = steps_[0].children[0]; at != kNone; at = steps_[at].next) {
      describe_step(out, steps_[at]);
      describe_ways(out, steps_[at].first_way, steps_[at].ways_end);
    }
    out.close_set();
    out.close();
  }
  void describe_nested(Describer& out) const {
    out.open("NestedLookup");
    out.field("inner");
    out.open_set();
    walk([&](uint32_t at) { begin_node(out, steps_[at]); },
         [&](uint32_t) {
           out.close_set();
           out.field("list");
           out.open_set();
         },
         [&](uint32_t) {
           out.close_set();
           out.close();
         });
    out.close_set();
    out.field("paths");
    describe_ways(out, 0, ways_.size());
    out.field("branch_count");
    out.out() << branches_;
    out.close();
  }

 private:
  [[nodiscard]] bool add(const LookupPath& path, Way way) {
    bool ok = enter(path.key.get(), way.node);
    for (Py_ssize_t i = 0; ok && path.rest && i < PyTuple_GET_SIZE(path.rest.get()); ++i) {
      ok = enter(PyTuple_GET_ITEM(path.rest.get(), i), way.node);
    }
    return ok && ways_.push(way) && ++steps_[way.node].own_ways != 0;
  }
  /// Goes a step down from `at`.
  [[nodiscard]] bool enter(Borrowed step, uint32_t& at) {
    uint32_t* link = &steps_[at].children[PyUnicode_Check(step) ? 0 : 1];
    while (*link != kNone && !is_same(steps_[*link].step, step)) link = &steps_[*link].next;
    if (*link == kNone) {
      *link = steps_.size();
      if (!steps_.push({.step = step, .parent = at})) return false;
      at = steps_.size() - 1;
    } else {
      at = *link;
    }
    return true;
  }

  /// Calls begin(node) before what is below a node, turn(node) between its strs and its ints, and
  /// end(node) after all of it.
  template <class Begin, class Turn, class End>
  void walk(Begin&& begin, Turn&& turn, End&& end) const {
    uint32_t at = steps_[0].children[0];
    while (at != kNone) {
      begin(at);
      uint32_t next = steps_[at].children[0];
      if (next == kNone) {
        turn(at);
        next = steps_[at].children[1];
      }
      while (next == kNone) {
        end(at);
        next = steps_[at].next;
        if (next != kNone || steps_[at].parent == 0) break;
        const bool was_index = steps_[at].is_index();
        at = steps_[at].parent;
        if (!was_index) {
          turn(at);
          next = steps_[at].children[1];
        }
      }
      at = next;
    }
  }

  /// Gives the ways and the nodes their numbers, in the order of a walk.
  void number() {
    uint32_t ways = 0;
    walk(
        [&](uint32_t at) {
          Step& step = steps_[at];
          step.first_way = ways;
          ways += step.own_ways;
          step.first_branch = branches_;
          branches_ += step.is_branch();
        },
        [](uint32_t) {},
        [&](uint32_t at) {
          steps_[at].ways_end = ways;
          steps_[at].branches_end = branches_;
        });
    std::stable_sort(ways_.begin(), ways_.end(), [&](const Way& a, const Way& b) {
      return steps_[a.node].first_way < steps_[b.node].first_way;
    });
  }

  static void describe_range(Describer& out, const char* name, uint32_t begin, uint32_t end) {
    out.field(name);
    out.out() << begin << ".." << end;
  }
  static void describe_step(Describer& out, const Step& step) {
    out.element();
    if (step.is_index()) {
      const PathIndex index(step.step);
      out.out() << (index.from_end ? "-" : "") << index.distance;
    } else {
      describe_key(out, step.step);
    }
    out.out() << ": ";
  }
  static void begin_node(Describer& out, const Step& step) {
    describe_step(out, step);
    out.open("NestedLookupNode");
    describe_range(out, "fields", step.first_way, step.first_way + step.own_ways);
    out.field("subtree_end");
    out.out() << step.ways_end;
    describe_range(out, "branches", step.first_branch, step.branches_end);
    out.field("map");
    out.open_set();
  }
  void describe_ways(Describer& out, uint32_t begin, uint32_t end) const {
    out.open_list();
    for (uint32_t i = begin; i < end; ++i) {
      const Way& way = ways_[i];
      out.element();
      out.open("LookupFieldInfo");
      out.field("field_index");
      out.out() << way.value;
      out.field("lookup_priority");
      out.open("LookupFieldPriority");
      out.field_word("lookup_type", way.alias != kNone ? "Alias"
                                    : way.is_aliased   ? "Name"
                                                       : "Both");
      out.field("alias_index");
      out.out() << (way.alias != kNone ? way.alias : 0);
      out.close();
      out.close();
    }
    out.close_list();
  }

  Vec<Step> steps_;
  Vec<Way> ways_;
  uint32_t branches_ = 0;
};

void describe_names(Describer& out, const Vec<const Lookup*>& lookups) {
  out.open_set();
  for (uint32_t i = 0; i < lookups.size(); ++i) {
    out.element();
    describe_key(out, lookups[i]->name().key.get());
    out.out() << ": " << i;
  }
  out.close_set();
}

}  // namespace

void describe_keys(Describer& out, const Vec<const Lookup*>& lookups) {
  bool is_aliased = false;
  bool is_nested = false;
  for (const Lookup* lookup : lookups) {
    is_aliased |= lookup->alias_count() != 0;
    for (const LookupPath& path : lookup->aliases()) is_nested |= static_cast<bool>(path.rest);
  }
  out.field("lookup");
  out.open_tuple(is_nested ? "Nested" : is_aliased ? "Flat" : "NoAliases");
  if (!is_aliased) {
    describe_names(out, lookups);
  } else if (KeyTree tree; !tree.init(lookups)) {
    out.out().fail();
  } else if (is_nested) {
    tree.describe_nested(out);
  } else {
    tree.describe_flat(out);
  }
  out.close_tuple();
}

}  // namespace pydantic_core
