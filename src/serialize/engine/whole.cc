// serialize/engine/whole.cc: see whole.h.
#include "serialize/engine/whole.h"

#include "serialize/engine/child.h"
#include "serialize/engine/leaves.h"

namespace pydantic_core {
namespace {

/// Whether the settings of the call leave to each value what write_whole() makes of it.
bool fit(const SerState& state) {
  return !py::kFreeThreaded && state.is_json() && state.check == SerCheck::strict &&
         !state.filtered() && !state.serialize_as_any && !state.exclude_unset &&
         !state.exclude_defaults && !state.recursion.is_deep();
}

}  // namespace

bool write_whole_leaf(const SerLeaf& leaf, Borrowed value, Whole& to) {
  LeafForm form;
  if (!leaf.takes(value, form) || !leaf.is_written_in(to.state)) return false;
  if (write_value(form, value, to.out.buffer())) return true;
  if (form != LeafForm::str) return false;
  if (to.out.string(value)) return true;
  PyErr_Clear();  // UnicodeEncodeError or MemoryError: the long way comes upon it again
  return false;
}

bool write_choice(const SerChild& choice, Borrowed value, const SerState& state, JsonText& out) {
  if (!choice.leaf.may_be_whole() || !fit(state)) return false;
  const size_t before = out.buffer().size();
  Whole to{state, out};
  if (choice.write_whole(value, to)) return true;
  out.buffer().truncate(before);
  return false;
}

}  // namespace pydantic_core
