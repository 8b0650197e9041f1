// Days of the calendar, for what has a date but no hour: reviews, signatures, expiry.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace galen {

using Day = std::chrono::sys_days;

// Exactly YYYY-MM-DD and a day that exists; nothing otherwise.
std::optional<Day> parse_day(std::string_view text);
std::string format_day(Day day);
Day today();  // UTC

// "2026-11-25T14:03:07Z"
std::string utc_now();

}  // namespace galen
