// The release gate: looks at every piece of evidence and says line by line what holds. It decides nothing by itself that the recipe doesn't ask for, and lets
// nothing pass that it couldn't read.
#pragma once

#include <string>
#include <vector>

#include "core/date.h"
#include "core/json.h"
#include "eval/evidence.h"
#include "eval/interval.h"
#include "eval/statement.h"

namespace galen {

struct VerdictLine {
  std::string piece;  // "checkpoint", "threshold notes.rouge1", "signatures" …
  bool passed = false;
  std::string says;
  std::string hint;  // what to do, where it failed
};

// A threshold and the figure that was found for it.
struct JudgedFigure {
  ThresholdSettings threshold;
  Interval found;
  bool has_interval = false;
  bool was_found = false;
  bool passed = false;
};

struct Verdict {
  std::vector<VerdictLine> lines;
  std::vector<JudgedFigure> figures;
  std::map<std::string, std::string> pieces;  // sha256 of each, as it was judged
  std::vector<SignedStatement> signatures;    // those that hold and approve, one a person
  Json deidentification;                      // of the training data; null without
  Json scores;                                // null without
  Json agreement;                             // null without
  std::string checkpoint_sha256;              // of the manifest

  bool passed() const;
  std::vector<std::string> failures() const;  // the pieces that failed
};

// Never throws for what is wrong with a piece: that is a line.
Verdict judge_release(const Recipe& recipe, const Evidence& evidence, Day day);

// The figure at a dotted path of `galen eval --json`: an interval or a plain number. Names with dots in them (files) are found as well. A comparison's figures
// are those of its model after training. Nothing where there is no such figure, or it isn't finite.
std::optional<JudgedFigure> find_figure(const Json& scores, const std::string& path);

}  // namespace galen
