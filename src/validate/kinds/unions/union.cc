// validate/kinds/unions/union.cc: the first choice that takes the input, or the best one.
//
// Left to right, the first choice that succeeds is the answer. Smart mode must find the choice that
// the input was meant for, though lax validation lets many succeed: "1" is an int as well as a str,
// and a dict may fill several models. Two measures of a success say how good it is:
//
//   - Exactness: every kind lowers state.exactness to how closely its input matched (exact: the
//     very type; strict: what strict mode takes; lax: converted). A container is as exact as its
//     least exact item, since all share the one state.
//   - The number of fields that were set, which models, dataclasses and typed dicts count up in
//     state.fields_set_count, their nested ones included; other kinds leave it unknown.
//
// Choices are tried in order, each from a state that is `exact` and without a count. A success that
// is still exact and has no count cannot be beaten: it is the answer and the rest is not tried.
// (With a count it can be: a model without required fields takes any dict, exactly.) Otherwise a
// later success replaces the best so far when both have counts that differ and its own is higher;
// or else when it is more exact. Ties go to the earlier choice.
//
// What the union tells its own surroundings, perhaps a union again, is the measure of its best
// choice. Not so after an exact success: that lowers nothing.
//
// Errors stay on the stack as long as no choice has succeeded, each below the label of its choice,
// and all are forgotten once one has; from then on they are only counted. Any other outcome (an
// exception, omit, use_default) ends the union at once, and forgets them too. In later editions a
// smart union goes on after an omit, which is its answer when no choice succeeds.
//
// A trial comes first where nobody can notice (quiet.h): choices that the input cannot be are left
// out (choice_filter.h), and the errors of the others are only counted. Most unions find their
// choice in the trial. When there is none, all choices are validated once more for their errors, by
// the same code and without further trials within, so that nested unions do not multiply.
//
// Choices at the beginning that are leaves (py/leaf.h) are looked at before any is tried: what is
// exactly of a leaf's type is an exact success there, and merely wrong or less exact for every leaf
// before it. Not so for text in JSON, which is never exact.
#include <algorithm>
#include <atomic>

#include "py/sync.h"
#include "schema/parts.h"
#include "validate/engine/child.h"
#include "validate/kinds/unions/choice_filter.h"
#include "validate/kinds/wrappers/custom_error.h"

namespace pydantic_core {
namespace {
enum class UnionMode : uint8_t { smart, left_to_right };
}

template <>
struct WordsOf<UnionMode> {
  static constexpr Word kWords[] = {{"smart", "Smart"}, {"left_to_right", "LeftToRight"}};
};

namespace {

struct Choice {
  Child child;
  Ref label;  // str; empty: the node's name

  static void write_label(const void* choice, Text& out) {
    const auto& self = *static_cast<const Choice*>(choice);
    if (self.label) {
      py::append_lossy(out, self.label.get());
    } else {
      Node::write_name(self.child.node, out);
    }
  }
};

/// What a union finds out about its choices when it is first used: not before, because definitions
/// may be filled after the nodes that refer to them.
struct Insight {
  bool quiet = false;
  ChoiceFilter filter;  // of a quiet union
};

class UnionNode : public KindNode<UnionNode> {
 public:
  ~UnionNode() {
    if (Insight* known = insight_.load()) {
      known->~Insight();
      std::free(known);
    }
  }
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (take_exact(input, state, out)) return out ? Outcome::ok : Outcome::raised;
    if (state.trial != Trial::failed && state.allow_partial == PartialMode::off) {
      const Insight* insight = get_insight();
      if (insight == nullptr) return Outcome::raised;
      if (insight->quiet && (state.trial == Trial::running || is_plain_input(input, state)))
        return validate_quietly(input, *insight, state, out);
    }
    return validate_all(input, state, out);
  }
  bool is_quiet(QuietSearch& search) const {
    return std::all_of(choices_.begin(), choices_.end(),
                       [&](const Choice& choice) { return search.is_quiet(choice.child.node); });
  }
  bool quiet() const { return true; }
  void name(NameWriter& out) const {
    NameWriter inner = out.inner();
    out.out << "union[";
    for (const Choice& choice : choices_) {
      if (&choice != choices_.begin()) out.out << ',';
      if (choice.label) {
        py::append_lossy(out.out, choice.label.get());
      } else {
        choice.child.node->name(inner);
      }
    }
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"Union", "UnionValidator"};
  void describe(Describer& out) const {
    out.field_word("mode", word_of(mode_));
    out.field_list("choices", choices_, [&](const Choice& choice) {
      out.open_tuple("");
      choice.child.node->describe(out);
      out.element();
      out.optional(static_cast<bool>(choice.label), [&] { out.quoted(choice.label.get()); });
      out.close_tuple();
    });
    error_.describe_optional(out);
    describe_name(out, this);
  }
  /// The settings beside the choices.
  bool init(const Schema& schema, UnionMode mode, Vec<Choice> choices) {
    choices_ = std::move(choices);
    mode_ = mode;
    // Left to right, a choice that converts may take a value that a later leaf would take as it is.
    const uint32_t most = is_smart() ? choices_.size() : 1;
    while (leaves_ < most && choices_[leaves_].child.leaf) ++leaves_;
    return error_.init(schema);
  }
  template <class F>
  void each_ref(F&& f) {
    for (Choice& choice : choices_) f(choice.label);
    error_.each_ref(f);
  }

 private:
  bool is_smart() const { return mode_ == UnionMode::smart; }
  static bool is_json_text(PyInput) { return false; }
  static bool is_json_text(StringInput) { return false; }
  static bool is_json_text(JsonInput input) { return input.value.is_string(); }

  /// As Child::take, for the leaves at the beginning.
  template <class Input>
  bool take_exact(Input input, State& state, Ref& out) const {
    if (is_json_text(input)) return false;
    for (uint32_t i = 0; i < leaves_; ++i) {
      if (choices_[i].child.take(input, state, out)) return true;
    }
    return false;
  }
  template <class Input>
  Outcome validate_choice(const Choice& choice, Input input, State& state, Ref& out) const {
    PathScope path(state);
    path.frame.set_label(&Choice::write_label, &choice);
    return choice.child.node->validate(input, state, out);
  }

  /// nullptr with an exception set. Threads that come at the same time may both find it out.
  const Insight* get_insight() const {
    Insight* known = insight_.load(std::memory_order_acquire);
    if (known != nullptr) [[likely]]
      return known;
    void* place = std::malloc(sizeof(Insight));
    if (place == nullptr) return py::no_memory();
    auto* made = new (place) Insight();
    QuietSearch search;
    made->quiet = is_quiet(search);
    bool ok = PyErr_Occurred() == nullptr;
    for (uint32_t i = 0; ok && made->quiet && i < choices_.size(); ++i) {
      ok = made->filter.add(choices_[i].child.node);
    }
    if (ok && insight_.compare_exchange_strong(known, made)) return made;
    made->~Insight();
    std::free(place);
    return ok ? known : nullptr;
  }

  static bool is_better(const Match& match, const Match& other) {
    const bool counts = match.has_fields_set && other.has_fields_set;
    if (counts && match.fields_set_count != other.fields_set_count)
      return match.fields_set_count > other.fields_set_count;
    return match.exactness > other.exactness;
  }

  /// What is known of the choices beforehand: nothing, or what the filter says of the input.
  struct Outlook {
    const ChoiceFilter* filter = nullptr;
    const Prospects* prospects = nullptr;

    bool allows(uint32_t i) const { return prospects == nullptr || prospects->candidates.has(i); }
    bool may_beat(const Match& best, uint32_t i) const {
      if (prospects == nullptr || i >= Candidates::kMost || !prospects->counted.has(i) ||
          !best.has_fields_set)
        return true;
      const size_t count = prospects->counts[i];
      return count != best.fields_set_count ? count > best.fields_set_count
                                            : filter->closest(i) > best.exactness;
    }
  };

  /// Where nobody can notice: a trial, and if that fails, validation for the errors.
  template <class Input>
  Outcome validate_quietly(Input input, const Insight& insight, State& state, Ref& out) const {
    const bool nested = state.trial == Trial::running;
    const Match before = state.match();
    Prospects prospects;
    if (leaves_no_trace(state) && !insight.filter.look_at(input, state, prospects))
      return Outcome::raised;
    {
      const ForgottenErrors forgotten(state);
      Scoped trial(state.trial, Trial::running);
      const Outcome outcome = try_choices(input, {&insight.filter, &prospects}, state, out);
      if (outcome != Outcome::invalid) return outcome;
    }
    const bool is_enough = state.errors.detail() == ErrorDetail::count && !asks_keys(state.path);
    if (nested || is_enough) return state.errors.count(state.path);
    state.match() = before;
    Scoped trial(state.trial, Trial::failed);
    return validate_all(input, state, out);
  }
  /// Whether a choice that fails leaves the state as it was: from left to right, it lowers the
  /// exactness.
  bool leaves_no_trace(const State& state) const {
    return is_smart() || state.exactness == Exactness::unknown;
  }

  template <class Input>
  Outcome validate_all(Input input, State& state, Ref& out) const {
    if (!error_) return try_choices(input, {}, state, out);
    const Outcome outcome = attempt(state, [&] { return try_choices(input, {}, state, out); });
    return outcome == Outcome::invalid ? error_.fail(input, state) : outcome;
  }

  /// Outcome::invalid leaves the errors of all choices.
  template <class Input>
  Outcome try_choices(Input input, const Outlook& outlook, State& state, Ref& out) const {
    return is_smart() ? validate_smart(input, outlook, state, out)
                      : validate_left_to_right(input, outlook, state, out);
  }

  template <class Input>
  Outcome validate_left_to_right(Input input, const Outlook& outlook, State& state,
                                 Ref& out) const {
    const uint32_t mark = state.errors.size();
    for (uint32_t i = 0; i < choices_.size(); ++i) {
      if (!outlook.allows(i)) continue;
      const Outcome outcome = validate_choice(choices_[i], input, state, out);
      if (outcome == Outcome::invalid) continue;
      state.errors.truncate(mark);
      return outcome;
    }
    return Outcome::invalid;
  }

  template <class Input>
  Outcome validate_smart(Input input, const Outlook& outlook, State& state, Ref& out) const {
    const uint32_t mark = state.errors.size();
    const Match before = state.match();
    std::optional<Match> best;
    Ref best_value;
    bool omitted = false;
    for (uint32_t i = 0; i < choices_.size(); ++i) {
      if (!outlook.allows(i) || (best && !outlook.may_beat(*best, i))) continue;
      state.match() = {
          .exactness = Exactness::exact, .has_fields_set = false, .fields_set_count = 0};
      Ref value;
      std::optional<ForgottenErrors> forgotten;
      if (best) forgotten.emplace(state);
      const Outcome outcome = validate_choice(choices_[i], input, state, value);
      if (outcome == Outcome::invalid) continue;
      state.errors.truncate(mark);
      if (kSmartUnionsGoOnAfterOmit && outcome == Outcome::omit) {
        omitted = true;
        continue;
      }
      if (outcome != Outcome::ok) return outcome;
      if (state.exactness == Exactness::exact && !state.has_fields_set) {
        state.match() = before;
        out = std::move(value);
        return Outcome::ok;
      }
      // What a user's function did to the input is not known: no closer than lax.
      if (state.exactness == Exactness::unknown) state.exactness = Exactness::lax;
      if (!best || is_better(state.match(), *best)) {
        best = state.match();
        best_value = std::move(value);
      }
    }
    state.match() = before;
    if (!best && omitted) {
      state.errors.truncate(mark);
      return Outcome::omit;
    }
    if (!best) return Outcome::invalid;
    state.floor_exactness(best->exactness);
    if (best->has_fields_set) state.add_fields_set(best->fields_set_count);
    out = std::move(best_value);
    return Outcome::ok;
  }

  Vec<Choice> choices_;
  CustomError error_;
  mutable std::atomic<Insight*> insight_ = nullptr;
  uint32_t leaves_ = 0;  // so many choices, from the first on
  UnionMode mode_ = UnionMode::smart;
};

/// Reads "choices": schemas, or tuples of a schema and its label.
bool read_choices(const Schema& schema, Builder& builder, Vec<Choice>& out) {
  Ref list;
  if (!schema.dict.require_list(names.choices, list)) return false;
  for (const Ref& item : py::ListItems(list.get())) {
    Ref choice = item.clone();
    Ref label;
    if (PyTuple_Check(item.get())) {
      choice = steal(PySequence_GetItem(item.get(), 0));
      Ref object = choice ? steal(PySequence_GetItem(item.get(), 1)) : Ref();
      if (object) label = steal(PyObject_Str(object.get()));
      if (!label) return false;
    }
    const Node* node = builder.build(choice.get(), schema.config);
    if (node == nullptr) return false;
    if (!out.push({Child(node), std::move(label)})) return py::no_memory();
  }
  return true;
}

}  // namespace

const Node* build_union(const Schema& schema, Builder& builder) {
  Vec<Choice> choices;
  UnionMode mode = UnionMode::smart;
  bool auto_collapse = true;
  if (!read_choices(schema, builder, choices) || !read_mode(schema.dict, names.mode, "union", mode))
    return nullptr;
  if (choices.empty()) return refuse_no_choices();
  // What is no bool counts as if it were not there.
  if (choices.size() == 1 && !schema.dict.get(names.auto_collapse, auto_collapse) && !forgive())
    return nullptr;
  if (choices.size() == 1 && auto_collapse) return choices[0].child.node;
  auto* node = builder.make<UnionNode>();
  return node != nullptr && node->init(schema, mode, std::move(choices)) ? node : nullptr;
}

}  // namespace pydantic_core
