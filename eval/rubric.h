// Scores by a rubric, as HealthBench defines them (Arora et al. 2025): an example's score is the points it met over the sum of the positive points, unclipped;
// the mean over examples is clipped to 0 … 1. Per tag: the same over the criteria that bear it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "eval/interval.h"
#include "recipes/rubric.h"

namespace galen {

// Whether each criterion of the rubric was met, in its order. Between 0 and 1 where several graders differ: the share that said so.
using MetCriteria = std::vector<double>;

double example_score(const Rubric& rubric, const MetCriteria& met);
// Nothing where no criterion with positive points bears the tag.
std::optional<double> example_score(const Rubric& rubric, const MetCriteria& met, const std::string& tag);

// The expected least score of k answers drawn without replacement from those given; throws Error for fewer than k.
double worst_at_k(std::vector<double> scores, int64_t k);

struct RubricScores {
  Interval score;                          // clipped mean with its 95 % bootstrap interval (1,000 resamples of the examples)
  std::map<std::string, Interval> by_tag;  // tags with positive points
  std::map<std::string, double> met;       // criterion id -> share of examples that met it
  size_t examples = 0;
};
RubricScores score_by_rubric(const Rubric& rubric, const std::vector<MetCriteria>& examples, uint64_t seed);
OrderedJson to_json(const RubricScores& scores);

// What the rules say of an answer; throws Error naming the first criterion without a rule.
MetCriteria grade_by_rules(const Rubric& rubric, const std::string& answer);

// Macro-F1 of one grader's verdicts against another's (met, not met), over all criteria: the mean of both classes' F1.
double macro_f1(const std::vector<bool>& judged, const std::vector<bool>& truth);

}  // namespace galen
