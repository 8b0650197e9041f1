#include "recipes/rubric.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "recipes/field.h"
#include "recipes/yaml.h"

namespace galen {
namespace {

constexpr int64_t kMostPoints = 1000;

bool is_criterion_id(const std::string& id) {
  return !id.empty() && id.size() <= 64 &&
         std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

Criterion read_criterion(const Field& field) {
  Criterion criterion;
  criterion.id = field["id"].text("");
  criterion.text = field["text"].text("");
  criterion.points = field["points"].between(-kMostPoints, kMostPoints, 0);
  criterion.tags = field["tags"].list({});
  const Field rule = field["rule"];
  criterion.rule.contains_any = rule["contains_any"].list({});
  criterion.rule.contains_none = rule["contains_none"].list({});
  criterion.rule.matches = rule["matches"].text("");
  field.no_other_keys();
  if (!is_criterion_id(criterion.id)) field["id"].fail("is missing or can't be used", "lower-case letters, digits, _ and -, at most 64");
  if (criterion.text.empty()) field["text"].fail("is missing", "say what " + criterion.id + " asks");
  if (criterion.points == 0) field["points"].fail("is missing or 0", "positive for what is wanted, negative for what must not happen");
  return criterion;
}

}  // namespace

int64_t Rubric::positive_points() const {
  int64_t sum = 0;
  for (const Criterion& criterion : criteria) sum += std::max<int64_t>(0, criterion.points);
  return sum;
}

Rubric parse_rubric(std::string_view text, const std::filesystem::path& file) {
  const YamlNode root = parse_yaml(text, file.string());
  if (root.kind != YamlNode::Kind::kMapping) throw Error("must be a mapping of keys to values", file.string(), "see docs/review.md for an example");
  const Field field(root);
  Rubric rubric;
  rubric.file = file;
  rubric.name = field["name"].text("");
  if (rubric.name.empty()) field["name"].fail("is missing", "give the rubric a name");
  rubric.instructions = field["instructions"].text("");
  rubric.asks_preference = field["asks_preference"].boolean(true);
  rubric.total = field["total"].at_least(int64_t{0}, int64_t{0});
  const Field criteria = field["criteria"];
  std::set<std::string> ids;
  for (const Field& item : criteria.items()) {
    rubric.criteria.push_back(read_criterion(item));
    if (!ids.insert(rubric.criteria.back().id).second) item["id"].fail("names " + rubric.criteria.back().id + " twice", "give each criterion an id of its own");
  }
  field.no_other_keys();
  if (rubric.positive_points() == 0) criteria.fail("have no positive points, so no answer could score", "say what a good answer has");
  if (rubric.total > 0 && rubric.total != rubric.positive_points()) {
    field["total"].fail("is " + std::to_string(rubric.total) + ", but the positive points add up to " + std::to_string(rubric.positive_points()),
                        "correct one of them");
  }
  return rubric;
}

Rubric read_rubric(const std::filesystem::path& file) {
  return parse_rubric(read_file(file, kMaxYamlBytes), file);
}

}  // namespace galen
