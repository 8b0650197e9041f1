// Whether a model's probabilities mean what they say, from multiple-choice answers: the probabilities are the softmax of the choices' log-likelihoods, the
// confidence is the largest of them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "eval/interval.h"
#include "eval/multiple_choice.h"
#include "eval/suite.h"

namespace galen {

struct ReliabilityBin {
  double low = 0, high = 0;  // confidences in (low, high]
  size_t items = 0;
  double confidence = 0;  // means over the bin's items; 0 without any
  double accuracy = 0;
};

struct CalibrationReport {
  Interval accuracy;
  Interval confidence;
  // Expected calibration error (Naeini et al. 2015; Guo et al. 2017): |accuracy − confidence| of 10 equally wide bins, weighted by their items.
  Interval ece;
  // Sum over the choices of (probability − 1 if right)², mean over items: 0 to 2 (Brier 1950; the harness's brier_score).
  Interval brier;
  // Accuracy on the most confident 25, 50, 75 and 100 % (rounded up) of the items: what remains right if the model may abstain from the rest.
  std::vector<std::pair<double, Interval>> selective;  // coverage, accuracy
  std::vector<ReliabilityBin> bins;
};

// All intervals by bootstrap over items. A resampled ECE is larger than the sample's on average: its interval leans upwards, which is the careful side.
CalibrationReport calibrate(const std::vector<ChoiceResult>& results, uint64_t seed = 0);

// The reliability diagram beside accuracy by coverage; inline SVG.
std::string calibration_chart(const CalibrationReport& report);
SuiteScores calibration_scores(const ChoiceTask& task, const CalibrationReport& report);

}  // namespace galen
