// A rubric: what physicians (or rules, or a judge model) judge answers by, in HealthBench's form (Arora et al. 2025): criteria with points, negative ones for
// what must not happen, and tags.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace galen {

// What a program can check by itself; each list empty: no such rule. Met if all that are given hold.
struct CriterionRule {
  std::vector<std::string> contains_any;  // at least one of them, whatever the case
  std::vector<std::string> contains_none;
  std::string matches;  // regular expression (RE2), whatever the case

  bool is_empty() const { return contains_any.empty() && contains_none.empty() && matches.empty(); }
  bool operator==(const CriterionRule&) const = default;
};

struct Criterion {
  std::string id;    // lower-case letters, digits, _ and -
  std::string text;  // what is asked: "Names every medicine with its dose"
  int64_t points = 0;
  std::vector<std::string> tags;
  CriterionRule rule;

  bool operator==(const Criterion&) const = default;
};

struct Rubric {
  std::string name;
  std::string instructions;     // for the reviewer, above the criteria
  bool asks_preference = true;  // which answer is best, beside the criteria
  int64_t total = 0;            // sum of the positive points; where given, it must add up
  std::vector<Criterion> criteria;
  std::filesystem::path file;

  int64_t positive_points() const;
  bool operator==(const Rubric&) const = default;
};

// Throws Error with file:line and the nearest right key. A rubric needs a name, at least one criterion with positive points, ids that differ and points that
// aren't 0.
Rubric read_rubric(const std::filesystem::path& file);
Rubric parse_rubric(std::string_view text, const std::filesystem::path& file);

}  // namespace galen
