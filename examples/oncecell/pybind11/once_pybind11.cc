// A cell in place of `static py::object`: the pattern of `words(text)` is compiled by the first
// call. The initialiser is C++ as pybind11 has it: what it throws passes through the cell, which
// stays empty, and the next call tries again.
#include <oncecell/oncecell.h>
#include <pybind11/pybind11.h>

namespace py = pybind11;

namespace {

constinit oncecell::OnceCell<PyObject*> pattern;

py::list words(const py::str& text) {
  PyObject* compiled = pattern.get_or_init(
      [] { return py::module_::import("re").attr("compile")(R"(\w+)").release().ptr(); });
  if (compiled == nullptr) throw py::error_already_set();  // the cell's own errors
  return py::handle(compiled).attr("findall")(text);
}

}  // namespace

PYBIND11_MODULE(once_pybind11, module, py::mod_gil_not_used()) {
  if (!oncecell::own_interpreter("once_pybind11")) throw py::error_already_set();
  module.def("words", words, "The words of a text");
}
