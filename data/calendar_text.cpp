#include "data/calendar_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "data/words.h"

namespace galen {

namespace {

using Names = std::array<std::string_view, 12>;
// A language's full names and its abbreviations.
constexpr std::array<Names, 16> kMonths = {{
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"},
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sept", "oct", "nov", "dec"},
    {"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"},
    {"jan", "feb", "mrz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"},
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
    {"janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"},
    {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
    {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"},
    {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
    {"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"},
    {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
    {"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"},
    {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
    {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
    {"jänner", "feber", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"},
}};

constexpr std::array<std::string_view, 31> kOrdinals = {
    "first",        "second",       "third",          "fourth",        "fifth",        "sixth",         "seventh",      "eighth",
    "ninth",        "tenth",        "eleventh",       "twelfth",       "thirteenth",   "fourteenth",    "fifteenth",    "sixteenth",
    "seventeenth",  "eighteenth",   "nineteenth",     "twentieth",     "twenty-first", "twenty-second", "twenty-third", "twenty-fourth",
    "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth",     "thirty-first"};

struct Part {
  enum class Is { number, month, ordinal_word, other } is = Is::other;
  std::string text;
  int value = 0;
  int language = -1;
};

std::optional<int> ordinal_word(std::string_view word) {
  for (size_t i = 0; i < kOrdinals.size(); ++i) {
    if (kOrdinals[i] == word) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// Which row and month a name is; the row that comes first, "may" and "april" in English.
bool find_month(std::string_view small, int* row, int* month) {
  for (size_t r = 0; r < kMonths.size(); ++r) {
    for (size_t m = 0; m < 12; ++m) {
      if (kMonths[r][m] == small) {
        *row = static_cast<int>(r);
        *month = static_cast<int>(m) + 1;
        return true;
      }
    }
  }
  return false;
}

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    Part part;
    if (std::isdigit(static_cast<unsigned char>(text[at])) != 0) {
      while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0) ++at;
      part.text = text.substr(begin, at - begin);
      part.is = part.text.size() <= 8 ? Part::Is::number : Part::Is::other;
      part.value = part.text.size() <= 8 ? std::stoi(part.text) : 0;
    } else if (is_letter(code_point_at(text, at).value)) {
      while (at < text.size()) {
        const CodePoint c = code_point_at(text, at);
        if (!is_letter(c.value) && !(c.value == '-' && at + 1 < text.size() && std::islower(static_cast<unsigned char>(text[at + 1])) != 0)) break;
        at += c.length;
      }
      part.text = text.substr(begin, at - begin);
      const std::string small = lower_case(part.text);
      if (find_month(small, &part.language, &part.value)) {
        part.is = Part::Is::month;
      } else if (const auto day = ordinal_word(small)) {
        part.is = Part::Is::ordinal_word;
        part.value = *day;
      }
    } else {
      at += code_point_at(text, at).length;
      part.text = text.substr(begin, at - begin);
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

std::string digits_like(int value, const std::string& model, bool keeps_width) {
  char made[24];
  std::snprintf(made, sizeof made, "%0*d", keeps_width ? static_cast<int>(model.size()) : 1, value);
  return made;
}

std::string with_case_of(std::string_view name, const std::string& model) {
  std::string made(name);
  const bool all_small = lower_case(model) == model;
  const bool shouts = model.size() > 1 && std::isupper(static_cast<unsigned char>(model[0])) != 0 && std::isupper(static_cast<unsigned char>(model[1])) != 0;
  if (all_small || made.empty()) return made;
  for (size_t i = 0; i < made.size() && (i == 0 || shouts); ++i) made[i] = static_cast<char>(std::toupper(static_cast<unsigned char>(made[i])));
  return made;
}

std::string_view ordinal_suffix(int day) {
  if (day >= 11 && day <= 13) return "th";
  return day % 10 == 1 ? "st" : day % 10 == 2 ? "nd" : day % 10 == 3 ? "rd" : "th";
}

std::chrono::year_month_day moved(int year, int month, int day, int64_t days) {
  using namespace std::chrono;
  const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(static_cast<unsigned>(day))};
  return year_month_day(sys_days(date) + std::chrono::days(days));
}

}  // namespace

int month_of(std::string_view word) {
  int row = 0;
  int month = 0;
  return find_month(lower_case(word), &row, &month) ? month : 0;
}

std::optional<std::string> shift_date(std::string_view text, int64_t days) {
  std::vector<Part> parts = parts_of(text);
  std::ptrdiff_t year = -1;
  std::ptrdiff_t month = -1;
  std::ptrdiff_t day = -1;
  bool is_compact = false;
  std::vector<std::ptrdiff_t> numbers;
  for (size_t i = 0; i < parts.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    // A time of day behind the date stays: 3/4/2019 10:15.
    if (parts[i].is == Part::Is::number && i + 1 < parts.size() && parts[i + 1].text == ":") break;
    if (parts[i].is == Part::Is::month && month < 0) month = at;
    if (parts[i].is == Part::Is::ordinal_word && day < 0) day = at;
    if (parts[i].is == Part::Is::number) numbers.push_back(at);
  }
  const auto value = [&](std::ptrdiff_t at) { return parts[static_cast<size_t>(at)].value; };
  const auto width = [&](std::ptrdiff_t at) { return parts[static_cast<size_t>(at)].text.size(); };
  if (numbers.size() == 1 && month < 0 && (width(numbers[0]) == 8 || width(numbers[0]) == 6)) {
    is_compact = true;
    year = month = day = numbers[0];
  } else if (month >= 0) {
    for (const std::ptrdiff_t at : numbers) {
      if (width(at) == 4 && year < 0) {
        year = at;
      } else if (day < 0 && value(at) >= 1 && value(at) <= 31 && width(at) <= 2) {
        day = at;
      } else if (year < 0 && width(at) == 2) {
        year = at;
      }
    }
  } else if (numbers.size() >= 3) {
    if (width(numbers[0]) == 4) {
      year = numbers[0], month = numbers[1], day = numbers[2];
    } else {
      const std::string& joint = parts[static_cast<size_t>(numbers[0]) + 1].text;
      const bool day_first = value(numbers[0]) > 12 || (joint == "." && value(numbers[1]) <= 12);
      month = numbers[day_first ? 1 : 0];
      day = numbers[day_first ? 0 : 1];
      year = numbers[2];
    }
  } else if (numbers.size() == 2) {
    if (width(numbers[1]) == 4) {
      month = numbers[0], year = numbers[1];
    } else if (width(numbers[0]) == 4) {
      year = numbers[0], month = numbers[1];
    } else {
      const bool day_first = value(numbers[0]) > 12 || (parts[static_cast<size_t>(numbers[0]) + 1].text == "." && value(numbers[1]) <= 12);
      month = numbers[day_first ? 1 : 0];
      day = numbers[day_first ? 0 : 1];
    }
  }
  if (month < 0) return std::nullopt;

  int y = 2001;
  int m = 0;
  int d = 15;
  if (is_compact) {
    const bool long_year = width(month) == 8;
    y = long_year ? value(month) / 10000 : 2000 + value(month) / 10000;
    m = value(month) / 100 % 100;
    d = value(month) % 100;
  } else {
    m = value(month);
    if (day >= 0) d = value(day);
    if (year >= 0) y = width(year) == 4 ? value(year) : value(year) + (value(year) < 50 ? 2000 : 1900);
  }
  if (m < 1 || m > 12 || d < 1 || d > 31 || y < 1000 || y > 9999) return std::nullopt;
  const std::chrono::year_month_day to = moved(y, m, d, days);
  const int new_year = static_cast<int>(to.year());
  const int new_month = static_cast<int>(static_cast<unsigned>(to.month()));
  const int new_day = static_cast<int>(static_cast<unsigned>(to.day()));
  if (new_year < 1000 || new_year > 9999) return std::nullopt;

  if (is_compact) {
    char made[48];
    const bool long_year = width(month) == 8;
    std::snprintf(made, sizeof made, long_year ? "%04d%02d%02d" : "%02d%02d%02d", long_year ? new_year : new_year % 100, new_month, new_day);
    parts[static_cast<size_t>(month)].text = made;
  } else {
    Part& month_part = parts[static_cast<size_t>(month)];
    const bool is_iso = year >= 0 && day > year && width(year) == 4 && width(month) == 2;                                                 // 2019-12-30 pads
    const bool has_hyphens = day >= 0 && static_cast<size_t>(day) + 1 < parts.size() && parts[static_cast<size_t>(day) + 1].text == "-";  // 30-MAR-2019 does
    if (month_part.is == Part::Is::month) {
      month_part.text = with_case_of(kMonths[static_cast<size_t>(month_part.language)][static_cast<size_t>(new_month) - 1], month_part.text);
    } else {
      month_part.text = digits_like(new_month, month_part.text,
                                    month_part.text[0] == '0' || is_iso || (m >= 10 && day >= 0 && parts[static_cast<size_t>(day)].text[0] == '0'));
    }
    if (day >= 0) {
      Part& day_part = parts[static_cast<size_t>(day)];
      if (day_part.is == Part::Is::ordinal_word) {
        day_part.text = with_case_of(kOrdinals[static_cast<size_t>(new_day) - 1], day_part.text);
      } else {
        day_part.text = digits_like(new_day, day_part.text,
                                    day_part.text[0] == '0' || (d >= 10 && (is_iso || (has_hyphens && month_part.is == Part::Is::month))) ||
                                        (d >= 10 && month_part.is == Part::Is::number && month_part.text[0] == '0'));
        const auto suffix = static_cast<size_t>(day) + 1;
        if (suffix < parts.size()) {
          const std::string small = lower_case(parts[suffix].text);
          if (small == "st" || small == "nd" || small == "rd" || small == "th") parts[suffix].text = ordinal_suffix(new_day);
        }
      }
    }
    if (year >= 0) {
      Part& year_part = parts[static_cast<size_t>(year)];
      year_part.text = digits_like(year_part.text.size() == 4 ? new_year : new_year % 100, year_part.text, true);
    }
  }
  std::string made;
  for (const Part& part : parts) made += part.text;
  return made;
}

}  // namespace galen
