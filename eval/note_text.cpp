#include "eval/note_text.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "core/text.h"

namespace galen {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

size_t count_words(const std::string& text) {
  std::istringstream stream(text);
  std::string word;
  size_t count = 0;
  while (stream >> word) ++count;
  return count;
}

std::string canonical(std::string digits) {
  digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  const size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return "0";
  digits.erase(0, first);
  return digits.front() == '.' ? "0" + digits : digits;
}

// Where the number that starts at `begin` ends: digits, thousands commas (three digits behind each) and one decimal point with digits
// behind it.
size_t end_of_number(const std::string& text, size_t begin) {
  const auto digits_from = [&](size_t at) {
    size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end;
  };
  size_t end = digits_from(begin);
  while (end < text.size() && text[end] == ',' && end - begin <= 11 && digits_from(end + 1) == end + 4) end += 4;
  if (end < text.size() && text[end] == '.' && digits_from(end + 1) > end + 1) end = digits_from(end + 1);
  return end;
}

const std::map<std::string, int>& number_words() {
  static const std::map<std::string, int> words = {{"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
                                                   {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
                                                   {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
                                                   {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},
                                                   {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90},  {"once", 1},     {"twice", 2}};
  return words;
}

void add_spelled_numbers(const std::string& text, std::set<std::string>* numbers) {
  std::string letters = lower(text);
  for (char& c : letters) {
    if (c == '-') c = ' ';
    if (!(c >= 'a' && c <= 'z') && c != ' ') c = '.';  // a stop between words: "twenty. Five" is two numbers
  }
  int hundreds = 0, tens = 0, last = 0;  // of the number still going on; 0: not said
  std::istringstream stream(letters);
  std::string word;
  while (stream >> word) {
    const bool stops = word.find('.') != std::string::npos;
    const auto found = number_words().find(word.substr(0, word.find('.')));
    if (found != number_words().end()) {
      const int value = found->second;
      if (value >= 10 && last >= 1 && last <= 9 && hundreds == 0) hundreds = 100 * last;  // "one forty over ninety"
      const int below_hundred = value < 10 ? tens + value : value;
      for (const int number : {value, below_hundred, hundreds + below_hundred}) numbers->insert(std::to_string(number));
      tens = value >= 20 ? value : 0;
      last = value;
    } else if (word.starts_with("hundred")) {
      hundreds = 100 * (last >= 1 && last <= 9 ? last : 1);
      numbers->insert(std::to_string(hundreds));
      tens = last = 0;
    } else if (word != "and") {
      hundreds = tens = last = 0;
    }
    if (stops) hundreds = tens = last = 0;
  }
}

}  // namespace

double section_coverage(const std::string& note, const std::vector<std::string>& sections) {
  if (sections.empty()) return 1.0;
  std::vector<std::string> lines;
  for (const std::string& line : split(note, '\n')) lines.push_back(lower(trim(line)));
  const auto found = std::count_if(sections.begin(), sections.end(), [&](const std::string& section) {
    const std::string heading = lower(trim(section)) + ":";
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.starts_with(heading); });
  });
  return static_cast<double>(found) / static_cast<double>(sections.size());
}

double length_ratio(const std::string& note, const std::string& reference) {
  const size_t expected = count_words(reference);
  return expected == 0 ? 0.0 : static_cast<double>(count_words(note)) / static_cast<double>(expected);
}

std::set<std::string> numbers_in(const std::string& text, bool spelled) {
  std::set<std::string> numbers;
  for (size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    const size_t end = end_of_number(text, i);
    numbers.insert(canonical(text.substr(i, end - i)));
    i = end;
  }
  if (spelled) add_spelled_numbers(text, &numbers);
  return numbers;
}

int invented_numbers(const std::string& note, const std::string& source) {
  const std::set<std::string> known = numbers_in(source, true);
  const std::set<std::string> given = numbers_in(note, false);
  return static_cast<int>(std::count_if(given.begin(), given.end(), [&](const std::string& number) { return !known.contains(number); }));
}

std::string with_valid_utf8(std::string_view text) {
  std::string valid;
  while (const auto bad = find_invalid_utf8(text)) {
    valid.append(text.substr(0, *bad)).append("\uFFFD");
    text.remove_prefix(*bad + 1);
  }
  return valid.append(text);
}

}  // namespace galen
