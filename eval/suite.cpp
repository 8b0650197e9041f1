#include "eval/suite.h"

#include "core/hash.h"
#include "eval/chart.h"
#include "eval/page.h"

namespace galen {

OrderedJson hashes_of(const std::vector<std::filesystem::path>& files) {
  OrderedJson hashes = OrderedJson::object();
  for (const std::filesystem::path& file : files) hashes[file.string()] = sha256_of_file(file);
  return hashes;
}

std::string suites_page(const std::string& title, const std::vector<std::pair<std::string, std::string>>& facts, const std::vector<SuiteScores>& suites) {
  std::string body = "<h1>" + escape_html(title) + "</h1>\n<p class=\"warning\">Not for clinical use.</p>\n<table class=\"facts\">";
  for (const auto& [name, value] : facts) body += "<tr><td>" + escape_html(name) + "</td><td>" + escape_html(value) + "</td></tr>";
  body += "</table>\n";
  for (const SuiteScores& suite : suites) {
    body += "<h2>" + escape_html(suite.suite + ": " + suite.name) + "</h2>\n<table><tr><th>figure</th><th>value [95 % interval]</th></tr>";
    for (const Figure& figure : suite.figures) {
      body += "<tr><td>" + escape_html(figure.metric) + "</td><td>" + format_interval(figure.value, figure.decimals, true) + "</td></tr>";
    }
    body += "</table>\n" + suite.charts;
  }
  return html_page(title, body);
}

}  // namespace galen
