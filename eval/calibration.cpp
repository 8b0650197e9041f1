#include "eval/calibration.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "eval/svg.h"

namespace galen {
namespace {

constexpr size_t kBins = 10;
constexpr double kCoverages[] = {0.25, 0.5, 0.75, 1.0};

struct Answer {
  double confidence = 0;
  double brier = 0;
  bool is_right = false;
};

Answer answer_of(const ChoiceResult& result) {
  const double largest = *std::max_element(result.log_likelihoods.begin(), result.log_likelihoods.end());
  double sum = 0;
  for (const double value : result.log_likelihoods) sum += std::exp(value - largest);
  Answer answer;
  for (size_t i = 0; i < result.log_likelihoods.size(); ++i) {
    const double probability = std::exp(result.log_likelihoods[i] - largest) / sum;
    const double wanted = static_cast<int64_t>(i) == result.gold ? 1.0 : 0.0;
    answer.brier += (probability - wanted) * (probability - wanted);
  }
  answer.confidence = 1.0 / sum;
  answer.is_right = result.choice == result.gold;
  return answer;
}

std::vector<ReliabilityBin> reliability(const std::vector<Answer>& answers, const std::vector<size_t>& chosen) {
  std::vector<ReliabilityBin> bins(kBins);
  for (size_t b = 0; b < kBins; ++b) {
    bins[b].low = static_cast<double>(b) / kBins;
    bins[b].high = static_cast<double>(b + 1) / kBins;
  }
  for (const size_t i : chosen) {
    const auto b = static_cast<size_t>(std::clamp(std::ceil(answers[i].confidence * kBins) - 1, 0.0, kBins - 1.0));
    bins[b].items += 1;
    bins[b].confidence += answers[i].confidence;
    bins[b].accuracy += answers[i].is_right ? 1 : 0;
  }
  for (ReliabilityBin& bin : bins) {
    if (bin.items == 0) continue;
    bin.confidence /= static_cast<double>(bin.items);
    bin.accuracy /= static_cast<double>(bin.items);
  }
  return bins;
}

double expected_calibration_error(const std::vector<ReliabilityBin>& bins, size_t items) {
  double error = 0;
  for (const ReliabilityBin& bin : bins) error += std::abs(bin.accuracy - bin.confidence) * static_cast<double>(bin.items) / static_cast<double>(items);
  return error;
}

double selective_accuracy(const std::vector<Answer>& answers, std::vector<size_t> chosen, double coverage) {
  std::stable_sort(chosen.begin(), chosen.end(), [&](size_t a, size_t b) { return answers[a].confidence > answers[b].confidence; });
  const auto kept = static_cast<size_t>(std::ceil(coverage * static_cast<double>(chosen.size()) - 1e-9));
  double right = 0;
  for (size_t i = 0; i < kept; ++i) right += answers[chosen[i]].is_right ? 1 : 0;
  return right / static_cast<double>(kept);
}

}  // namespace

CalibrationReport calibrate(const std::vector<ChoiceResult>& results, uint64_t seed) {
  if (results.empty()) throw Error("no answers to calibrate on", "", "give the task at least one record");
  std::vector<Answer> answers;
  std::vector<double> right, confidence, brier;
  for (const ChoiceResult& result : results) {
    answers.push_back(answer_of(result));
    right.push_back(answers.back().is_right ? 1 : 0);
    confidence.push_back(answers.back().confidence);
    brier.push_back(answers.back().brier);
  }
  CalibrationReport report;
  report.accuracy = bootstrap_mean(right, seed);
  report.confidence = bootstrap_mean(confidence, seed);
  report.brier = bootstrap_mean(brier, seed);
  report.ece = bootstrap_statistic(
      answers.size(), [&](const std::vector<size_t>& chosen) { return expected_calibration_error(reliability(answers, chosen), chosen.size()); }, seed);
  for (const double coverage : kCoverages) {
    report.selective.emplace_back(coverage,
                                  bootstrap_statistic(
                                      answers.size(), [&](const std::vector<size_t>& chosen) { return selective_accuracy(answers, chosen, coverage); }, seed));
  }
  std::vector<size_t> all(answers.size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = i;
  report.bins = reliability(answers, all);
  return report;
}

std::string calibration_chart(const CalibrationReport& report) {
  constexpr double kSide = 250, kTop = 24, kLeft = 48, kSecond = 440;
  const auto y = [](double share) { return kTop + kSide * (1 - share); };
  const auto x = [](double left, double share) { return left + kSide * share; };
  std::string svg = "<svg viewBox=\"0 0 760 330\" role=\"img\" aria-label=\"calibration: accuracy by confidence, and accuracy by coverage\">";
  for (const double left : {kLeft, kSecond}) {
    for (int i = 0; i <= 5; ++i) {
      const double share = i / 5.0;
      svg += svg_line(left, y(share), left + kSide, y(share), "grid") + svg_text(left - 8, y(share) + 4, "end", svg_short_number(share)) +
             svg_text(x(left, share), y(0) + 18, "middle", svg_short_number(share));
    }
  }
  for (const ReliabilityBin& bin : report.bins) {
    if (bin.items == 0) continue;
    svg += "<rect class=\"bar\" x=\"" + svg_number(x(kLeft, bin.low) + 1) + "\" y=\"" + svg_number(y(bin.accuracy)) + "\" width=\"" +
           svg_number(kSide * (bin.high - bin.low) - 2) + "\" height=\"" + svg_number(y(0) - y(bin.accuracy)) + "\"/>" +
           svg_text(x(kLeft, (bin.low + bin.high) / 2), y(bin.accuracy) - 4, "middle", std::to_string(bin.items));
  }
  svg += svg_line(x(kLeft, 0), y(0), x(kLeft, 1), y(1), "limit") + svg_text(x(kLeft, 0.5), y(0) + 40, "middle", "confidence") +
         svg_text(kLeft, 14, "start", "accuracy by confidence (number of items above each bar)");
  std::string points;
  for (const auto& [coverage, accuracy] : report.selective) {
    points += svg_number(x(kSecond, coverage)) + "," + svg_number(y(accuracy.mean)) + " ";
    svg += svg_line(x(kSecond, coverage), y(accuracy.low), x(kSecond, coverage), y(accuracy.high), "whisker") + "<circle class=\"dot\" cx=\"" +
           svg_number(x(kSecond, coverage)) + "\" cy=\"" + svg_number(y(accuracy.mean)) + "\" r=\"3.5\"/>";
  }
  svg += "<polyline class=\"after\" points=\"" + points + "\"/>" +
         svg_text(x(kSecond, 0.5), y(0) + 40, "middle", "coverage: share answered, most confident first") +
         svg_text(kSecond, 14, "start", "accuracy of what is answered");
  return svg + "</svg>";
}

SuiteScores calibration_scores(const ChoiceTask& task, const CalibrationReport& report) {
  SuiteScores scores{"calibration", task.name, {}, {}, calibration_chart(report)};
  scores.figures = {{task.name + " ECE", report.ece, Better::kLower}, {task.name + " Brier", report.brier, Better::kLower}};
  scores.json = {
      {"accuracy", to_json(report.accuracy)}, {"confidence", to_json(report.confidence)}, {"ece", to_json(report.ece)}, {"brier", to_json(report.brier)}};
  for (const auto& [coverage, accuracy] : report.selective) {
    const std::string percent = std::to_string(std::lround(coverage * 100));
    scores.figures.push_back({task.name + " accuracy of the surest " + percent + " %", accuracy});
    scores.json["selective_accuracy_" + percent] = to_json(accuracy);
  }
  scores.json["bins"] = OrderedJson::array();
  for (const ReliabilityBin& bin : report.bins) {
    scores.json["bins"].push_back({{"low", bin.low}, {"high", bin.high}, {"items", bin.items}, {"confidence", bin.confidence}, {"accuracy", bin.accuracy}});
  }
  scores.json["inputs_sha256"] = hashes_of(task.files);
  return scores;
}

}  // namespace galen
