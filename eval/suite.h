// What every suite of `galen eval` gives back: figures for the table, everything for --json, charts for the page.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/json.h"
#include "eval/interval.h"
#include "eval/table.h"

namespace galen {

struct Figure {
  std::string metric;  // as people read it
  Interval value;
  Better better = Better::kHigher;
  int decimals = 3;
};

struct SuiteScores {
  std::string suite;  // the key in --json: tasks, calibration, safety, memorisation, bias, probes, latency
  std::string name;   // the key below it: of the task or file
  std::vector<Figure> figures;
  OrderedJson json;    // intervals as {mean, low, high}; with inputs_sha256
  std::string charts;  // inline SVG, or empty
};

// In the order given; names of files as the user wrote them.
OrderedJson hashes_of(const std::vector<std::filesystem::path>& files);

// One page with every suite's figures and charts (eval/page.h).
std::string suites_page(const std::string& title, const std::vector<std::pair<std::string, std::string>>& facts, const std::vector<SuiteScores>& suites);

}  // namespace galen
