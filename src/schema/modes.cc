// schema/modes.cc: see modes.h.
#include "schema/modes.h"

#include "schema/schema_error.h"

namespace pydantic_core {
namespace {

/// A mode's own name, and the name that a schema gives it.
struct ModeName {
  const char* spelling;
  const char* name;
};

/// One kind of mode: its name in error messages, and its values in the order of their enum.
struct ModeKind {
  const char* kind;
  ModeName values[3];
  int count;
};

constexpr ModeKind kTimedeltaModes = {
    "TimedeltaMode", {{"Iso8601", "iso8601"}, {"Float", "float"}}, 2};
constexpr ModeKind kTemporalModes = {
    "TemporalMode",
    {{"Iso8601", "iso8601"}, {"Seconds", "seconds"}, {"Milliseconds", "milliseconds"}},
    3};
constexpr ModeKind kBytesModes = {
    "BytesMode", {{"Utf8", "utf8"}, {"Base64", "base64"}, {"Hex", "hex"}}, 3};
constexpr ModeKind kInfNanModes = {
    "InfNanMode", {{"Null", "null"}, {"Constants", "constants"}, {"Strings", "strings"}}, 3};

template <class Mode>
bool from_name(const ModeKind& kind, Borrowed name, Mode& out) {
  for (int i = 0; i < kind.count; ++i) {
    if (!py::equals(name, kind.values[i].name)) continue;
    out = static_cast<Mode>(i);
    return true;
  }
  Text text;
  text << "Invalid " << kind.kind << " serialization mode: `";
  py::append_lossy(text, name);
  text << "`, expected ";
  for (int i = 0; i < kind.count; ++i) text << kind.values[i].name << " or ";
  return schema_error(text);
}

template <class Mode>
bool from_config(const ModeKind& kind, SchemaDict config, Borrowed key, Mode& out) {
  Ref name;
  if (!config.get_text(key, name)) return false;
  return !name || from_name(kind, name.get(), out);
}

// Durations know two modes of their own; as temporal modes they are the first two.
static_assert(static_cast<int>(TemporalMode::seconds) == 1);

}  // namespace

bool read_bytes_mode(SchemaDict config, BytesMode& out) {
  return from_config(kBytesModes, config, names.ser_json_bytes, out);
}

bool read_input_bytes_mode(SchemaDict config, BytesMode& out) {
  return from_config(kBytesModes, config, names.val_json_bytes, out);
}

bool read_inf_nan_mode(SchemaDict config, InfNanMode& out) {
  return from_config(kInfNanModes, config, names.ser_json_inf_nan, out);
}

bool read_temporal_mode(SchemaDict config, TemporalMode& out) {
  return from_config(kTemporalModes, config, names.ser_json_temporal, out);
}

bool read_timedelta_mode(SchemaDict config, TemporalMode& out) {
  Ref temporal;
  if (!config.get(names.ser_json_temporal, temporal)) return false;
  if (temporal) return read_temporal_mode(config, out);
  return from_config(kTimedeltaModes, config, names.ser_json_timedelta, out);
}

bool read_ser_config(SchemaDict config, SerConfig& out) {
  return read_timedelta_mode(config, out.temporal) && read_bytes_mode(config, out.bytes) &&
         read_inf_nan_mode(config, out.inf_nan);
}

bool ser_config_from_names(Borrowed timedelta, Borrowed temporal, Borrowed bytes, Borrowed inf_nan,
                           SerConfig& out) {
  if (temporal != nullptr && !py::equals(temporal, "iso8601")) {
    if (!from_name(kTemporalModes, temporal, out.temporal)) return false;
  } else if (timedelta != nullptr && !from_name(kTimedeltaModes, timedelta, out.temporal)) {
    return false;
  }
  return (bytes == nullptr || from_name(kBytesModes, bytes, out.bytes)) &&
         (inf_nan == nullptr || from_name(kInfNanModes, inf_nan, out.inf_nan));
}

const char* spelling(TemporalMode mode) {
  return kTemporalModes.values[static_cast<int>(mode)].spelling;
}
const char* spelling(BytesMode mode) { return kBytesModes.values[static_cast<int>(mode)].spelling; }
const char* spelling(InfNanMode mode) {
  return kInfNanModes.values[static_cast<int>(mode)].spelling;
}

}  // namespace pydantic_core
