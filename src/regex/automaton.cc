// src/regex/automaton.cc: determinisation and search.
//
// An assertion about the character before a position is decided when the state is made, since a
// state carries the traits of that character (those that the program asks for). One about the
// character after it waits in the state and is decided by the step. Everything here only asks
// whether there is a match, so a state in which the pattern has matched needs no further content:
// it is kMatch.
#include "automaton.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace pydantic_core::regex {
namespace {

// A pattern beyond these is not explored in advance: some milliseconds, and 128 kB.
constexpr uint64_t kMostWork = 100'000;
constexpr size_t kMostEntries = 65'536;
// The cache of a search that explores: its table, and what its states hold.
constexpr size_t kMostCached = 262'144;

/// Whether the assertion holds between a character with traits `before` and one with traits
/// `*after`. `after` is null for a character that is not known yet; `is_known` then says whether
/// the answer would be the same for all. The end of the text has trait kTextStart as its only one:
/// there, no character follows.
bool holds(const Inst& inst, uint8_t before, const uint8_t* after, bool& is_known) {
  is_known = true;
  const bool at_start = (before & kTextStart) != 0;
  switch (inst.assertion) {
    case Assert::text_start:
      return at_start;
    case Assert::line_start:
      return at_start || (before & kLineFeed) != 0;
    case Assert::line_start_crlf:
      if (at_start || (before & kLineFeed) != 0) return true;
      if ((before & kCarriageReturn) == 0) return false;
      break;
    default:
      break;
  }
  const uint8_t word = inst.is_unicode ? kUnicodeWord : kAsciiWord;
  const bool is_after_word = (before & word) != 0;
  if (inst.assertion == Assert::word_start_half) return !is_after_word;
  if (after == nullptr) {
    is_known = false;
    return false;
  }
  const bool at_end = (*after & kTextStart) != 0;
  const bool is_before_word = !at_end && (*after & word) != 0;
  const bool is_before_feed = !at_end && (*after & kLineFeed) != 0;
  switch (inst.assertion) {
    case Assert::text_end:
      return at_end;
    case Assert::line_end:
      return at_end || is_before_feed;
    case Assert::line_start_crlf:
      return !is_before_feed;
    case Assert::line_end_crlf:
      return at_end || (*after & kCarriageReturn) != 0 ||
             (is_before_feed && (before & kCarriageReturn) == 0);
    case Assert::word_boundary:
      return is_after_word != is_before_word;
    case Assert::not_word_boundary:
      return is_after_word == is_before_word;
    case Assert::word_start:
      return !is_after_word && is_before_word;
    case Assert::word_end:
      return is_after_word && !is_before_word;
    case Assert::word_end_half:
      return !is_before_word;
    default:
      return false;
  }
}

}  // namespace

Explorer::Explorer(const Program& program, const Alphabet& alphabet)
    : program_(program),
      alphabet_(alphabet),
      states_(kFirstState),
      seen_(program.insts.size(), 0) {}

void Explorer::begin_set() {
  waiting_.clear();
  matched_ = false;
  ++set_number_;
}

/// Adds what can be reached from `inst` without taking a character.
void Explorer::follow(uint32_t inst, uint8_t before, const uint8_t* after) {
  stack_.push_back(inst);
  while (!stack_.empty()) {
    const uint32_t at = stack_.back();
    stack_.pop_back();
    if (seen_[at] == set_number_) continue;
    seen_[at] = set_number_;
    ++work_;
    const Inst& i = program_.insts[at];
    switch (i.op) {
      case Inst::Op::match:
        matched_ = true;
        break;
      case Inst::Op::set:
        waiting_.push_back(at);
        break;
      case Inst::Op::split:
        stack_.push_back(i.next);
        stack_.push_back(i.other);
        break;
      case Inst::Op::assertion: {
        bool is_known = true;
        const bool is_true = holds(i, before, after, is_known);
        if (is_true) stack_.push_back(i.next);
        if (!is_known) waiting_.push_back(at);
        break;
      }
    }
  }
}

StateId Explorer::intern(uint8_t before) {
  if (matched_) return kMatch;
  // With nothing to wait for all is lost, unless the search may begin anew after some other
  // character.
  if (waiting_.empty() && (alphabet_.wanted() & ~kTextStart) == 0) return kNoMatch;
  std::sort(waiting_.begin(), waiting_.end());
  std::string key(reinterpret_cast<const char*>(waiting_.data()),
                  waiting_.size() * sizeof(uint32_t));
  key += static_cast<char>(before);
  const auto [known, is_new] = ids_.try_emplace(std::move(key), size());
  if (is_new) {
    State state{waiting_, before, false};
    for (const uint32_t inst : waiting_) {
      state.has_assertions |= program_.insts[inst].op == Inst::Op::assertion;
    }
    held_ += waiting_.size();
    states_.push_back(std::move(state));
  }
  return known->second;
}

StateId Explorer::start() {
  begin_set();
  const uint8_t before = alphabet_.wanted() & kTextStart;
  follow(program_.start, before, nullptr);
  return intern(before);
}

StateId Explorer::step(StateId from, uint32_t character_class) {
  const bool at_end = character_class == alphabet_.size();
  const uint8_t traits = at_end ? uint8_t{kTextStart} : alphabet_.traits(character_class);
  const std::vector<uint32_t>* waiting = &states_[from].waiting;
  work_ += waiting->size();
  if (states_[from].has_assertions) {
    begin_set();
    for (const uint32_t inst : *waiting) follow(inst, states_[from].before, &traits);
    if (matched_) return kMatch;
    resolved_ = waiting_;
    waiting = &resolved_;
  }
  if (at_end) return kNoMatch;
  begin_set();
  for (const uint32_t inst : *waiting) {
    const Inst& i = program_.insts[inst];
    if (alphabet_.is_in(character_class, i.other)) follow(i.next, traits, nullptr);
  }
  follow(program_.start, traits, nullptr);
  return intern(traits);
}

StateId Explorer::restart_from(StateId state) {
  State kept = std::move(states_[state]);
  states_.resize(kFirstState);
  ids_.clear();
  held_ = 0;
  waiting_ = std::move(kept.waiting);
  matched_ = false;
  return intern(kept.before);
}

Automaton::Automaton(Program program) : program_(std::move(program)), alphabet_(program_) {
  Explorer explorer(program_, alphabet_);
  start_ = explorer.start();
  const uint32_t row = alphabet_.size() + 1;
  table_.resize(size_t{kFirstState} * row, 0);
  for (StateId state = kFirstState; state < explorer.size(); ++state) {
    for (uint32_t c = 0; c < row; ++c) {
      table_.push_back(static_cast<uint16_t>(explorer.step(state, c)));
    }
    if (table_.size() > kMostEntries || explorer.work() > kMostWork) {
      table_ = {};
      return;
    }
  }
  program_ = {};  // the table says it all
  find_first_byte();
}

/// Many a pattern can only begin with one certain character. Where it is ASCII, memchr finds it.
void Automaton::find_first_byte() {
  if (start_ < kFirstState) return;
  const uint32_t row = alphabet_.size() + 1;
  const auto leaves_start = [&](uint32_t c) { return table_[start_ * row + c] != start_; };
  uint32_t leaving = 0;
  for (uint32_t c = 0; c + 1 < row; ++c) leaving += leaves_start(c);
  int first = -1;
  for (int c = 0; c < 0x80; ++c) {
    if (!leaves_start(alphabet_.class_of_ascii(static_cast<unsigned char>(c)))) continue;
    if (first >= 0) return;
    first = c;
  }
  if (leaving != 1 || first < 0) return;
  const uint32_t c = alphabet_.class_of_ascii(static_cast<unsigned char>(first));
  if (!alphabet_.has_beyond_ascii(c)) first_byte_ = first;
}

bool Automaton::search(std::string_view text) const {
  if (start_ < kFirstState) return start_ == kMatch;
  if (table_.empty()) return search_exploring(text);
  const uint32_t row = alphabet_.size() + 1;
  const uint16_t* const table = table_.data();
  StateId state = start_;
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p != end) {
    if (state == start_ && first_byte_ >= 0) {
      p = static_cast<const char*>(std::memchr(p, first_byte_, static_cast<size_t>(end - p)));
      if (p == nullptr) break;
    }
    const auto byte = static_cast<unsigned char>(*p);
    uint32_t c;
    if (byte < 0x80) {
      c = alphabet_.class_of_ascii(byte);
      ++p;
    } else {
      c = alphabet_.class_of(next_char(p, end));
    }
    state = table[state * row + c];
    if (state < kFirstState) return state == kMatch;
  }
  return table[state * row + row - 1] == kMatch;
}

bool Automaton::search_exploring(std::string_view text) const {
  constexpr StateId kUnknown = UINT32_MAX;
  Explorer explorer(program_, alphabet_);
  const uint32_t row = alphabet_.size() + 1;
  StateId state = explorer.start();
  std::vector<StateId> table;
  const char* p = text.data();
  const char* const end = p + text.size();
  for (;;) {
    if (table.size() > kMostCached || explorer.held() > kMostCached) {
      state = explorer.restart_from(state);
      table.clear();
    }
    if (table.size() < size_t{explorer.size()} * row) {
      table.resize(size_t{explorer.size()} * row, kUnknown);
    }
    const uint32_t c = p == end ? row - 1 : alphabet_.class_of(next_char(p, end));
    const bool is_last = c == row - 1;
    StateId& next = table[state * row + c];
    if (next == kUnknown) next = explorer.step(state, c);
    state = next;
    if (state < kFirstState || is_last) return state == kMatch;
  }
}

}  // namespace pydantic_core::regex
