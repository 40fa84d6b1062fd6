// schema/modes.h: how values without a JSON form of their own are written and read (ser_json_* and
// val_json_* of the config).
#pragma once

#include <cstdint>

#include "schema/schema.h"

namespace pydantic_core {

enum class TemporalMode : uint8_t { iso8601, seconds, milliseconds };
enum class BytesMode : uint8_t { utf8, base64, hex };
enum class InfNanMode : uint8_t { null, constants, strings };
template <>
struct WordsOf<TemporalMode> {
  static constexpr const char* kMode = "TemporalMode";
  static constexpr Word kWords[] = {
      {"iso8601", "Iso8601"}, {"seconds", "Seconds"}, {"milliseconds", "Milliseconds"}};
};
/// The modes of durations alone, which have names of their own: the first two of the above.
enum class TimedeltaMode : uint8_t { iso8601, seconds };
template <>
struct WordsOf<TimedeltaMode> {
  static constexpr const char* kMode = "TimedeltaMode";
  static constexpr Word kWords[] = {{"iso8601", "Iso8601"}, {"float", "Float"}};
};
template <>
struct WordsOf<BytesMode> {
  static constexpr const char* kMode = "BytesMode";
  static constexpr Word kWords[] = {{"utf8", "Utf8"}, {"base64", "Base64"}, {"hex", "Hex"}};
};
template <>
struct WordsOf<InfNanMode> {
  static constexpr const char* kMode = "InfNanMode";
  static constexpr Word kWords[] = {
      {"null", "Null"}, {"constants", "Constants"}, {"strings", "Strings"}};
};

struct SerConfig {
  TemporalMode temporal = TemporalMode::iso8601;   ///< but for durations
  TemporalMode durations = TemporalMode::iso8601;  ///< the same one unless kDurationModeIsApart
  BytesMode bytes = BytesMode::utf8;
  InfNanMode inf_nan = InfNanMode::null;
};

/// Each reads its key of the config; `out` stays as it is when the key is missing. False with an
/// exception set.
[[nodiscard]] bool read_bytes_mode(SchemaDict config, BytesMode& out);
/// The same setting for validation, `val_json_bytes`.
[[nodiscard]] bool read_input_bytes_mode(SchemaDict config, BytesMode& out);
[[nodiscard]] bool read_inf_nan_mode(SchemaDict config, InfNanMode& out);
[[nodiscard]] bool read_temporal_mode(SchemaDict config, TemporalMode& out);
/// The mode of durations: ser_json_temporal where it is given, else ser_json_timedelta.
[[nodiscard]] bool read_timedelta_mode(SchemaDict config, TemporalMode& out);
/// All of them.
[[nodiscard]] bool read_ser_config(SchemaDict config, SerConfig& out);

/// The modes by name, as the functions to_json() and to_jsonable_python() take them. Each name is a
/// str or nullptr, which leaves the default. False with SchemaError for an unknown name.
[[nodiscard]] bool ser_config_from_names(Borrowed timedelta, Borrowed temporal, Borrowed bytes,
                                         Borrowed inf_nan, SerConfig& out);

}  // namespace pydantic_core
