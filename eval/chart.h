// Charts as inline SVG: no scripts, no fonts, no external resources. Colours come from the page's CSS classes (before, after, axis, band).
#pragma once

#include <string>
#include <vector>

#include "eval/report.h"

namespace galen {

std::string escape_html(const std::string& text);

// Training loss as a thin line with its running mean over it, validation loss as dots; steps to the right. Empty without at least two
// points.
std::string loss_chart(const std::vector<LossPoint>& training, const std::vector<LossPoint>& validation);

// One row a metric: two bars with their intervals as whiskers, each row on its own scale from 0. Empty without rows.
std::string score_chart(const std::vector<BeforeAfter>& rows);

// A figure that had to reach a limit.
struct LimitBar {
  std::string label;
  Interval found;
  bool has_interval = false;
  double limit = 0;
  bool passed = false;
};
// One row a figure: its bar and interval, and the limit as a dashed line, each row on its own scale from 0. Empty without rows.
std::string limit_chart(const std::vector<LimitBar>& rows);

}  // namespace galen
