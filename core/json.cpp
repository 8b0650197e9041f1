#include "core/json.h"

#include <set>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/file.h"

namespace galen {

Json parse_json(std::string_view text, const std::string& where) {
  constexpr int kMaxDepth = 32;
  std::vector<std::set<std::string>> keys_of_open_objects;
  const Json::parser_callback_t check = [&](int depth, Json::parse_event_t event, Json& parsed) {
    // `depth` counts the containers around the one that starts.
    const bool starts = event == Json::parse_event_t::object_start || event == Json::parse_event_t::array_start;
    if (starts && depth >= kMaxDepth) throw Error("JSON is nested deeper than 32 levels", where);
    if (event == Json::parse_event_t::object_start) keys_of_open_objects.emplace_back();
    if (event == Json::parse_event_t::object_end) keys_of_open_objects.pop_back();
    if (event == Json::parse_event_t::key && !keys_of_open_objects.back().insert(parsed.get<std::string>()).second) {
      throw Error("the key \"" + parsed.get<std::string>() + "\" appears twice", where);
    }
    return true;
  };
  try {
    return Json::parse(text, check);
  } catch (const Json::exception& error) {
    throw Error(std::string("not valid JSON: ") + error.what(), where);
  }
}

Json read_json(const std::filesystem::path& path, uint64_t limit) {
  return parse_json(read_file(path, limit), path.string());
}

}  // namespace galen
