// errors/kept_errors.cc: see kept_errors.h.
#include "errors/kept_errors.h"

namespace pydantic_core {

bool KeptErrors::take(LineErrors& errors) {
  const bool ok = errors.make_lasting() && (errors.move_to(errors_, locs_) || py::no_memory());
  if (!ok) errors.truncate(0);
  return ok;
}

bool KeptErrors::add(const FinishedError& error) {
  const uint32_t begin = locs_.size();
  const Py_ssize_t count = error.location ? PyTuple_GET_SIZE(error.location.get()) : 0;
  for (Py_ssize_t i = count; i-- > 0;) {
    LocItem* item = locs_.add();
    if (item == nullptr) return py::no_memory();
    item->set(borrow(PyTuple_GET_ITEM(error.location.get(), i)));
  }
  LineError line{error.details.clone(), {error.input.clone()}, begin, locs_.size() - begin};
  return errors_.push(std::move(line)) || py::no_memory();
}

Outcome KeptErrors::add_to(LineErrors& errors, const Path* path) const {
  for (uint32_t i = 0; i < size(); ++i) {
    const ErrorLine error = line(i);
    const Ref location = error.location();
    if (!location) return Outcome::raised;
    const Outcome outcome =
        errors.add(error.details().clone(), {borrow(error.input())}, path, location.get());
    if (outcome != Outcome::invalid) return outcome;
  }
  return Outcome::invalid;
}

}  // namespace pydantic_core
