// errors/error_texts.cc: see error_texts.h. Threads that come at the same time may both make a
// text; one of the two stays.
#include "errors/error_texts.h"

#include <atomic>

#include "py/str.h"

namespace pydantic_core {
namespace {

struct Texts {
  std::atomic<PyObject*> type;
  std::atomic<PyObject*> url;
  std::atomic<PyObject*> field[kMaxErrorFields];
  std::atomic<PyObject*> message[2];  // for Python, for JSON and strings
};
constinit Texts texts[kErrorTypeCount] = {};

Texts& texts_of(ErrorType type) { return texts[static_cast<size_t>(type)]; }

template <class Make>
Borrowed get_or_make(std::atomic<PyObject*>& slot, Make&& make) {
  PyObject* known = slot.load(std::memory_order_acquire);
  if (known != nullptr) [[likely]]
    return known;
  Ref made = make();
  if (!made) return nullptr;
  return slot.compare_exchange_strong(known, made.get()) ? made.release() : known;
}

}  // namespace

Borrowed error_type_text(ErrorType type) {
  return get_or_make(texts_of(type).type, [&] { return py::interned(info_of(type).type); });
}

Borrowed error_field_name(ErrorType type, int field) {
  return get_or_make(texts_of(type).field[field],
                     [&] { return py::interned(info_of(type).fields[field].name); });
}

Borrowed error_url_text(ErrorType type) {
  return get_or_make(texts_of(type).url, [&] {
    std::string_view prefix;
    if (!get_url_prefix(prefix)) return Ref();
    return py::str(Text() << prefix << info_of(type).type);
  });
}

bool has_plain_message(ErrorType type) {
  return type != ErrorType::custom_error && info_of(type).fields[0].name == nullptr;
}

Borrowed plain_message_text(ErrorType type, InputType input) {
  return get_or_make(texts_of(type).message[input != InputType::python],
                     [&] { return py::str(message_template(type, input)); });
}

}  // namespace pydantic_core
