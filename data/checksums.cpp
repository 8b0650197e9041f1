#include "data/checksums.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace galen {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Letters and digits alone, in upper case.
std::string compact(std::string_view number) {
  std::string made;
  for (const char c : number) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) made += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return made;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool luhn(std::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit < 5 ? 2 * digit : 2 * digit - 9;
    sum += digit;
  }
  return sum % 10 == 0;
}

int vin_value(char c) {
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPRSTUVWXYZ";
  constexpr std::array<int, 23> kValues = {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9};
  if (is_digit(c)) return c - '0';
  const size_t at = kLetters.find(c);
  return at == std::string_view::npos ? -1 : kValues[at];
}

}  // namespace

bool passes_luhn(std::string_view number) {
  const std::string digits = compact(number);
  return all_digits(digits) && luhn(digits);
}

bool is_card_number(std::string_view number) {
  const std::string digits = compact(number);
  return digits.size() >= 13 && digits.size() <= 19 && all_digits(digits) && digits[0] >= '2' && digits[0] <= '6' && luhn(digits);
}

bool is_vin(std::string_view number) {
  constexpr std::array<int, 17> kWeights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  const std::string vin = compact(number);
  if (vin.size() != 17) return false;
  int sum = 0;
  for (size_t i = 0; i < 17; ++i) {
    const int value = vin_value(vin[i]);
    if (value < 0) return false;
    sum += value * kWeights[i];
  }
  const char check = sum % 11 == 10 ? 'X' : static_cast<char>('0' + sum % 11);
  return vin[8] == check;
}

bool is_npi(std::string_view number) {
  const std::string digits = compact(number);
  return digits.size() == 10 && all_digits(digits) && (digits[0] == '1' || digits[0] == '2') && luhn("80840" + digits);
}

bool is_dea_number(std::string_view number) {
  const std::string dea = compact(number);
  if (dea.size() != 9 || is_digit(dea[0]) || !all_digits(std::string_view(dea).substr(2))) return false;
  const auto digit = [&](size_t place) { return dea[1 + place] - '0'; };  // place 1 to 7
  const int sum = digit(1) + digit(3) + digit(5) + 2 * (digit(2) + digit(4) + digit(6));
  return sum % 10 == digit(7);
}

bool is_iban(std::string_view number) {
  const std::string iban = compact(number);
  if (iban.size() < 15 || iban.size() > 34 || is_digit(iban[0]) || is_digit(iban[1]) || !is_digit(iban[2]) || !is_digit(iban[3])) return false;
  int remainder = 0;
  for (size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    const int value = is_digit(c) ? c - '0' : c - 'A' + 10;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder == 1;
}

bool is_nhs_number(std::string_view number) {
  const std::string digits = compact(number);
  if (digits.size() != 10 || !all_digits(digits)) return false;
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += (digits[i] - '0') * (10 - static_cast<int>(i));
  const int check = (11 - sum % 11) % 11;
  return check != 10 && check == digits[9] - '0';
}

bool is_ssn(std::string_view number) {
  const std::string digits = compact(number);
  if (digits.size() != 9 || !all_digits(digits)) return false;
  const std::string area = digits.substr(0, 3);
  return area != "000" && area != "666" && digits.substr(3, 2) != "00" && digits.substr(5) != "0000";
}

}  // namespace galen
