// py/layout/promotion.h: spares the collector what a call has just made, which is alive when the
// call returns.
//
// CPython counts the containers that are made. Since 3.12 it does not collect when the count passes
// the threshold, but as soon as Python code runs again: right after the call, if one call made that
// many. This collection visits all objects of the result, and everything that they hold, twice. It
// finds that they are alive, which was clear before as the caller is about to get them, and moves
// them to the next generation. For a large result that takes as long as making it.
//
// So when a collection is due at the end of a call, the call itself moves what it made to the next
// generation, by linking one list into another. The collection then runs as always, without these
// objects among the youngest. Afterwards everything is as CPython has it after that collection: the
// next generation is collected when its turn comes, and objects that have become garbage by then
// are found. Nothing is hidden from the collector, and nothing waits longer than if the collection
// had visited it. There is one exception: cycles that code of the user made and dropped during the
// call wait for the next generation's turn.
//
// Where the lists are is CPython's own layout. Importing the module looks for them and tries them.
// If they are not found, without the GIL, and in other versions, nothing is moved. (3.10 and 3.11
// collect in the middle of the call, a few hundred objects at a time; 3.14.0 to 3.14.4 in small
// steps.)
#pragma once

#include "py/layout/collector.h"
#include "py/layout/containers.h"

namespace pydantic_core::py {

/// Finds the lists, once at import.
void init_generations();

namespace detail {

/// The youngest generation, the first of an array; nullptr when it was not found.
extern constinit Generation* generations;

}  // namespace detail

/// One call of the module: constructed at its start, on its stack.
class Promotion {
 public:
  Promotion() : last_(detail::generations != nullptr ? detail::generations->head.previous : 0) {
    start_containers();
  }

  /// Called when the result is complete: moves what was made since construction, if a collection is
  /// due.
  void result_is_made() const {
    const detail::Generation* youngest = detail::generations;
    if (youngest == nullptr || youngest->count <= youngest->threshold) [[likely]]
      return;
    if (youngest->threshold != 0 && PyGC_IsEnabled()) move();
  }
  /// Moves what was made since construction.
  void move() const;

 private:
  /// The last object of the youngest generation at construction. It may have been freed since: an
  /// object that is at that address now was then made since, and so was everything after it.
  uintptr_t last_;
};

}  // namespace pydantic_core::py
