// JSON from outside, with bounds on what it may make of itself in memory and time.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/json.h"

namespace galen {

// A file of at most `limit` bytes and `most_values` values, parsed as parse_json does. Refused before parsing: a tree of 64 MiB of commas
// would take gigabytes, and the parser's time grows with the square of the number of objects in one array.
Json read_foreign_json(const std::filesystem::path& path, uint64_t limit = 4 << 20, int64_t most_values = 1'300'000);

}  // namespace galen
