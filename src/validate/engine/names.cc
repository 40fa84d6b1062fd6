// validate/engine/names.cc: see names.h.
#include "validate/engine/names.h"

#include "validate/engine/node.h"

namespace pydantic_core {
namespace {

/// Writes "what[node]"; the size of the text before `node`.
size_t write_around(NameWriter inner, std::string_view what, const Node* node) {
  inner.out << what << '[';
  const size_t begin = inner.out.size();
  if (node != nullptr) {
    node->name(inner);
  } else {
    inner.out << "any";
  }
  inner.out << ']';
  return begin;
}

}  // namespace

void NameWriter::keep(std::string_view& shown, size_t begin) const {
  if (keeping == nullptr || !out.ok()) return;
  const std::string_view text = out.view().substr(begin);
  auto* const copy = static_cast<char*>(keeping->allocate(text.size()));
  if (copy == nullptr) return out.fail();
  std::memcpy(copy, text.data(), text.size());
  shown = {copy, text.size()};
}

void name_around(NameWriter& out, std::string_view what, const Node* node) {
  write_around(out.inner(), what, node);
}

void name_list(NameWriter& out, std::string_view what, const Node* item, std::string_view& shown) {
  if (!shown.empty()) {
    out.out << shown;
    return;
  }
  const size_t begin = out.out.size();
  const size_t inner = write_around(out, what, item);
  if (out.out.view().substr(inner) != "...]") out.keep(shown, begin);
}

}  // namespace pydantic_core
