// module/arguments.cc: see arguments.h.
#include "module/arguments.h"

#include <iterator>

#include "py/call.h"
#include "py/error.h"
#include "py/names.h"

namespace pydantic_core {
namespace {

/// What a value is as an argument that names a mode.
enum class ModeMatch : uint8_t { found, other_text, no_text, raised };

/// A bool is `on` or the mode 0; a text is one of `words`, in the order of the enum.
template <class Mode>
ModeMatch match_mode(Borrowed value, const char* const (&words)[3], Mode on, Mode& out) {
  if (PyBool_Check(value)) {
    out = value == Py_True ? on : Mode();
    return ModeMatch::found;
  }
  if (!PyUnicode_Check(value)) return ModeMatch::no_text;
  if (!py::has_utf8(value)) return PyErr_Occurred() ? ModeMatch::raised : ModeMatch::no_text;
  for (const char* const& word : words) {
    if (!py::equals(value, word)) continue;
    out = static_cast<Mode>(&word - words);
    return ModeMatch::found;
  }
  return ModeMatch::other_text;
}

/// For modes whose errors are TypeError for what is no text, and ValueError for another text.
template <class Mode>
bool read_mode(const char* name, Borrowed value, const char* const (&words)[3], Mode on,
               const char* error, Mode& out) {
  const ModeMatch match = match_mode(value, words, on, out);
  if (match == ModeMatch::found) return true;
  if (match == ModeMatch::raised) return false;
  PyErr_SetString(match == ModeMatch::no_text ? PyExc_TypeError : PyExc_ValueError, error);
  if (name != nullptr) py::name_argument(name);
  return false;
}

}  // namespace

template <>
bool ModeArgument<json::PartialMode>::read(const char* name, Borrowed value,
                                           json::PartialMode& out) {
  return read_mode(
      name, value, {"off", "on", "trailing-strings"}, json::PartialMode::on,
      "Invalid partial mode, should be `'off'`, `'on'`, `'trailing-strings'` or a `bool`", out);
}

template <>
bool ModeArgument<CacheStrings>::read(const char* name, Borrowed value, CacheStrings& out) {
  return read_mode(name, value, {"none", "keys", "all"}, CacheStrings::all,
                   "Invalid string cache mode, should be `'all'`, '`keys`', `'none`' or a `bool`",
                   out);
}

template <>
bool ModeArgument<WarningsMode>::read(const char* name, Borrowed value, WarningsMode& out) {
  const ModeMatch match = match_mode(value, {"none", "warn", "error"}, WarningsMode::warn, out);
  if (match == ModeMatch::found) return true;
  if (match == ModeMatch::raised) return false;
  Text text;
  text << "failed to extract enum WarningsArg ('Bool | Literal')\n"
          "- variant Bool (Bool): TypeError: failed to extract field WarningsArg::Bool.0, caused "
          "by TypeError: ";
  if (!py::append_conversion_error(text, value, "PyBool")) return false;
  text << "\n"
          "- variant Literal (Literal): TypeError: failed to extract field WarningsArg::Literal.0, "
          "caused by "
       << (match == ModeMatch::other_text ? "ValueError" : "TypeError")
       << ": Invalid warnings parameter, should be `'none'`, `'warn'`, `'error'` or a `bool`";
  py::raise(PyExc_TypeError, text);
  py::name_argument(name);
  return false;
}

}  // namespace pydantic_core
