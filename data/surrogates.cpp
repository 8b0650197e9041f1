#include "data/surrogates.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_set>
#include <vector>

#include "data/calendar_text.h"
#include "data/words.h"

namespace galen {

namespace {

// 45 CFR 164.514(b)(2)(i)(B) and the Office for Civil Rights' guidance (2012): three-digit areas of 20,000 people or fewer in the census of 2000.
constexpr std::array<std::string_view, 17> kSmallZipAreas = {"036", "059", "063", "102", "203", "556", "692", "790", "821",
                                                             "823", "830", "831", "878", "879", "884", "890", "893"};

bool is_us_zip(std::string_view text) {
  const auto digits = [](std::string_view part) { return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; }); };
  return (text.size() == 5 && digits(text)) || (text.size() == 10 && text[5] == '-' && digits(text.substr(0, 5)) && digits(text.substr(6)));
}

std::string kept_zip_digits(std::string_view zip) {
  const std::string_view area = zip.substr(0, 3);
  const bool is_small = std::find(kSmallZipAreas.begin(), kSmallZipAreas.end(), area) != kSmallZipAreas.end();
  return is_small ? "000" : std::string(area);
}

// Choices drawn from a keyed hash, as many as are needed.
class Choices {
 public:
  Choices(const DeidentifyKey& key, std::string_view patient, std::string_view purpose, std::string_view text)
      : key_(key), patient_(patient), purpose_(purpose), text_(text), bytes_(key.hash(patient, purpose, text)) {}

  uint32_t below(uint32_t bound) {
    if (at_ + 4 > bytes_.size()) {
      ++block_;
      bytes_ = key_.hash(patient_, std::string(purpose_) + "#" + std::to_string(block_), text_);
      at_ = 0;
    }
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | bytes_[at_++];
    return value % bound;
  }
  char digit() { return static_cast<char>('0' + below(10)); }

 private:
  const DeidentifyKey& key_;
  std::string_view patient_, purpose_, text_;
  std::array<uint8_t, 32> bytes_;
  size_t at_ = 0;
  int block_ = 0;
};

std::string in_case_of(std::string_view small, Letters letters) {
  std::string made(small);
  const auto upper = [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); };
  if (letters == Letters::capitals) std::transform(made.begin(), made.end(), made.begin(), upper);
  if (letters == Letters::capitalised && !made.empty()) made[0] = upper(made[0]);
  return made;
}

// Digits to digits, letters to letters of the same case, the rest as it is.
std::string same_form(std::string_view text, Choices& choices) {
  std::string made;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (c.value >= '0' && c.value <= '9') {
      made += choices.digit();
    } else if (c.value >= 'A' && c.value <= 'Z') {
      made += static_cast<char>('A' + choices.below(26));
    } else if (is_letter(c.value)) {
      made += static_cast<char>('a' + choices.below(26));
    } else {
      made.append(text.substr(at, c.length));
    }
    at += c.length;
  }
  return made;
}

// The digits of `text` replaced by `digits` in order, the rest as it is.
std::string with_digits(std::string_view text, std::string_view digits) {
  std::string made(text);
  size_t next = 0;
  for (char& c : made) {
    if (c >= '0' && c <= '9' && next < digits.size()) c = digits[next++];
  }
  return made;
}

std::string digits_of(std::string_view text) {
  std::string made;
  std::copy_if(text.begin(), text.end(), std::back_inserter(made), [](char c) { return c >= '0' && c <= '9'; });
  return made;
}

bool stays_in_address(std::string_view small) {
  static const WordSet words = {"st",        "street",     "ave",
                                "avenue",    "rd",         "road",
                                "blvd",      "boulevard",  "dr",
                                "drive",     "ln",         "lane",
                                "ct",        "court",      "pl",
                                "place",     "sq",         "square",
                                "terrace",   "parkway",    "pkwy",
                                "highway",   "hwy",        "way",
                                "circle",    "n",          "s",
                                "e",         "w",          "north",
                                "south",     "east",       "west",
                                "apt",       "apartment",  "unit",
                                "suite",     "ste",        "floor",
                                "room",      "flat",       "box",
                                "po",        "p",          "o",
                                "hospital",  "clinic",     "medical",
                                "center",    "centre",     "university",
                                "general",   "memorial",   "school",
                                "college",   "health",     "county",
                                "regional",  "of",         "de",
                                "la",        "the",        "and",
                                "institute", "pharmacy",   "hospice",
                                "nursing",   "home",       "rehabilitation",
                                "rue",       "via",        "calle",
                                "infirmary", "elementary", "high",
                                "church"};
  return words.count(small) > 0;
}

std::string surrogate_name(std::string_view text, std::string_view patient, const DeidentifyKey& key, const WordLists& lists) {
  std::string made;
  size_t copied = 0;
  for (const Word& word : split_words(text, lists)) {
    made.append(text.substr(copied, word.begin - copied));
    copied = word.end;
    const std::string_view spelled = text.substr(word.begin, word.end - word.begin);
    const std::string small = lower_case(spelled);
    Choices choices(key, patient, "name", small);
    if (word.letters == Letters::digits) {
      made += same_form(spelled, choices);
    } else if (word.is_initial) {
      made += static_cast<char>('A' + choices.below(26));
    } else if (word.letters == Letters::small && word.size() <= 3 && (word.flags & kFrequentGivenName) == 0) {
      made.append(spelled);  // de, van, von
    } else {
      WordFlag kind = kSurname;
      if ((word.flags & kMostlyFemale) != 0 && (word.flags & kMostlyMale) == 0) kind = kFemaleName;
      if ((word.flags & kMostlyMale) != 0 && (word.flags & kFrequentSurname) == 0) kind = kMaleName;
      if (kind == kSurname && (word.flags & kSurname) == 0 && (word.flags & kGivenName) != 0) kind = (word.flags & kFemaleName) != 0 ? kFemaleName : kMaleName;
      const auto& names = lists.examples(kind);
      made += in_case_of(names[choices.below(static_cast<uint32_t>(names.size()))], word.letters);
    }
  }
  return made.append(text.substr(copied));
}

std::string surrogate_place(std::string_view text, std::string_view patient, const DeidentifyKey& key, const WordLists& lists) {
  std::string made;
  size_t copied = 0;
  for (const Word& word : split_words(text, lists)) {
    made.append(text.substr(copied, word.begin - copied));
    copied = word.end;
    const std::string_view spelled = text.substr(word.begin, word.end - word.begin);
    const std::string small = lower_case(spelled);
    Choices choices(key, patient, "location", small);
    if (word.letters == Letters::digits) {
      std::string digits = same_form(spelled, choices);
      if (digits[0] == '0') digits[0] = '1';
      made += digits;
    } else if (stays_in_address(small) || word.letters == Letters::small) {
      made.append(spelled);
    } else if (word.is_initial) {
      made += static_cast<char>('A' + choices.below(26));
    } else {
      const auto& places = lists.examples(kPlace);
      made += in_case_of(places[choices.below(static_cast<uint32_t>(places.size()))], word.letters);
    }
  }
  return made.append(text.substr(copied));
}

std::string surrogate_phone(std::string_view text, Choices& choices) {
  std::string digits = digits_of(text);
  const size_t country = digits.size() == 11 && digits[0] == '1' ? 1 : 0;
  if (digits.size() - country >= 10 && (digits.size() == 10 + country || text.find('+') == std::string_view::npos)) {
    for (size_t i = country; i < digits.size(); ++i) digits[i] = choices.digit();
    digits[country] = static_cast<char>('2' + choices.below(8));
    digits.replace(country + 3, 5, "55501");
  } else if (digits.size() == 7) {
    digits = "55501" + std::string{choices.digit(), choices.digit()};
  } else {
    // Another country's: its first two digits stay, so that it reads as a number from there.
    for (size_t i = std::min<size_t>(2, digits.size()); i < digits.size(); ++i) digits[i] = choices.digit();
  }
  return with_digits(text, digits);
}

std::string letters(Choices& choices, size_t count) {
  std::string made;
  for (size_t i = 0; i < count; ++i) made += static_cast<char>('a' + choices.below(26));
  return made;
}

}  // namespace

std::string tag_for(IdentifierKind kind, std::string_view identifier) {
  std::string tag = "[";
  for (const char c : kind_name(kind)) tag += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (kind == IdentifierKind::zip && is_us_zip(identifier)) tag += " " + kept_zip_digits(identifier);
  return tag + "]";
}

size_t tag_length_at(std::string_view text, size_t at) {
  if (at >= text.size() || text[at] != '[') return 0;
  for (size_t kind = 0; kind < kIdentifierKinds; ++kind) {
    const std::string tag = tag_for(static_cast<IdentifierKind>(kind), "");
    if (text.substr(at).starts_with(tag)) return tag.size();
  }
  const std::string_view zip = text.substr(at, 9);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (zip.size() == 9 && zip.starts_with("[ZIP ") && zip[8] == ']' && is_digit(zip[5]) && is_digit(zip[6]) && is_digit(zip[7])) return 9;
  return 0;
}

int64_t date_shift_days(const DeidentifyKey& key, std::string_view patient) {
  Choices choices(key, patient, "date shift", "");
  const int64_t weeks = 1 + static_cast<int64_t>(choices.below(52));
  return 7 * (choices.below(2) == 0 ? -weeks : weeks);
}

std::string surrogate_for(const Identifier& identifier, std::string_view text, std::string_view patient, const DeidentifyKey& key, const WordLists& lists) {
  Choices choices(key, patient, kind_name(identifier.kind), text);
  switch (identifier.kind) {
    case IdentifierKind::name:
      return surrogate_name(text, patient, key, lists);
    case IdentifierKind::location:
      return surrogate_place(text, patient, key, lists);
    case IdentifierKind::zip:
      if (is_us_zip(text)) {
        std::string zip = kept_zip_digits(text) + same_form(text.substr(3), choices);
        return zip;
      }
      return same_form(text, choices);
    case IdentifierKind::date:
      return shift_date(text, date_shift_days(key, patient)).value_or(tag_for(identifier.kind, text));
    case IdentifierKind::age:
      return digits_of(text).empty() ? "ninety" : with_digits(text.substr(0, text.find_first_of("0123456789") + 2), "90");
    case IdentifierKind::phone:
    case IdentifierKind::fax:
      return surrogate_phone(text, choices);
    case IdentifierKind::email:
      return letters(choices, 6) + "@example.org";
    case IdentifierKind::url:
      return "https://example.org/" + letters(choices, 8);
    case IdentifierKind::ip:
      return text.find(':') == std::string_view::npos ? "192.0.2." + std::to_string(1 + choices.below(254))
                                                      : "2001:db8::" + std::to_string(1 + choices.below(9999));
    case IdentifierKind::ssn: {
      std::string digits = digits_of(text);
      if (digits.size() != 9) return same_form(text, choices);
      for (char& c : digits) c = choices.digit();
      digits[0] = '9';
      digits[3] = '1';
      return with_digits(text, digits);
    }
    case IdentifierKind::photo:
    case IdentifierKind::biometric: {
      const size_t dot = text.rfind('.');
      if (dot == std::string_view::npos) return digits_of(text).empty() ? tag_for(identifier.kind, text) : same_form(text, choices);
      return same_form(text.substr(0, dot), choices) + std::string(text.substr(dot));
    }
    default:
      return same_form(text, choices);
  }
}

}  // namespace galen
