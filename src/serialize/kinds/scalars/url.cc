// serialize/kinds/scalars/url.cc: Url and MultiHostUrl as their text. Unlike inference, which asks
// str(), this takes the text from the URL itself: a subclass's own __str__ has no say.
#include "py/url_object.h"
#include "serialize/engine/build.h"

namespace pydantic_core {
namespace {

template <class U>
class UrlSerializer : public KindSerializer<UrlSerializer<U>> {
 public:
  static constexpr bool kIsMulti = std::is_same_v<U, url::MultiHostUrl>;
  static constexpr Spelling kSpelling = kIsMulti
                                            ? Spelling{"MultiHostUrl", "MultiHostUrlSerializer"}
                                            : Spelling{"Url", "UrlSerializer"};

  Ref to_python(Borrowed value, SerState& state) const {
    if (url_of<U>(value) == nullptr) return this->fall_back(value, state);
    return state.is_json() ? url_text(value) : borrow(value);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    const U* url = url_of<U>(value);
    if (url == nullptr) return this->fall_back(value, state, out);
    std::string buffer;
    out.string(url->text(buffer));
    return true;
  }
  Ref json_key(Borrowed key, SerState& state) const {
    return url_of<U>(key) == nullptr ? this->fall_back_key(key, state) : url_text(key);
  }
  void name(Text& out) const { out << (kIsMulti ? "multi-host-url" : "url"); }
};

template <class U>
constexpr UrlSerializer<U> kNode;

}  // namespace

const SerNode* build_url_serializer(const Schema&, SerBuilder&) { return &kNode<url::Url>; }
const SerNode* build_multi_host_url_serializer(const Schema&, SerBuilder&) {
  return &kNode<url::MultiHostUrl>;
}

}  // namespace pydantic_core
