#include "core/json.h"

#include <array>
#include <set>
#include <string>

#include "core/error.h"
#include "core/file.h"

namespace galen {

namespace {

constexpr size_t kMaxDepth = 32;

// Looks at nothing but nesting and repeated keys; the library's own parser builds the tree afterwards.
class StructureCheck : public nlohmann::json_sax<Json> {
 public:
  explicit StructureCheck(const std::string& where) : where_(where) {}
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool start_array(size_t) override { return open(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (!open_[depth_ - 1].insert(name).second) throw Error("the key \"" + name + "\" appears twice", where_);
    return true;
  }
  // The tree's parser says the same with more words.
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  bool open() {
    if (depth_ == kMaxDepth) throw Error("JSON is nested deeper than 32 levels", where_);
    open_[depth_++].clear();
    return true;
  }
  bool close() {
    --depth_;
    return true;
  }

  const std::string& where_;
  std::array<std::set<std::string>, kMaxDepth> open_;  // keys seen in each open container
  size_t depth_ = 0;
};

}  // namespace

Json parse_json(std::string_view text, const std::string& where) {
  StructureCheck check(where);
  Json::sax_parse(text, &check);
  try {
    return Json::parse(text);
  } catch (const Json::exception& error) {
    throw Error(std::string("not valid JSON: ") + error.what(), where);
  }
}

Json read_json(const std::filesystem::path& path, uint64_t limit) {
  return parse_json(read_file(path, limit), path.string());
}

}  // namespace galen
