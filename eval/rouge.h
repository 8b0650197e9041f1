// ROUGE-1, -2 and -L as the PyPI package rouge_score computes them (use_stemmer = true: Porter stemming of words longer than 3).
#pragma once

#include <string>

namespace galen {

struct RougeScore {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
};

struct RougeScores {
  RougeScore rouge1, rouge2, rougeL;
};

RougeScores rouge(const std::string& reference, const std::string& candidate, bool use_stemmer = true);

}  // namespace galen
