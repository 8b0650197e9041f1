#include "model/foreign_json.h"

#include <algorithm>

#include "core/error.h"
#include "core/file.h"

namespace galen {

namespace {

// Vocabularies have a few thousand braces in their tokens; files of thousands of objects are none that we read.
constexpr int64_t kMostObjects = 30'000;

}  // namespace

Json read_foreign_json(const std::filesystem::path& path, uint64_t limit, int64_t most_values) {
  const std::string text = read_file(path, limit);
  const int64_t objects = std::count(text.begin(), text.end(), '{');
  const int64_t others = std::count_if(text.begin(), text.end(), [](char c) { return c == ',' || c == '['; });
  const char* remedy = "this is no file that belongs to a model";
  if (objects > kMostObjects) throw Error("has more than 30,000 objects", path.string(), remedy);
  if (objects + others > most_values) throw Error("has more than " + std::to_string(most_values) + " values", path.string(), remedy);
  return parse_json(text, path.string());
}

}  // namespace galen
