// serialize/engine/leaf.cc: see leaf.h.
#include "serialize/engine/leaf.h"

#include "py/datetime.h"
#include "py/uuid.h"
#include "serialize/output/texts.h"

namespace pydantic_core {

static_assert(kLeafRoom >= calendar::kMaxDateTimeText + 2 && kLeafRoom >= kUuidText + 2);

bool SerLeaf::is_silent(Borrowed value) const {
  LeafForm known;
  return takes(value, known) && known != LeafForm::datetime;
}

char* write_quoted(LeafForm form, Borrowed value, char* at) {
  *at++ = '"';
  if (form == LeafForm::uuid) {
    uint64_t high, low;
    if (!py::uuid_bits(value, high, low)) return nullptr;
    format_uuid_bits(high, low, at);
    at += kUuidText;
  } else if (form == LeafForm::date) {
    calendar::Date date;
    if (!py::read_date(value, date)) return nullptr;
    at = calendar::format(date, at);
  } else {
    calendar::DateTime datetime;
    if (!py::read_datetime_at_once(value, datetime)) return nullptr;
    at = calendar::format(datetime, at);
  }
  *at++ = '"';
  return at;
}

}  // namespace pydantic_core
