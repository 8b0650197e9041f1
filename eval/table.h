// Before and after, side by side, for the terminal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "eval/interval.h"

namespace galen {

enum class Better { kHigher, kLower, kNeither };

// One figure of a model before and after training.
struct BeforeAfter {
  std::string metric;  // as people read it: "ROUGE-L", "perplexity of general text"
  Interval before;
  Interval after;
  Better better = Better::kHigher;
  int decimals = 3;
  bool has_interval = true;  // false: a single figure (perplexity of a file); low and high are ignored
};

// "better" | "worse" | "unclear" (the intervals overlap) | "" (no direction, or equal).
std::string verdict(const BeforeAfter& row);

// "0.412 [0.390, 0.431]".
std::string format_interval(const Interval& interval, int decimals, bool has_interval);
// "+0.101", "−0.020", "0.000".
std::string format_change(const BeforeAfter& row);

// Columns metric, before, after, change and verdict, aligned; a line each, with a rule under the headings. Widths count characters, not
// bytes.
std::string render_table(const std::vector<BeforeAfter>& rows);

OrderedJson to_json(const std::vector<BeforeAfter>& rows);

}  // namespace galen
