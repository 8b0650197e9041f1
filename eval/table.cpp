#include "eval/table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace galen {
namespace {

constexpr const char* kMinus = "\u2212";

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return std::isnan(value) ? "n/a" : value > 0 ? "infinite" : "-infinite";
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", std::clamp(decimals, 0, 12), value);
  return text;
}

// Characters of UTF-8; enough for the metric names we print (no wide or combining ones).
size_t width_of(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string verdict(const BeforeAfter& row) {
  const double change = row.after.mean - row.before.mean;
  if (row.better == Better::kNeither || change == 0 || !std::isfinite(change)) return "";
  if (row.has_interval && row.before.low <= row.after.high && row.after.low <= row.before.high) return "unclear";
  return (change > 0) == (row.better == Better::kHigher) ? "better" : "worse";
}

std::string format_interval(const Interval& interval, int decimals, bool has_interval) {
  std::string text = fixed(interval.mean, decimals);
  if (has_interval && std::isfinite(interval.mean)) text += " [" + fixed(interval.low, decimals) + ", " + fixed(interval.high, decimals) + "]";
  return text;
}

std::string format_change(const BeforeAfter& row) {
  const double change = row.after.mean - row.before.mean;
  const std::string size = fixed(std::abs(change), row.decimals);
  if (!std::isfinite(change) || size == fixed(0, row.decimals)) return size;
  return (change > 0 ? "+" : kMinus) + size;
}

std::string render_table(const std::vector<BeforeAfter>& rows) {
  std::vector<std::array<std::string, 5>> cells = {{"metric", "before", "after", "change", ""}};
  for (const BeforeAfter& row : rows) {
    cells.push_back({row.metric, format_interval(row.before, row.decimals, row.has_interval), format_interval(row.after, row.decimals, row.has_interval),
                     format_change(row), verdict(row)});
  }
  std::array<size_t, 5> widths{};
  for (const auto& line : cells) {
    for (size_t column = 0; column < line.size(); ++column) widths[column] = std::max(widths[column], width_of(line[column]));
  }
  std::string table;
  for (size_t i = 0; i < cells.size(); ++i) {
    std::string line;
    for (size_t column = 0; column < cells[i].size(); ++column) {
      const std::string padding(widths[column] - width_of(cells[i][column]), ' ');
      const bool to_the_right = column >= 1 && column <= 3;
      line += (column ? "  " : "") + (to_the_right ? padding + cells[i][column] : cells[i][column] + padding);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    table += line + "\n";
    if (i == 0) {
      for (size_t column = 0; column < 4; ++column) table += (column ? "  " : "") + std::string(widths[column], '-');
      table += "\n";
    }
  }
  return table;
}

OrderedJson to_json(const std::vector<BeforeAfter>& rows) {
  OrderedJson json = OrderedJson::array();
  for (const BeforeAfter& row : rows) {
    OrderedJson entry = {{"metric", row.metric}};
    if (row.has_interval) {
      entry["before"] = to_json(row.before);
      entry["after"] = to_json(row.after);
    } else {
      entry["before"] = row.before.mean;
      entry["after"] = row.after.mean;
    }
    entry["change"] = row.after.mean - row.before.mean;
    entry["verdict"] = verdict(row);
    json.push_back(std::move(entry));
  }
  return json;
}

}  // namespace galen
