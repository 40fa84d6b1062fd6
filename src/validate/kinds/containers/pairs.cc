// validate/kinds/containers/pairs.cc: see pairs.h.
#include "validate/kinds/containers/pairs.h"

#include "py/get.h"
#include "py/layout/dict_layout.h"
#include "py/sync.h"

namespace pydantic_core {

Outcome PairRules::copy(Borrowed dict, Ref& out) const {
  const auto stays = [&](Borrowed key, Borrowed value) {
    return (keys.leaf.takes(key) || (any_key && py::is_quiet_key(key))) &&
           (any_value || values.leaf.takes(value));
  };
  if (PyDict_GET_SIZE(dict) == 0) return Outcome::ok;
  // If the first pair stays, it is likely that all do. Copying may compare keys that are not all
  // str, so that these must be known before.
  Py_ssize_t at = 0, count;
  const bool all_str = py::pairs_of(dict, count) != nullptr;
  Ref key, value;
  while (py::dict_next(dict, at, key, value)) {
    if (!stays(key.get(), value.get())) return Outcome::ok;
    if (all_str) break;
  }
  out = py::copy_dict(dict);
  if (!out) return Outcome::raised;
  // All pairs of the copy are checked, since nobody else can change it.
  if (!py::all_own_pairs(out.get(), stays)) out = {};
  return Outcome::ok;
}

}  // namespace pydantic_core
