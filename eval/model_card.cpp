#include "eval/model_card.h"

#include <cstdio>

#include "core/text.h"
#include "data/deidentify.h"
#include "eval/chart.h"
#include "eval/page.h"
#include "model/config.h"

namespace galen {
namespace {

using Items = std::vector<std::pair<std::string, std::vector<std::string>>>;

std::string or_unsaid(const std::string& text) {
  return text.empty() ? "not stated" : text;
}

void say(Items* items, const std::string& name, const std::string& text) {
  items->push_back({name, {or_unsaid(text)}});
}

void say(Items* items, const std::string& name, const std::vector<std::string>& texts) {
  items->push_back({name, texts.empty() ? std::vector<std::string>{"not stated"} : texts});
}

std::string short_figure(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string found_text(const JudgedFigure& figure) {
  if (!figure.was_found) return "not measured";
  return figure.has_interval ? short_figure(figure.found.mean) + " [" + short_figure(figure.found.low) + ", " + short_figure(figure.found.high) + "]"
                             : short_figure(figure.found.mean);
}

std::string asked_text(const ThresholdSettings& threshold) {
  return (threshold.must_be == "at_least" ? "at least " : "at most ") + short_figure(threshold.value);
}

std::string interpretation(const JudgedFigure& figure) {
  if (!figure.was_found) return "not measured";
  const bool at_least = figure.threshold.must_be == "at_least";
  const std::string end = figure.has_interval ? std::string("the 95 % interval's ") + (at_least ? "low" : "high") + " end " : std::string("the figure ");
  return (figure.passed ? "met: " : "not met: ") + end + (figure.passed ? (at_least ? "reaches" : "stays within") : (at_least ? "falls short of" : "exceeds")) +
         " what was asked";
}

CardPart summary_part(const Recipe& recipe, const ModelFacts& facts) {
  Items items;
  say(&items, "What it is", recipe.recipe.description);
  say(&items, "Version", recipe.curation.version);
  say(&items, "Released", facts.released_on + " as " + recipe.recipe.release_class);
  say(&items, "Contact", recipe.curation.contact);
  return {"Summary", items};
}

CardPart use_part(const Recipe& recipe) {
  const CurationSettings& c = recipe.curation;
  Items items;
  say(&items, "Intended use", recipe.recipe.intended_use);
  say(&items, "Workflow", c.workflow);
  say(&items, "Primary users", c.users);
  say(&items, "Target population", c.population);
  say(&items, "Setting", c.setting);
  say(&items, "Language", c.language);
  std::vector<std::string> outside = {recipe.recipe.not_for};
  outside.insert(outside.end(), c.out_of_scope.begin(), c.out_of_scope.end());
  say(&items, "Out of scope", outside);
  return {"Uses", items};
}

CardPart warnings_part(const Recipe& recipe) {
  Items items;
  say(&items, "Known risks and limits", recipe.curation.risks);
  say(&items, "Bias mitigation", recipe.curation.bias_mitigation);
  say(&items, "Maintenance", recipe.curation.maintenance);
  return {"Warnings and maintenance", items};
}

CardPart model_part(const Recipe& recipe, const ModelFacts& facts, const Verdict& verdict) {
  Items items;
  say(&items, "Architecture",
      facts.model_type + ", " + std::to_string(facts.parameters / 1000000) + " M parameters, " + std::to_string(facts.active_parameters / 1000000) +
          " M active per token");
  say(&items, "Foundation model", recipe.model.from.empty() ? "none: trained from scratch" : recipe.model.from);
  if (!facts.sub_agents.empty()) say(&items, "Sub-agents", facts.sub_agents);
  if (!facts.history.empty()) say(&items, "How they came about", facts.history);
  say(&items, "Input and output", "text");
  say(&items, "Checkpoint", "sha256 " + verdict.checkpoint_sha256);
  return {"Model", items};
}

CardPart data_part(const Recipe& recipe, const Verdict& verdict) {
  const CurationSettings& c = recipe.curation;
  Items items;
  for (const SourceSettings& source : c.sources) {
    std::vector<std::string> says = {"licence: " + or_unsaid(source.licence)};
    if (source.records > 0) says.push_back(std::to_string(source.records) + " records");
    if (!source.url.empty()) says.push_back(source.url);
    says.push_back(source.of_patients ? "of patients; basis: " + or_unsaid(source.consent) : std::string("not of patients"));
    if (!source.deidentification.empty()) says.push_back("de-identified before: " + source.deidentification);
    say(&items, source.name, says);
  }
  say(&items, "Taken", c.inclusion);
  say(&items, "Left out", c.exclusion);
  if (!verdict.deidentification.is_null()) {
    const DeidentifyReport report = deidentify_report_from_json(verdict.deidentification);
    say(&items, "De-identification",
        report.mode == "none" ? std::string("none: no source is of patients")
                              : report.mode + ": " + std::to_string(report.total()) + " identifiers in " + std::to_string(report.records_with_identifiers) +
                                    " of " + std::to_string(report.records) + " records, before anything was written");
  }
  return {"Development data", items};
}

CardPart people_part(const Recipe& recipe, const Verdict& verdict) {
  Items items;
  std::vector<std::string> curators;
  for (const CuratorSettings& curator : recipe.curation.curators) {
    curators.push_back(curator.id + ", " + or_unsaid(curator.role) + ", " + or_unsaid(curator.credential) +
                       (curator.specialty.empty() ? "" : ", " + curator.specialty));
  }
  say(&items, "Curators", curators);
  std::vector<std::string> signers;
  for (const SignedStatement& signature : verdict.signatures) {
    const Statement& s = signature.statement;
    signers.push_back(s.signer.id + ", " + s.signer.credential + (s.signer.specialty.empty() ? "" : ", " + s.signer.specialty) + ": approved on " +
                      s.signed_on + ", holds until " + s.expires + (s.comment.empty() ? "" : " (" + s.comment + ")"));
  }
  say(&items, "Signed by", signers);
  if (!verdict.agreement.is_null() && verdict.agreement.contains("summary")) {
    say(&items, "Agreement of the reviewers", verdict.agreement["summary"].get<std::vector<std::string>>());
  }
  std::vector<std::string> history;
  for (const RevisionSettings& revision : recipe.curation.history) history.push_back(revision.version + " (" + revision.date + "): " + revision.change);
  say(&items, "History of the recipe", history);
  if (!recipe.curation.reviewed.empty()) say(&items, "Review", "of " + recipe.curation.reviewed + ", holds until " + or_unsaid(recipe.curation.expires));
  return {"Who stands behind it", items};
}

CardPart repeat_part(const Recipe& recipe, const Verdict& verdict) {
  Items items;
  if (!verdict.scores.is_null()) say(&items, "Scores were made by", verdict.scores["evidence"].value("command", ""));
  std::vector<std::string> test_data;
  for (const DatasetSettings& dataset : recipe.data.validation) test_data.push_back(dataset.path);
  say(&items, "Test records", test_data);
  std::vector<std::string> hashes;
  for (const auto& [piece, sha256] : verdict.pieces) hashes.push_back(piece + ": sha256 " + sha256);
  say(&items, "Evidence", hashes);
  return {"To repeat it", items};
}

// A user's text on one line, without what Markdown would read as markup at its start or in a table.
std::string markdown_text(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      escaped += ' ';
      continue;
    }
    if (std::string_view("\\`*_[]<>|#").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

constexpr const char* kKinds[] = {"usefulness", "fairness", "safety"};

}  // namespace

ModelFacts facts_of(const Checkpoint& checkpoint) {
  ModelFacts facts;
  facts.model_type = to_hf_config(checkpoint.config)["model_type"].get<std::string>();
  facts.parameters = count_parameters(checkpoint.config);
  facts.active_parameters = count_active_parameters(checkpoint.config);
  if (!checkpoint.sub_agents) return facts;
  for (const SubAgent& agent : checkpoint.sub_agents->agents) {
    facts.sub_agents.push_back(agent.name + (agent.pinned ? " (pinned: every token passes it)" : ""));
    for (const std::string& line : agent.history) facts.history.push_back(agent.name + ": " + line);
  }
  return facts;
}

ModelCard make_card(const Recipe& recipe, const Verdict& verdict, const ModelFacts& facts) {
  ModelCard card;
  card.title = recipe.recipe.name;
  if (recipe.recipe.release_class != "clinical") card.warning = "Not for clinical use.";
  if (!facts.override_reason.empty())
    card.warning += (card.warning.empty() ? "" : " ") + std::string("Released against the gate's verdict. Reason given: ") + facts.override_reason;
  card.parts = {summary_part(recipe, facts),        use_part(recipe),           warnings_part(recipe),
                model_part(recipe, facts, verdict), data_part(recipe, verdict), people_part(recipe, verdict),
                repeat_part(recipe, verdict)};
  card.figures = verdict.figures;
  card.verdict = verdict.lines;
  return card;
}

std::string to_markdown(const ModelCard& card) {
  std::string md = "# Model card: " + markdown_text(card.title) + "\n\n";
  if (!card.warning.empty()) md += "**" + markdown_text(card.warning) + "**\n\n";
  for (const CardPart& part : card.parts) {
    md += "## " + part.heading + "\n\n";
    for (const auto& [name, texts] : part.items) {
      md += "- **" + markdown_text(name) + "**:";
      if (texts.size() == 1) {
        md += ' ';
        md += markdown_text(texts[0]);
        md += '\n';
        continue;
      }
      md += "\n";
      for (const std::string& text : texts) md += "  - " + markdown_text(text) + "\n";
    }
    md += "\n";
  }
  md += "## Key metrics\n\nBrackets: 95 % bootstrap interval; its worse end is what counts.\n\n";
  for (const char* kind : kKinds) {
    bool is_first = true;
    for (const JudgedFigure& figure : card.figures) {
      if (figure.threshold.shows != kind) continue;
      if (is_first) md += "### " + std::string(kind) + "\n\n| goal | figure | result | asked | interpretation |\n| --- | --- | --- | --- | --- |\n";
      is_first = false;
      md += "| " + markdown_text(or_unsaid(figure.threshold.goal)) + " | " + markdown_text(figure.threshold.metric) + " | " +
            markdown_text(found_text(figure)) + " | " + asked_text(figure.threshold) + " | " + interpretation(figure) + " |\n";
    }
    if (!is_first) md += "\n";
  }
  md += "## Verdict of the release gate\n\n| evidence | | |\n| --- | --- | --- |\n";
  for (const VerdictLine& line : card.verdict)
    md += "| " + markdown_text(line.piece) + " | " + (line.passed ? "passed" : "FAILED") + " | " + markdown_text(line.says) + " |\n";
  return md;
}

std::string to_html(const ModelCard& card) {
  std::string html = "<h1>" + escape_html(card.title) + "</h1>\n";
  if (!card.warning.empty()) html += "<p class=\"warning\">" + escape_html(card.warning) + "</p>\n";
  for (size_t i = 0; i < card.parts.size(); ++i) {
    const CardPart& part = card.parts[i];
    html += "<h2>" + escape_html(part.heading) + "</h2>\n<dl>\n";
    for (const auto& [name, texts] : part.items) {
      html += "<dt>" + escape_html(name) + "</dt><dd>";
      if (texts.size() == 1) {
        html += escape_html(texts[0]);
      } else {
        html += "<ul>";
        for (const std::string& text : texts) html += "<li>" + escape_html(text) + "</li>";
        html += "</ul>";
      }
      html += "</dd>\n";
    }
    html += "</dl>\n";
    if (i != 2 || card.figures.empty()) continue;  // figures right after uses and warnings: what a physician looks for first
    html += "<h2>Key metrics</h2>\n<p class=\"soft\">Brackets: 95 % bootstrap interval; its worse end must reach the dashed line.</p>\n";
    for (const char* kind : kKinds) {
      std::vector<LimitBar> bars;
      std::string rows;
      for (const JudgedFigure& figure : card.figures) {
        if (figure.threshold.shows != kind) continue;
        if (figure.was_found) bars.push_back({figure.threshold.metric, figure.found, figure.has_interval, figure.threshold.value, figure.passed});
        rows += "<tr><td class=\"text\">" + escape_html(or_unsaid(figure.threshold.goal)) + "<br><span class=\"soft\">" + escape_html(figure.threshold.metric) +
                "</span></td><td>" + escape_html(found_text(figure)) + "</td><td>" + asked_text(figure.threshold) + "</td><td class=\"text\">" +
                interpretation(figure) + "</td></tr>\n";
      }
      if (rows.empty()) continue;
      std::string heading = kind;
      heading[0] = static_cast<char>(heading[0] - 'a' + 'A');
      html += "<h3>" + heading + "</h3>\n" + limit_chart(bars) + "<table><tr><th>goal</th><th>result</th><th>asked</th><th></th></tr>\n" + rows + "</table>\n";
    }
  }
  html += "<h2>Verdict of the release gate</h2>\n<table class=\"facts\">\n";
  for (const VerdictLine& line : card.verdict) {
    html += "<tr><td>" + escape_html(line.piece) + "</td><td class=\"" + (line.passed ? "passed\">passed" : "failed\">failed") + "</td><td>" +
            escape_html(line.says) + "</td></tr>\n";
  }
  return html_page(card.title, html + "</table>\n");
}

}  // namespace galen
