// schema/describe_lookup.cc: see describe_lookup.h.
#include "schema/describe_lookup.h"

#include "base/edition.h"

namespace pydantic_core {

void describe_key(Describer& out, Borrowed key) {
  Text text;
  py::append_lossy(text, key);
  if (kLookupsShowPathsAlone) {
    out.open_tuple("PathItemString");
    out.quoted(text);
    out.close_tuple();
    return;
  }
  out.open("PathItemString");
  out.field_text("key", text);
  out.field_object("py_key", key);
  out.close();
}

namespace {

void describe_path(Describer& out, const LookupPath& path) {
  out.open("LookupPath");
  out.field("first_item");
  describe_key(out, path.key.get());
  out.field("rest");
  out.open_list();
  for (Py_ssize_t i = 0; path.rest && i < PyTuple_GET_SIZE(path.rest.get()); ++i) {
    Borrowed step = PyTuple_GET_ITEM(path.rest.get(), i);
    out.element();
    if (PyUnicode_Check(step)) {
      out.open_tuple("S");
      describe_key(out, step);
    } else {
      const PathIndex index(step);
      out.open_tuple(index.from_end ? "Neg" : "Pos");
      out.out() << index.distance;
    }
    out.close_tuple();
  }
  out.close_list();
  out.close();
}

void describe_list(Describer& out, LookupPaths paths) {
  out.list(paths, [&](const LookupPath& path) { describe_path(out, path); });
}

/// `paths` as upstream's LookupKey shows itself; `plain`: none of them was written as a list of
/// steps.
void describe_paths(Describer& out, LookupPaths paths, bool plain) {
  const auto count = paths.end() - paths.begin();
  if (plain && count == 1) {
    out.open_tuple("Simple");
    describe_path(out, *paths.begin());
    out.close_tuple();
  } else if (plain && count == 2) {
    out.open("Choice");
    out.field("path1");
    describe_path(out, paths.begin()[0]);
    out.field("path2");
    describe_path(out, paths.begin()[1]);
    out.close();
  } else {
    out.open_tuple("PathChoices");
    describe_list(out, paths);
    out.close_tuple();
  }
}

void describe_collection(Describer& out, const Lookup& lookup) {
  out.open("LookupPathCollection");
  out.field("by_name");
  describe_path(out, lookup.name());
  out.field("by_alias");
  describe_list(out, lookup.aliases());
  out.close();
}

}  // namespace

void describe_discriminator(Describer& out, Borrowed function, const Lookup& lookup) {
  out.field("discriminator");
  if (function != nullptr) {
    out.open_tuple("Function");
    out.object(function);
  } else if (kLookupsShowPathsAlone) {
    out.open_tuple("LookupPaths");
    describe_list(out, lookup.all());
  } else {
    out.open_tuple("LookupKey");
    describe_paths(out, lookup.all(), lookup.alias_is_plain());
  }
  out.close_tuple();
}

void describe_lookup(Describer& out, const Lookup& lookup, bool optional) {
  if (kLookupsShowPathsAlone) {
    out.field("lookup_path_collection");
    if (!optional) return describe_collection(out, lookup);
    return out.optional(!lookup.empty(), [&] { describe_collection(out, lookup); });
  }
  const bool aliased = lookup.alias_count() != 0;
  const bool plain = !aliased || lookup.alias_is_plain();
  out.field("lookup_key_collection");
  out.open("LookupKeyCollection");
  out.field("by_name");
  describe_paths(out, lookup.select(false, true), true);
  for (const bool by_name : {false, true}) {
    out.field(by_name ? "by_alias_then_name" : "by_alias");
    if (!aliased) {
      out.out() << "None";
      continue;
    }
    out.open_tuple("Some");
    describe_paths(out, lookup.select(true, by_name), plain);
    out.close_tuple();
  }
  out.close();
}

}  // namespace pydantic_core
