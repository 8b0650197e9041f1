// JSON files with errors that name the file.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>

namespace galen {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;  // keeps the order of keys, for files people read

// Parses text; a syntax error, a nesting above 32 or a duplicate key becomes an Error at `where`.
Json parse_json(std::string_view text, const std::string& where);

// A whole file of at most `limit` bytes.
Json read_json(const std::filesystem::path& path, uint64_t limit = 64 << 20);

}  // namespace galen
