// The model card of a release, as Markdown and as a page. Its parts are those of CHAI's applied model card, and what TRIPOD-LLM asks of an evaluation.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eval/gate.h"
#include "model/checkpoint.h"

namespace galen {

// What a card says beyond recipe and verdict.
struct ModelFacts {
  std::string model_type;
  int64_t parameters = 0;
  int64_t active_parameters = 0;
  std::vector<std::string> sub_agents;  // "medicine", "safety (pinned)"
  std::vector<std::string> history;     // what made each, a line each
  std::string released_on;              // YYYY-MM-DD
  std::string override_reason;          // of a release that the gate refused; empty: none
};
ModelFacts facts_of(const Checkpoint& checkpoint);

// Text is the user's own; both renderers escape it.
struct CardPart {
  std::string heading;
  std::vector<std::pair<std::string, std::vector<std::string>>> items;  // name, what it says; several: a list
};
struct ModelCard {
  std::string title;
  std::string warning;  // "Not for clinical use."
  std::vector<CardPart> parts;
  std::vector<JudgedFigure> figures;
  std::vector<VerdictLine> verdict;
};

ModelCard make_card(const Recipe& recipe, const Verdict& verdict, const ModelFacts& facts);
std::string to_markdown(const ModelCard& card);
std::string to_html(const ModelCard& card);  // with a plot of each figure against its threshold

}  // namespace galen
