#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "data/finders.h"
#include "data/pattern_lists.h"

namespace galen {

namespace {

bool is_ipv4(std::string_view text) {
  int octets = 0;
  int value = 0;
  int digits = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] >= '0' && text[i] <= '9') {
      value = 10 * value + (text[i] - '0');
      if (++digits > 3 || value > 255) return false;
    } else if (i < text.size() && text[i] == '/') {
      return octets == 3 && digits > 0;
    } else {
      if (digits == 0) return false;
      ++octets;
      value = digits = 0;
    }
  }
  return octets == 4;
}

// At least two colons and a hexadecimal letter, a double colon or eight groups: not a time, not a ratio.
bool is_ipv6(std::string_view text) {
  size_t colons = 0;
  for (const char c : text) colons += c == ':' ? 1 : 0;
  return colons >= 2 && colons <= 7 && (text.find("::") != std::string_view::npos || colons == 7);
}

size_t at_sign(std::string_view text, size_t from) {
  return text.find('@', from);
}
size_t spoken_dot(std::string_view text, size_t from) {
  return text.find(" dot ", from);
}
size_t any_dot_in_letters(std::string_view text, size_t from) {
  return std::min({text.find("dot", from), text.find("Dot", from), text.find("DOT", from)});
}
size_t after_scheme(std::string_view text, size_t from) {
  return text.find("://", from);
}
size_t dot_behind_www(std::string_view text, size_t from) {
  for (size_t at = text.find('.', from); at != std::string_view::npos; at = text.find('.', at + 1)) {
    if (at >= 3 && (text[at - 1] | 32) == 'w' && (text[at - 2] | 32) == 'w' && (text[at - 3] | 32) == 'w') return at;
  }
  return std::string_view::npos;
}
bool is_ascii_letter(char byte) {
  return std::isalpha(static_cast<unsigned char>(byte)) != 0;
}
bool is_of_site(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '.' || byte == '-';
}
bool is_of_mailbox(char byte) {
  return is_of_site(byte) || static_cast<unsigned char>(byte) >= 0x80 || byte == '_' || byte == '%' || byte == '+' || byte == '\'';
}
// A full stop between a letter or digit and a letter.
size_t inner_dot(std::string_view text, size_t from) {
  for (size_t at = text.find('.', from); at != std::string_view::npos; at = text.find('.', at + 1)) {
    if (at > 0 && at + 1 < text.size() && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0 &&
        std::isalpha(static_cast<unsigned char>(text[at + 1])) != 0)
      return at;
  }
  return std::string_view::npos;
}

}  // namespace

// The full stop before a site's last part.
size_t last_dot_of_a_site(std::string_view text, size_t from) {
  static constexpr std::array<std::string_view, 36> kEndings = {
      "com", "org", "net", "edu", "gov", "mil", "io", "info", "health", "care", "clinic", "hospital", "example", "test", "co.uk", "nhs.uk", "ac.uk", "org.uk",
      "ca",  "de",  "fr",  "es",  "it",  "nl",  "ch", "eu",   "au",     "us",   "in",     "br",       "mx",      "app",  "dev",   "me",     "tv",    "biz"};
  for (size_t at = inner_dot(text, from); at != std::string_view::npos; at = inner_dot(text, at + 1)) {
    const std::string behind = lower_case(text.substr(at + 1, 8));
    if (std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return behind.starts_with(ending); })) return at;
  }
  return std::string_view::npos;
}

// Endings that are file names or abbreviations rather than sites don't occur here: only these are taken without www. or a scheme.
std::vector<Pattern> network_patterns() {
  return {
      {R"((?i)([a-z0-9_]+(?: (?:dot|underscore|dash) [a-z0-9]+)*(?: \d{1,4})? at [a-z0-9]{2,20} dot (?:com|net|org|edu|gov|ca|co dot uk)))",
       IdentifierKind::email, "e-mail address as spoken", nullptr, true, spoken_dot},
      {R"((?i)([\p{L}\p{N}_][\p{L}\p{N}._%+'-]{0,63}@[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,6}))", IdentifierKind::email, "e-mail address", nullptr,
       true, at_sign, is_of_mailbox},
      {R"((?i)([a-z0-9][a-z0-9._%+-]{0,63}\s?(?:\(at\)|\[at\]|\sat\s)\s?[a-z0-9-]{1,63}\s?(?:\(dot\)|\[dot\]|\sdot\s)\s?[a-z]{2,10}))", IdentifierKind::email,
       "e-mail address spelled out", nullptr, true, any_dot_in_letters},
      {R"((?i)((?:https?|ftp|sftp|wss?|file)://[^\s<>"'\])}]{1,500}))", IdentifierKind::url, "URL", nullptr, true, after_scheme, is_ascii_letter},
      {R"((?i)(www\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?:[/?#][^\s<>"'\])}]{0,500})?))", IdentifierKind::url, "web address", nullptr, true,
       dot_behind_www, is_ascii_letter},
      {R"((?i)([a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|org|net|edu|gov|mil|io|info|health|care|clinic|hospital|example|test|co\.uk|nhs\.uk|ac\.uk|org\.uk|ca|de|fr|es|it|nl|ch|eu|au|us|in|br|mx|app|dev|me|tv|biz)(?:/[^\s<>"'\])}]{0,500})?))",
       IdentifierKind::url, "site", nullptr, true, last_dot_of_a_site, is_of_site},
      {R"((\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?))", IdentifierKind::ip, "IPv4 address", is_ipv4},
      {R"((?i)((?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}|(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5})?|::[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}))",
       IdentifierKind::ip, "IPv6 address", is_ipv6},
      {R"((?i)([0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}))", IdentifierKind::device, "MAC address"},
      {R"((?:^|[\s(,;:])(@[A-Za-z_][A-Za-z0-9_.]{2,30}))", IdentifierKind::other, "account name on a platform", nullptr, false},
  };
}

void find_network_addresses(const SearchedText& searched, std::vector<Identifier>* found) {
  const size_t before = found->size();
  searched.append(PatternList::network, found);
  // The full stop that ends the sentence is not the address's.
  for (size_t i = before; i < found->size(); ++i) {
    Identifier& identifier = (*found)[i];
    while (identifier.end > identifier.begin + 1 && std::string_view(".,;:!?").find(searched.text[identifier.end - 1]) != std::string_view::npos)
      --identifier.end;
  }
}

}  // namespace galen
