// A judge model behind an OpenAI-compatible address (llama-server, vLLM, …) grades answers by a rubric: one criterion a request, as HealthBench's grader does
// (Arora et al. 2025); and how far it agrees with the physicians who rated the same answers. A judge's word is worth what that agreement is.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "eval/interval.h"
#include "eval/review.h"
#include "eval/rubric.h"

namespace galen {

struct JudgeSettings {
  std::string url;                             // http://127.0.0.1:8080/v1: /chat/completions is added
  std::string model;                           // as the server names it
  std::string api_key;                         // empty: none is sent
  bool may_leave_this_machine = false;         // else an address of another machine is refused: what is judged may come from patients' records
  std::chrono::milliseconds timeout{120'000};  // of a request
  int64_t attempts = 3;                        // at an answer to one question, whether the server failed or talked nonsense
  std::chrono::milliseconds wait{1'000};       // before the second attempt, doubled before each further one, when the server failed
  int64_t max_tokens = 1024;                   // of an answer
  uint64_t seed = 0;
};

// One answer's verdicts, in the order of the rubric's criteria.
struct JudgedAnswer {
  std::string id;
  MetCriteria met;                        // 0 or 1
  std::vector<std::string> explanations;  // the judge's words; as confidential as the answer
};

// Asks at temperature 0; only after an answer that makes no sense at 0.7, with another seed. A sensible answer is a JSON object with a boolean criteria_met,
// alone or among other text; several that contradict each other, or broken JSON, are not. Throws Error naming the address, the answer's id and the criterion
// when the judge is down, refuses (HTTP 4xx at once; 429, 5xx and silence after all attempts) or talks nonsense every time. Nothing of prompts, answers or
// replies is in the error.
JudgedAnswer grade_by_judge(const Rubric& rubric, const Answers::Item& answer, const JudgeSettings& settings);

// One model's answers, judged.
struct JudgedAnswers {
  std::string model;
  std::string checkpoint_sha256;
  std::vector<JudgedAnswer> items;
};
// `on_answer` hears of each as it is done, so that hours of judging needn't be lost.
JudgedAnswers grade_by_judge(const Rubric& rubric, const Answers& answers, const JudgeSettings& settings,
                             const std::function<void(const JudgedAnswer&)>& on_answer = nullptr);

// Macro-F1 (the mean of F1 for "met" and for "not met") of the judge's verdicts against physicians'. Not defined, NaN or nothing, where what it is measured
// against is always the same: half of such a figure would measure nothing.
struct JudgeAgreement {
  Interval macro_f1;                           // against the majority of physicians, over all criteria; the interval by resampling cases
  std::map<std::string, double> by_criterion;  // against the majority; criteria where it isn't defined are missing
  std::optional<double> against_one;           // the mean over physicians of the macro-F1 against each alone, and …
  std::optional<double> between_physicians;    // … of one physician against another, over all pairs that rated the same: the height the judge can hope for
  size_t verdicts = 0;                         // that a majority stands behind
  size_t ties = 0;                             // left out: as many said met as not
};

// `judged`: each answer file that was judged by `rubric`; models that weren't judged are left out. Throws Error when the ratings were given by another rubric,
// by nobody, or for none of these models, or when a rated answer of a judged model wasn't judged.
JudgeAgreement judge_agreement(const Rubric& rubric, const std::vector<JudgedAnswers>& judged, const Ratings& ratings, uint64_t seed);
OrderedJson to_json(const JudgeAgreement& agreement);  // what isn't defined is null

}  // namespace galen
