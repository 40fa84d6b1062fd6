// url/host.h: the host of a URL: domain names, IPv4 and IPv6 addresses, and the opaque hosts of
// schemes that are not special.
#pragma once

#include <string>
#include <string_view>

#include "errors.h"

namespace pydantic_core::url {

struct Host {
  bool is_address = false;
  std::string text;  // as it stands in a URL: punycode, dotted decimal, or in brackets
};

/// The host of a special scheme.
Error parse_host(std::string_view text, Host& out);

/// The host of any other scheme; may be empty.
Error parse_opaque_host(std::string_view text, Host& out);

/// Percent-decoded bytes to a domain name in ASCII. Returns false where they are no domain name;
/// may yield "".
[[nodiscard]] bool domain_to_ascii(std::string_view bytes, std::string& out);

/// Each `xn--` label decoded. Returns false where one is no punycode.
[[nodiscard]] bool decode_punycode(std::string_view domain, std::string& out);

}  // namespace pydantic_core::url
