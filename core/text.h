// Small text functions that error messages and parsers share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace galen {

// The offset of the first byte that is not valid UTF-8 (overlong forms and surrogates included), or nothing.
std::optional<size_t> find_invalid_utf8(std::string_view text);

// The candidate with the least edit distance to `name`, or nothing when none is near enough to be a likely misspelling.
std::optional<std::string> nearest_name(std::string_view name, const std::vector<std::string>& candidates);

// "did you mean x?" or, when nothing is near, "one of: a, b, c".
std::string suggest_name(std::string_view name, const std::vector<std::string>& candidates);

std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string_view trim(std::string_view text);

// 1536 -> "1.5 KiB".
std::string human_bytes(uint64_t bytes);

// 75.2 -> "1 min 15 s"; 3.21 -> "3.2 s"; "unknown" for what is no sensible time (NaN, more than 1e9 s).
std::string human_seconds(double seconds);

}  // namespace galen
