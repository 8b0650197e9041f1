#include "eval/rubric.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace galen {
namespace {

bool bears(const Criterion& criterion, const std::string& tag) {
  return std::find(criterion.tags.begin(), criterion.tags.end(), tag) != criterion.tags.end();
}

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool holds(const CriterionRule& rule, const std::string& answer, const std::string& where) {
  const std::string lower = in_lower_case(answer);
  const auto is_in = [&](const std::string& words) { return lower.find(in_lower_case(words)) != std::string::npos; };
  if (!rule.contains_any.empty() && std::none_of(rule.contains_any.begin(), rule.contains_any.end(), is_in)) return false;
  if (std::any_of(rule.contains_none.begin(), rule.contains_none.end(), is_in)) return false;
  if (rule.matches.empty()) return true;
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  const RE2 expression(rule.matches, options);
  if (!expression.ok()) throw Error("is no regular expression: " + expression.error(), where, "see RE2's syntax");
  return RE2::PartialMatch(answer, expression);
}

Interval clipped_mean(const std::vector<double>& scores, uint64_t seed) {
  return bootstrap_statistic(
      scores.size(),
      [&](const std::vector<size_t>& examples) {
        double sum = 0;
        for (const size_t i : examples) sum += scores[i];
        return std::clamp(sum / static_cast<double>(examples.size()), 0.0, 1.0);
      },
      seed);
}

double f1_of(bool wanted, const std::vector<bool>& judged, const std::vector<bool>& truth) {
  double hits = 0, said = 0, are = 0;
  for (size_t i = 0; i < truth.size(); ++i) {
    hits += judged[i] == wanted && truth[i] == wanted;
    said += judged[i] == wanted;
    are += truth[i] == wanted;
  }
  return said + are > 0 ? 2 * hits / (said + are) : 0;
}

}  // namespace

double example_score(const Rubric& rubric, const MetCriteria& met) {
  double points = 0;
  for (size_t i = 0; i < rubric.criteria.size(); ++i) points += met.at(i) * static_cast<double>(rubric.criteria[i].points);
  return points / static_cast<double>(rubric.positive_points());
}

std::optional<double> example_score(const Rubric& rubric, const MetCriteria& met, const std::string& tag) {
  double points = 0, positive = 0;
  for (size_t i = 0; i < rubric.criteria.size(); ++i) {
    const Criterion& criterion = rubric.criteria[i];
    if (!bears(criterion, tag)) continue;
    points += met.at(i) * static_cast<double>(criterion.points);
    positive += static_cast<double>(std::max<int64_t>(0, criterion.points));
  }
  return positive > 0 ? std::optional(points / positive) : std::nullopt;
}

double worst_at_k(std::vector<double> scores, int64_t k) {
  const auto n = static_cast<int64_t>(scores.size());
  if (k < 1 || n < k) throw Error("worst at " + std::to_string(k) + " needs as many answers to each question, not " + std::to_string(n));
  std::sort(scores.begin(), scores.end());
  // The i-th least is the least of a draw if it is drawn and the k - 1 others come from those above it.
  double expected = 0;
  double probability = static_cast<double>(k) / static_cast<double>(n);
  for (int64_t i = 0; i + k <= n; ++i) {
    expected += probability * scores[static_cast<size_t>(i)];
    probability *= static_cast<double>(n - i - k) / static_cast<double>(n - i - 1);
  }
  return expected;
}

RubricScores score_by_rubric(const Rubric& rubric, const std::vector<MetCriteria>& examples, uint64_t seed) {
  RubricScores result;
  result.examples = examples.size();
  if (examples.empty()) throw Error("there is nothing to score", rubric.file.string());
  std::vector<double> scores;
  for (const MetCriteria& met : examples) scores.push_back(example_score(rubric, met));
  result.score = clipped_mean(scores, seed);
  for (size_t i = 0; i < rubric.criteria.size(); ++i) {
    double sum = 0;
    for (const MetCriteria& met : examples) sum += met[i];
    result.met[rubric.criteria[i].id] = sum / static_cast<double>(examples.size());
    for (const std::string& tag : rubric.criteria[i].tags) {
      if (result.by_tag.count(tag) > 0 || !example_score(rubric, examples[0], tag)) continue;
      std::vector<double> of_tag;
      for (const MetCriteria& met : examples) of_tag.push_back(*example_score(rubric, met, tag));
      result.by_tag[tag] = clipped_mean(of_tag, seed);
    }
  }
  return result;
}

OrderedJson to_json(const RubricScores& scores) {
  OrderedJson json = {{"score", to_json(scores.score)}, {"examples", scores.examples}, {"by_tag", OrderedJson::object()}, {"met", OrderedJson::object()}};
  for (const auto& [tag, interval] : scores.by_tag) json["by_tag"][tag] = to_json(interval);
  for (const auto& [id, share] : scores.met) json["met"][id] = share;
  return json;
}

MetCriteria grade_by_rules(const Rubric& rubric, const std::string& answer) {
  MetCriteria met;
  for (const Criterion& criterion : rubric.criteria) {
    const std::string where = rubric.file.string() + ": " + criterion.id;
    if (criterion.rule.is_empty())
      throw Error("has no rule, so only people or a judge model can say whether it is met", where, "give it a rule, or grade otherwise");
    met.push_back(holds(criterion.rule, answer, where) ? 1 : 0);
  }
  return met;
}

double macro_f1(const std::vector<bool>& judged, const std::vector<bool>& truth) {
  if (judged.size() != truth.size() || truth.empty()) throw Error("two graders must have judged the same criteria, at least one");
  // As in scikit-learn, a class that neither grader ever named doesn't count.
  double sum = 0;
  int classes = 0;
  for (const bool met : {true, false}) {
    const auto named = [&](const std::vector<bool>& said) { return std::find(said.begin(), said.end(), met) != said.end(); };
    if (!named(judged) && !named(truth)) continue;
    sum += f1_of(met, judged, truth);
    ++classes;
  }
  return sum / classes;
}

}  // namespace galen
