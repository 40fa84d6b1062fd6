// src/regex/automaton.h: running a program. A state of the deterministic automaton is a set of
// instructions that wait for a character; most patterns have few, and then all of them are found
// when the pattern is compiled and a search is one table look-up a character, on memory that nobody
// writes. For the rest a search finds states as it meets them, in a cache of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "alphabet.h"
#include "program.h"

namespace pydantic_core::regex {

/// What a step leads to: one of these, or a state.
using StateId = uint32_t;
constexpr StateId kNoMatch = 0;  // whatever follows
constexpr StateId kMatch = 1;    // already
constexpr StateId kFirstState = 2;

/// Finds states. Not for use by several threads at once.
class Explorer {
 public:
  Explorer(const Program& program, const Alphabet& alphabet);

  /// The state before the first character.
  StateId start();
  /// The state after one more character of that class, or after the end of the text (class
  /// `alphabet.size()`).
  StateId step(StateId from, uint32_t character_class);

  /// States found so far, counted with the two that are none.
  uint32_t size() const { return static_cast<uint32_t>(states_.size()); }
  /// Instructions looked at so far: what exploring has cost.
  uint64_t work() const { return work_; }
  /// Instructions held by the states.
  size_t held() const { return held_; }
  /// Forgets all states but one, which gets a new number.
  StateId restart_from(StateId state);

 private:
  struct State {
    std::vector<uint32_t> waiting;  // set and assertion instructions, ascending
    uint8_t before = 0;             // traits of the character before
    bool has_assertions = false;
  };

  void begin_set();
  void follow(uint32_t inst, uint8_t before, const uint8_t* after);
  StateId intern(uint8_t before);

  const Program& program_;
  const Alphabet& alphabet_;
  std::vector<State> states_;
  std::unordered_map<std::string, StateId> ids_;
  uint64_t work_ = 0;
  size_t held_ = 0;
  // The set being collected.
  std::vector<uint32_t> waiting_;
  std::vector<uint32_t> seen_;  // by instruction: the number of the last set that it was in
  uint32_t set_number_ = 0;
  bool matched_ = false;
  std::vector<uint32_t> stack_;
  std::vector<uint32_t> resolved_;
};

class Automaton {
 public:
  explicit Automaton(Program program);

  bool search(std::string_view text) const;

 private:
  void find_first_byte();
  bool search_exploring(std::string_view text) const;

  Program program_;
  Alphabet alphabet_;
  StateId start_ = kNoMatch;
  int first_byte_ = -1;          // the only byte that leads anywhere from the start, or -1
  std::vector<uint16_t> table_;  // by state and class; empty when there are too many states
};

}  // namespace pydantic_core::regex
