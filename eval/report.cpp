#include "eval/report.h"

#include <map>

#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "eval/chart.h"

namespace galen {
namespace {

constexpr const char* kStyle = R"(
:root { color-scheme: light dark; --ink: #1d2733; --paper: #fff; --soft: #5b6876; --line: #d9dfe5; --before: #9aa7b4; --after: #1f7a6d; --thin: #b5d6d0; --warn: #8a3b12; --wash: #f4f6f8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e9ee; --paper: #14191f; --soft: #98a5b3; --line: #2d3743; --before: #6b7885; --after: #4fb8a7; --thin: #2c5750; --warn: #f0a070; --wash: #1b222a; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 820px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: .3rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; } h3 { font-size: 1rem; }
.warning { color: var(--warn); font-weight: 600; } .soft { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; } th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child, table.facts td { text-align: left; } td.better { color: var(--after); } td.worse { color: var(--warn); }
svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; } svg text { fill: var(--ink); } svg polyline { fill: none; stroke-width: 1.5; }
svg .grid { stroke: var(--line); } svg .whisker { stroke: var(--ink); } svg rect.before { fill: var(--before); } svg rect.after { fill: var(--after); }
svg polyline.before { stroke: var(--before); } svg polyline.after { stroke: var(--after); stroke-width: 2; } svg polyline.thin { stroke: var(--thin); } svg .dot { fill: var(--ink); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--wash); padding: .7rem; border-radius: 4px; font: 14px/1.45 ui-monospace, monospace; margin: .2rem 0 1rem; }
summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
)";

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
  std::string html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
                     escape_html(report.title) + "</title>\n<style>" + kStyle + "</style></head><body>\n<h1>" + escape_html(report.title) + "</h1>\n";
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
  if (!report.notes.empty()) html += "<h2>Notes</h2>\n" + notes_section(report.notes);
  if (!report.facts.empty()) {
    html += "<h2>This run</h2>\n<table class=\"facts\">\n";
    for (const auto& [name, value] : report.facts) html += "<tr><td>" + escape_html(name) + "</td><td>" + escape_html(value) + "</td></tr>\n";
    html += "</table>\n";
  }
  return html + "</body></html>\n";
}

void write_report(const RunReport& report, const std::filesystem::path& file) {
  write_file_durably(file, render_report(report));
}

}  // namespace galen
