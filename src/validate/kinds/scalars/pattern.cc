// validate/kinds/scalars/pattern.cc: see pattern.h.
#include "validate/kinds/scalars/pattern.h"

#include "py/call.h"
#include "py/classes.h"

namespace pydantic_core {

bool PatternMatcher::init(Borrowed pattern, const Schema& schema) {
  Ref engine;
  if (!schema.get_or_config(names.regex_engine, engine)) return false;
  if (engine && !check_text(engine.get())) return false;
  Borrowed pattern_class = py::re_pattern_class.get_or_import();
  if (pattern_class == nullptr) return false;
  const int compiled = PyObject_IsInstance(pattern, pattern_class);
  if (compiled < 0) return false;
  Ref source =
      PyUnicode_Check(pattern) ? borrow(pattern) : steal(PyObject_GetAttr(pattern, names.pattern));
  const bool is_text = source && PyUnicode_Check(source.get());
  if (!is_text || (!PyUnicode_Check(pattern) && !py::has_utf8(source.get()))) {
    if (!forgive()) return false;
    Text text;
    text << "Invalid pattern, must be str or re.Pattern: ";
    return py::append_str(text, pattern) && schema_error(text);
  }
  source_ = py::lossy_str(source.get());
  std::string_view utf8;
  if (!source_ || !py::utf8(source_.get(), utf8)) return false;
  if (compiled) {
    compiled_ = borrow(pattern);
    return true;
  }
  if (!engine || py::equals(engine.get(), "rust-regex")) {
    const std::string refused = regex::Pattern::compile(utf8, regex_);
    return refused.empty() || schema_error(refused);
  }
  if (!py::equals(engine.get(), "python-re")) {
    Text text;
    text << "Invalid regex engine: ";
    py::append_lossy(text, engine.get());
    return schema_error(text);
  }
  Borrowed compile = py::re_compile_function.get_or_import();
  if (compile != nullptr) compiled_ = py::call(compile, pattern);
  return static_cast<bool>(compiled_);
}

Outcome PatternMatcher::search(Borrowed text, bool& out) const {
  if (compiled_) {
    Ref match = py::call_method(compiled_.get(), names.search, text);
    if (!match) return Outcome::raised;
    out = match.get() != Py_None;
    return Outcome::ok;
  }
  std::string_view utf8;
  if (!py::utf8(text, utf8)) return Outcome::raised;
  const regex::Found found = regex_.search(utf8, PyUnicode_IS_ASCII(text));
  if (found == regex::Found::out_of_memory) return py::no_memory();
  out = found == regex::Found::yes;
  return Outcome::ok;
}

void PatternMatcher::describe(Describer& out) const {
  out.field("pattern");
  if (!source_) {
    out.out() << "None";
    return;
  }
  Text source;
  py::append_lossy(source, source_.get());
  out.open_tuple("Some");
  out.open("Pattern");
  out.field_text("pattern", source);
  out.field("engine");
  if (compiled_) {
    out.open_tuple("PythonRe");
    out.object(compiled_.get());
  } else {
    out.open_tuple("RustRegex");
    out.open_tuple("Regex");
    out.quoted(source);
    out.close_tuple();
  }
  out.close_tuple();
  out.close();
  out.close_tuple();
}

}  // namespace pydantic_core
