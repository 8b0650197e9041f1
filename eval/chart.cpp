#include "eval/chart.h"

#include <algorithm>
#include <cmath>

#include "eval/svg.h"

namespace galen {
namespace {

constexpr double kWidth = 760;

// About `count` round steps (1, 2 or 5 times a power of ten) that cover low … high.
double round_step(double range, int count) {
  const double raw = range / count;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw) return factor * power;
  }
  return 10 * power;
}

// At most `limit` points, each the mean of its neighbours: a chart has fewer pixels than a run has steps.
std::vector<LossPoint> thinned(const std::vector<LossPoint>& points, size_t limit) {
  if (points.size() <= limit) return points;
  std::vector<LossPoint> result;
  for (size_t i = 0; i < limit; ++i) {
    const size_t begin = i * points.size() / limit;
    const size_t end = (i + 1) * points.size() / limit;
    double sum = 0;
    for (size_t j = begin; j < end; ++j) sum += points[j].loss;
    result.push_back({points[begin + (end - begin) / 2].step, sum / static_cast<double>(end - begin)});
  }
  return result;
}

std::vector<LossPoint> running_mean(const std::vector<LossPoint>& points) {
  const size_t half = std::max<size_t>(1, points.size() / 40);
  std::vector<LossPoint> result;
  for (size_t i = 0; i < points.size(); ++i) {
    const size_t begin = i < half ? 0 : i - half;
    const size_t end = std::min(points.size(), i + half + 1);
    double sum = 0;
    for (size_t j = begin; j < end; ++j) sum += points[j].loss;
    result.push_back({points[i].step, sum / static_cast<double>(end - begin)});
  }
  return result;
}

std::vector<LossPoint> finite_only(std::vector<LossPoint> points) {
  std::erase_if(points, [](const LossPoint& point) { return !std::isfinite(point.loss); });
  return points;
}

}  // namespace

std::string escape_html(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string loss_chart(const std::vector<LossPoint>& training, const std::vector<LossPoint>& validation) {
  const std::vector<LossPoint> line = thinned(finite_only(training), 600);
  const std::vector<LossPoint> dots = finite_only(validation);
  std::vector<LossPoint> all = line;
  all.insert(all.end(), dots.begin(), dots.end());
  if (all.size() < 2) return "";
  const auto [first, last] = std::minmax_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
  const auto [lowest, highest] = std::minmax_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.loss < b.loss; });
  const double range = std::max(highest->loss - lowest->loss, 1e-3);
  const double step = round_step(range, 5);
  const double bottom = std::floor(lowest->loss / step) * step;
  const double top = std::max(std::ceil(highest->loss / step) * step, bottom + step);
  const double height = 280, left = 56, right = kWidth - 14, upper = 14, lower = height - 34;
  const double steps = std::max<double>(1, static_cast<double>(last->step - first->step));
  const auto x = [&](int64_t s) { return left + (right - left) * static_cast<double>(s - first->step) / steps; };
  const auto y = [&](double loss) { return lower - (lower - upper) * (loss - bottom) / (top - bottom); };
  const auto polyline = [&](const std::vector<LossPoint>& points, const std::string& style) {
    std::string text = "<polyline class=\"" + style + "\" points=\"";
    for (const LossPoint& point : points) text += svg_number(x(point.step)) + "," + svg_number(y(point.loss)) + " ";
    return text + "\"/>";
  };
  std::string svg = "<svg viewBox=\"0 0 " + svg_number(kWidth) + " " + svg_number(height) + "\" role=\"img\" aria-label=\"loss by step\">";
  const auto lines = static_cast<int>(std::lround((top - bottom) / step));
  for (int i = 0; i <= lines; ++i) {
    const double value = bottom + i * step;
    svg += svg_line(left, y(value), right, y(value), "grid") + svg_text(left - 8, y(value) + 4, "end", svg_short_number(value));
  }
  svg += svg_text(left, height - 12, "start", "step " + std::to_string(first->step)) + svg_text(right, height - 12, "end", std::to_string(last->step));
  if (line.size() > 1) svg += polyline(line, "thin") + polyline(running_mean(line), "after");
  if (dots.size() > 1) svg += polyline(dots, "before");
  for (const LossPoint& point : dots)
    svg += "<circle class=\"dot\" cx=\"" + svg_number(x(point.step)) + "\" cy=\"" + svg_number(y(point.loss)) + "\" r=\"3.5\"/>";
  return svg + "</svg>";
}

std::string score_chart(const std::vector<BeforeAfter>& rows) {
  if (rows.empty()) return "";
  const double row_height = 52, left = 210, right = kWidth - 190;
  const double height = row_height * static_cast<double>(rows.size()) + 8;
  std::string svg = "<svg viewBox=\"0 0 " + svg_number(kWidth) + " " + svg_number(height) + "\" role=\"img\" aria-label=\"scores before and after\">";
  for (size_t i = 0; i < rows.size(); ++i) {
    const BeforeAfter& row = rows[i];
    double top = 0;
    for (const Interval& interval : {row.before, row.after}) {
      for (const double value : {interval.mean, row.has_interval ? interval.high : interval.mean}) {
        if (std::isfinite(value)) top = std::max(top, value);
      }
    }
    if (top <= 0) top = 1;
    const double y = 8 + row_height * static_cast<double>(i);
    const auto x = [&](double value) { return left + (right - left) * std::clamp(std::isfinite(value) ? value / top : 0.0, 0.0, 1.0); };
    svg += svg_text(left - 12, y + 24, "end", row.metric);
    for (const bool is_after : {false, true}) {
      const Interval& interval = is_after ? row.after : row.before;
      const double bar = y + (is_after ? 20 : 0);
      svg += "<rect class=\"" + std::string(is_after ? "after" : "before") + "\" x=\"" + svg_number(left) + "\" y=\"" + svg_number(bar) + "\" width=\"" +
             svg_number(x(interval.mean) - left) + "\" height=\"17\"/>";
      if (row.has_interval) svg += svg_line(x(interval.low), bar + 8.5, x(interval.high), bar + 8.5, "whisker");
      svg += svg_text(right + 8, bar + 13, "start", format_interval(interval, row.decimals, row.has_interval));
    }
  }
  return svg + "</svg>";
}

std::string limit_chart(const std::vector<LimitBar>& rows) {
  if (rows.empty()) return "";
  const double row_height = 40, left = 250, right = kWidth - 190;
  const double height = row_height * static_cast<double>(rows.size()) + 8;
  std::string svg =
      "<svg viewBox=\"0 0 " + svg_number(kWidth) + " " + svg_number(height) + "\" role=\"img\" aria-label=\"figures and what they had to reach\">";
  for (size_t i = 0; i < rows.size(); ++i) {
    const LimitBar& row = rows[i];
    double top = std::max(0.0, row.limit);
    for (const double value : {row.found.mean, row.found.high}) {
      if (std::isfinite(value)) top = std::max(top, value);
    }
    if (top <= 0) top = 1;
    const double y = 8 + row_height * static_cast<double>(i);
    const auto x = [&](double value) { return left + (right - left) * std::clamp(std::isfinite(value) ? value / top : 0.0, 0.0, 1.0); };
    svg += svg_text(left - 12, y + 16, "end", row.label) + "<rect class=\"" + (row.passed ? "bar" : "bar failed") + "\" x=\"" + svg_number(left) + "\" y=\"" +
           svg_number(y) + "\" width=\"" + svg_number(x(row.found.mean) - left) + "\" height=\"22\"/>";
    if (row.has_interval) svg += svg_line(x(row.found.low), y + 11, x(row.found.high), y + 11, "whisker");
    svg += svg_line(x(row.limit), y - 4, x(row.limit), y + 26, "limit") + svg_text(right + 8, y + 16, "start", format_interval(row.found, 3, row.has_interval));
  }
  return svg + "</svg>";
}

}  // namespace galen
