// Check digits of numbers that carry one. Each takes the number with or without blanks and hyphens.
#pragma once

#include <string_view>

namespace galen {

bool passes_luhn(std::string_view number);     // ISO/IEC 7812 annex B: cards, IMEI, Canadian SIN
bool is_card_number(std::string_view number);  // 13 to 19 digits, a card's first digit, Luhn
bool is_vin(std::string_view number);          // 49 CFR 565.15: 17 characters without I, O, Q; check digit in the ninth place
bool is_npi(std::string_view number);          // 10 digits, Luhn over 80840 + number (45 CFR 162.406)
bool is_dea_number(std::string_view number);   // two letters and 7 digits, the last a checksum
bool is_iban(std::string_view number);         // ISO 13616: mod 97 is 1
bool is_nhs_number(std::string_view number);   // 10 digits, mod 11 (England and Wales)
bool is_ssn(std::string_view number);          // 9 digits of a form that the Social Security Administration issues

}  // namespace galen
