// Dates as notes write them, read and written back in the same form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace galen {

// January is 1; English, German, French, Spanish, Italian, Portuguese and Dutch names and their abbreviations, any case. 0: no month.
int month_of(std::string_view word);

// `text` moved by `days`, in its own form: order, separators, leading zeros, two-digit years and the language of the month's name stay.
// A date without a day moves from its 15th, one without a year from a year that isn't a leap year. Nothing if `text` is no date.
std::optional<std::string> shift_date(std::string_view text, int64_t days);

}  // namespace galen
