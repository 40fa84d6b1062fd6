// py/layout/promotion.h: what a call made is alive when the call returns, and the collector need
// not look.
//
// CPython counts the containers that are made. In 3.12 and 3.13 it does not collect where the count
// passes the threshold, but as soon as Python code runs again: right behind the call, if one call
// made that many. This collection goes twice over all objects of the result and over all that they
// hold, to find what was clear before, that they are alive (the caller is about to get them), and
// moves them to the next generation. For a large result it takes as long as making it.
//
// So when a collection is due at the end of a call, the call moves what it made to the next
// generation itself, which is a matter of linking one list into another. The collection comes as it
// would, finds nothing of it among the youngest, and counts as it would. From then on all is as
// CPython has it after that collection: the next generation is collected when its turn comes, and
// what is a cycle by then, or became one meanwhile, is found. Nothing is ever kept from the
// collector, nor does anything wait longer than if the collection had looked at it. (But for cycles
// that code of the user made during the call and dropped: they wait for the next generation's
// turn.)
//
// Where the lists are is CPython's own: importing the module looks for them and tries them; where
// they are not found, without the GIL and in other versions, nothing is moved. (3.10 and 3.11
// collect in the middle of the call, a few hundred objects at a time; 3.14 in small steps.)
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// Finds the lists, once at import.
void init_generations();

namespace detail {

/// What CPython has in front of each object that the collector knows, and at the head of each list.
/// The lowest bits of `previous` are the object's own.
struct CollectorLink {
  uintptr_t next;
  uintptr_t previous;
};

struct Generation {
  CollectorLink head;
  int threshold;
  int count;
};

/// The youngest generation, behind which the others lie; nullptr where it was not found.
extern constinit Generation* generations;

}  // namespace detail

/// Made at the start of a call.
class Promotion {
 public:
  Promotion() : last_(detail::generations != nullptr ? detail::generations->head.previous : 0) {}

  /// To be called when the result is made: moves what was made since, if a collection is due.
  void result_is_made() const {
    const detail::Generation* youngest = detail::generations;
    if (youngest == nullptr || youngest->count <= youngest->threshold) [[likely]]
      return;
    if (youngest->threshold != 0 && PyGC_IsEnabled()) move();
  }
  /// The same whether or not one is due.
  void move() const;

 private:
  /// The last object of the youngest generation at that time. Only compared: it may be gone.
  /// Another object that lies there now was made since, and so was all that comes after it.
  uintptr_t last_;
};

}  // namespace pydantic_core::py
