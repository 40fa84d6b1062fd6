// schema/modes.cc: see modes.h.
#include "schema/modes.h"

#include "base/edition.h"
#include "schema/schema_error.h"

namespace pydantic_core {
namespace {

/// Reads one of the words of mode Words as a Mode.
template <class Words, class Mode>
bool from_name(Borrowed name, Mode& out) {
  if (Words found; find_word(name, found)) {
    out = static_cast<Mode>(found);
    return true;
  }
  Text text;
  text << "Invalid " << WordsOf<Words>::kMode << " serialization mode: `";
  py::append_lossy(text, name);
  text << "`, expected ";
  for (const Word& word : WordsOf<Words>::kWords) text << word.name << " or ";
  return schema_error(text);
}

template <class Words, class Mode>
bool from_config(SchemaDict config, Borrowed key, Mode& out) {
  Ref name;
  return config.get_text(key, name) && (!name || from_name<Words>(name.get(), out));
}

}  // namespace

bool read_bytes_mode(SchemaDict config, BytesMode& out) {
  return from_config<BytesMode>(config, names.ser_json_bytes, out);
}

bool read_input_bytes_mode(SchemaDict config, BytesMode& out) {
  return from_config<BytesMode>(config, names.val_json_bytes, out);
}

bool read_inf_nan_mode(SchemaDict config, InfNanMode& out) {
  return from_config<InfNanMode>(config, names.ser_json_inf_nan, out);
}

bool read_temporal_mode(SchemaDict config, TemporalMode& out) {
  return from_config<TemporalMode>(config, names.ser_json_temporal, out);
}

bool read_timedelta_mode(SchemaDict config, TemporalMode& out) {
  Ref temporal;
  if (!config.get(names.ser_json_temporal, temporal)) return false;
  if (temporal) return read_temporal_mode(config, out);
  return from_config<TimedeltaMode>(config, names.ser_json_timedelta, out);
}

bool read_ser_config(SchemaDict config, SerConfig& out) {
  if (kDurationModeIsApart && !read_temporal_mode(config, out.temporal)) return false;
  if (!read_timedelta_mode(config, out.durations)) return false;
  if (!kDurationModeIsApart) out.temporal = out.durations;
  return read_bytes_mode(config, out.bytes) && read_inf_nan_mode(config, out.inf_nan);
}

bool ser_config_from_names(Borrowed timedelta, Borrowed temporal, Borrowed bytes, Borrowed inf_nan,
                           SerConfig& out) {
  if (temporal != nullptr && !from_name<TemporalMode>(temporal, out.temporal)) return false;
  out.durations = out.temporal;
  if (out.temporal == TemporalMode::iso8601 && timedelta != nullptr &&
      !from_name<TimedeltaMode>(timedelta, out.durations)) {
    return false;
  }
  if (!kDurationModeIsApart) out.temporal = out.durations;
  return (bytes == nullptr || from_name<BytesMode>(bytes, out.bytes)) &&
         (inf_nan == nullptr || from_name<InfNanMode>(inf_nan, out.inf_nan));
}

}  // namespace pydantic_core
