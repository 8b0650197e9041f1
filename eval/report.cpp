#include "eval/report.h"

#include <map>

#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "eval/chart.h"
#include "eval/page.h"

namespace galen {
namespace {

std::string scores_table(const std::vector<BeforeAfter>& rows) {
  std::string html = "<table><tr><th>metric</th><th>before</th><th>after</th><th>change</th><th></th></tr>\n";
  for (const BeforeAfter& row : rows) {
    const std::string judged = verdict(row);
    html += "<tr><td>" + escape_html(row.metric) + "</td><td>" + format_interval(row.before, row.decimals, row.has_interval) + "</td><td>" +
            format_interval(row.after, row.decimals, row.has_interval) + "</td><td>" + format_change(row) + "</td><td class=\"" + judged + "\">" + judged +
            "</td></tr>\n";
  }
  return html + "</table>\n";
}

std::string note_part(const std::string& heading, const std::string& text) {
  return text.empty() ? "" : "<h3>" + heading + "</h3><pre>" + escape_html(text) + "</pre>\n";
}

std::string notes_section(const std::vector<ReportNote>& notes) {
  std::string html;
  for (size_t i = 0; i < notes.size(); ++i) {
    html += "<details" + std::string(i == 0 ? " open" : "") + "><summary>" + escape_html(notes[i].id) + "</summary>\n" + note_part("Prompt", notes[i].prompt) +
            note_part("Clinician&#39;s note", notes[i].reference) + note_part("Model before training", notes[i].before) +
            note_part("Model after training", notes[i].after) + "</details>\n";
  }
  return html;
}

}  // namespace

std::vector<LossPoint> read_loss_curve(const std::filesystem::path& metrics, const std::string& key) {
  const std::string contents = read_file(metrics);
  const std::vector<std::string> lines = split(contents, '\n');
  std::map<int64_t, double> by_step;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (trim(lines[i]).empty()) continue;
    const std::string where = metrics.string() + ":" + std::to_string(i + 1);
    Json line;
    try {
      line = parse_json(lines[i], where);
    } catch (const Error&) {
      if (i + 1 == lines.size()) break;  // no newline behind it: the run was killed while it wrote this line
      throw;
    }
    if (!line.is_object() || !line.contains("step") || !line["step"].is_number_integer())
      throw Error("has no integer `step`", where, "this is not a metrics file");
    if (line.contains(key) && line[key].is_number()) by_step[line["step"].get<int64_t>()] = line[key].get<double>();
  }
  std::vector<LossPoint> points;
  for (const auto& [step, loss] : by_step) points.push_back({step, loss});
  return points;
}

std::string render_report(const RunReport& report) {
  std::string html = "<h1>" + escape_html(report.title) + "</h1>\n";
  if (!report.not_for.empty()) html += "<p class=\"warning\">Not for " + escape_html(report.not_for) + ".</p>\n";
  if (!report.summary.empty()) html += "<p>" + escape_html(report.summary) + "</p>\n";
  if (!report.scores.empty()) {
    html += "<h2>Before and after</h2>\n" + score_chart(report.scores) + scores_table(report.scores) +
            "<p class=\"soft\">Brackets: 95 % bootstrap interval of the mean over records. Unclear: the two intervals overlap.</p>\n";
  }
  const std::string curve = loss_chart(report.training_loss, report.validation_loss);
  if (!curve.empty()) {
    html += "<h2>Loss by step</h2>\n" + curve + "<p class=\"soft\">Nats a token. Line: training, with its running mean" +
            (report.validation_loss.empty() ? "" : "; grey line and dots: validation") + ".</p>\n";
  }
  for (const auto& [heading, chart] : report.charts) html += "<h2>" + escape_html(heading) + "</h2>\n" + chart + "\n";
  if (!report.notes.empty()) html += "<h2>Notes</h2>\n" + notes_section(report.notes);
  if (!report.facts.empty()) {
    html += "<h2>This run</h2>\n<table class=\"facts\">\n";
    for (const auto& [name, value] : report.facts) html += "<tr><td>" + escape_html(name) + "</td><td>" + escape_html(value) + "</td></tr>\n";
    html += "</table>\n";
  }
  return html_page(report.title, html);
}

void write_report(const RunReport& report, const std::filesystem::path& file) {
  write_file_durably(file, render_report(report));
}

}  // namespace galen
