#include <cmath>
#include <memory>

#include "cli/command.h"
#include "cli/eval_suites.h"
#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/log.h"
#include "core/text.h"
#include "data/deidentify.h"
#include "eval/answers.h"
#include "eval/notes.h"
#include "eval/perplexity.h"
#include "eval/report.h"
#include "eval/review.h"
#include "eval/table.h"
#include "model/decoder.h"
#include "model/media_spec.h"

namespace galen {
namespace {

struct EvalOptions {
  std::string checkpoint, recipe, before, report, answers;
  std::vector<std::string> suites, overrides;
  std::string precision = "f32";
  int64_t limit = 0;
};

struct Scores {
  std::optional<NoteReport> notes;
  std::vector<std::pair<std::string, PerplexityReport>> perplexity;  // file, figures
  std::vector<SuiteScores> suites;
};

std::vector<Record> validation_records(const Recipe& recipe) {
  std::vector<Record> records;
  const std::optional<Deidentifier> deidentifier = make_deidentifier(recipe.data);  // answers and references go into reports
  for (const DatasetSettings& dataset : recipe.data.validation) {
    for (Record& record : read_deidentified_records(recipe, dataset, deidentifier)) records.push_back(std::move(record));
  }
  if (records.empty()) throw Error("the recipe has no validation records", recipe.file.string(), "list some under data.validation");
  if (recipe.eval.limit > 0 && static_cast<int64_t>(records.size()) > recipe.eval.limit) records.resize(static_cast<size_t>(recipe.eval.limit));
  return records;
}

void check_suites(const std::vector<std::string>& suites) {
  for (const std::string& suite : suites) {
    if (suite == "notes" || suite == "answers" || suite.rfind("perplexity:", 0) == 0 || is_latency_suite(suite) || is_model_suite(suite)) continue;
    throw UsageError("no suite is named " + suite, "galen eval", suggest_name(suite, suite_spellings()));
  }
}

Scores score(const std::string& path, const std::vector<std::string>& suites, const std::optional<Recipe>& recipe, const std::string& precision,
             int64_t limit) {
  Scores scores;
  std::vector<std::string> of_model;
  for (const std::string& suite : suites) {  // latency first: it measures memory
    if (is_latency_suite(suite)) {
      scores.suites.push_back(run_latency_suite(path));
    } else if (is_model_suite(suite)) {
      of_model.push_back(suite);
    }
  }
  if (scores.suites.size() == suites.size()) return scores;
  const Checkpoint checkpoint = open_model(path);
  const Tokenizer tokenizer = tokenizer_of(checkpoint);
  const Model model = load_model(checkpoint, compute_dtype(precision));
  for (const std::string& suite : suites) {
    if (suite == "notes") {
      if (!recipe) throw UsageError("the suite notes needs --recipe: it says which records and sections", "galen eval");
      NoteSettings settings;
      settings.sections = recipe->eval.sections;
      settings.max_new_tokens = recipe->eval.max_new_tokens;
      std::optional<EntityFinder> entities;
      try {
        settings.entities = &entities.emplace(find_word_lists().parent_path());
      } catch (const Error& error) {
        log_warning(std::string("medications and medical terms of notes aren't counted: ") + error.what());
      }
      scores.notes = evaluate_notes(model, tokenizer, validation_records(*recipe), settings);
    } else if (suite == "answers") {
      if (!recipe) throw UsageError("the suite answers needs --recipe: it says which records", "galen eval");
      const std::optional<MediaSpec> media = media_spec(checkpoint.config, tokenizer, recipe->data.media);
      scores.suites.push_back(
          answer_scores(recipe->recipe.name, evaluate_answers(model, tokenizer, validation_records(*recipe), media, recipe->eval.max_new_tokens)));
    } else if (suite.rfind("perplexity:", 0) == 0) {
      std::filesystem::path file = suite.substr(11);
      if (recipe && !std::filesystem::exists(file)) file = resolve_path(*recipe, file.string());
      scores.perplexity.emplace_back(file.filename().string(), text_perplexity(model, tokenizer, read_file(file)));
    }
  }
  for (SuiteScores& suite : run_model_suites(of_model, model, tokenizer, recipe, limit)) scores.suites.push_back(std::move(suite));
  return scores;
}

Interval single(double value) {
  return {value, value, value};
}

std::vector<BeforeAfter> compare(const Scores& before, const Scores& after) {
  std::vector<BeforeAfter> rows;
  if (after.notes && before.notes) {
    rows.push_back({"perplexity of the notes", single(before.notes->perplexity), single(after.notes->perplexity), Better::kLower, 2, false});
    rows.push_back({"ROUGE-1", before.notes->rouge1, after.notes->rouge1});
    rows.push_back({"ROUGE-2", before.notes->rouge2, after.notes->rouge2});
    rows.push_back({"ROUGE-L", before.notes->rougeL, after.notes->rougeL});
    rows.push_back({"section coverage", before.notes->section_coverage, after.notes->section_coverage});
    rows.push_back({"length / reference", before.notes->length_ratio, after.notes->length_ratio, Better::kNeither, 2});
    rows.push_back({"invented numbers a note", before.notes->invented_numbers, after.notes->invented_numbers, Better::kLower, 2});
    const auto entities = [&](const char* kind, const std::optional<EntityScores> NoteReport::*scores) {
      const std::optional<EntityScores>& then = (*before.notes).*scores;
      const std::optional<EntityScores>& now = (*after.notes).*scores;
      if (!then || !now || std::isnan(now->recall.mean) || std::isnan(then->recall.mean)) return;
      const std::string of = std::string(" of ") + kind;
      rows.push_back({"precision" + of, then->precision, now->precision});
      rows.push_back({"recall" + of, then->recall, now->recall});
      rows.push_back({"left out" + of + " (part)", then->omission_rate, now->omission_rate, Better::kLower});
      rows.push_back({"invented" + of + " (part)", then->invented_rate, now->invented_rate, Better::kLower});
    };
    entities("medications", &NoteReport::medications);
    entities("medical terms", &NoteReport::terms);
    entities("denials", &NoteReport::negations);
  }
  for (size_t i = 0; i < after.perplexity.size() && i < before.perplexity.size(); ++i) {
    rows.push_back({"perplexity of " + after.perplexity[i].first, single(before.perplexity[i].second.perplexity), single(after.perplexity[i].second.perplexity),
                    Better::kLower, 2, false});
  }
  for (size_t s = 0; s < after.suites.size() && s < before.suites.size(); ++s) {
    const std::vector<Figure>& now = after.suites[s].figures;
    const std::vector<Figure>& then = before.suites[s].figures;
    for (size_t f = 0; f < now.size() && f < then.size(); ++f) {
      rows.push_back({now[f].metric, then[f].value, now[f].value, now[f].better, now[f].decimals});
    }
  }
  return rows;
}

OrderedJson scores_json(const Scores& scores) {
  OrderedJson json;
  if (scores.notes) json["notes"] = to_json(*scores.notes, true);
  for (const auto& [file, report] : scores.perplexity) {
    json["perplexity"][file] = {{"perplexity", report.perplexity}, {"nll", report.nll}, {"bits_per_byte", report.bits_per_byte}, {"tokens", report.tokens}};
  }
  for (const SuiteScores& suite : scores.suites) json[suite.suite][suite.name] = suite.json;
  return json;
}

void print_scores(const Scores& scores) {
  if (scores.notes) {
    print_line("notes: perplexity " + std::to_string(scores.notes->perplexity) + ", ROUGE-1 " + format_interval(scores.notes->rouge1, 3, true) + ", ROUGE-2 " +
               format_interval(scores.notes->rouge2, 3, true) + ", ROUGE-L " + format_interval(scores.notes->rougeL, 3, true) + ", sections " +
               format_interval(scores.notes->section_coverage, 2, true));
  }
  for (const auto& [file, report] : scores.perplexity) {
    print_line("perplexity of " + file + ": " + std::to_string(report.perplexity) + " (" + std::to_string(report.tokens) + " tokens, " +
               std::to_string(report.bits_per_byte) + " bits a byte)");
  }
  for (const SuiteScores& suite : scores.suites) {
    for (const Figure& figure : suite.figures) {
      print_line(suite.suite + " " + suite.name + ": " + figure.metric + " " + format_interval(figure.value, figure.decimals, true));
    }
  }
}

void write_run_report(const EvalOptions& o, const Recipe& recipe, const Scores& before, const Scores& after, const std::vector<BeforeAfter>& rows) {
  RunReport report;
  report.title = recipe.recipe.name;
  report.summary = recipe.recipe.description;
  report.not_for = recipe.recipe.not_for;
  report.facts = {{"model before", o.before}, {"model after", o.checkpoint}, {"recipe", o.recipe}};
  report.scores = rows;
  const std::filesystem::path metrics = std::filesystem::path(recipe.run.dir) / "metrics.jsonl";
  if (!recipe.run.dir.empty() && std::filesystem::exists(metrics)) {
    report.training_loss = read_loss_curve(metrics);
    report.validation_loss = read_loss_curve(metrics, "validation_loss");
  }
  if (after.notes) {
    const std::vector<Record> records = validation_records(recipe);
    for (size_t i = 0; i < after.notes->examples.size() && i < 4; ++i) {
      const NoteExample& example = after.notes->examples[i];
      report.notes.push_back(
          {example.id, records[i].messages.front().content, example.reference, before.notes ? before.notes->examples[i].generated : "", example.generated});
    }
  }
  for (const SuiteScores& suite : after.suites) {
    if (!suite.charts.empty()) report.charts.emplace_back(suite.suite + ": " + suite.name + ", after", suite.charts);
  }
  write_report(report, o.report);
  print_line("report: " + o.report);
}

void write_suites_page(const EvalOptions& o, const Scores& scores, const OrderedJson& evidence) {
  if (scores.suites.empty()) throw UsageError("a report of notes or perplexity compares two models", "--report", "name the other with --before, and --recipe");
  write_file_durably(o.report, suites_page("Evaluation of " + o.checkpoint,
                                           {{"model", o.checkpoint},
                                            {"its sha256", evidence["checkpoint_sha256"].get<std::string>()},
                                            {"command", evidence["command"].get<std::string>()}},
                                           scores.suites));
  print_line("report: " + o.report);
}

// What it takes to repeat the figures, and what ties them to the weights (eval/gate.h).
OrderedJson evidence_json(const EvalOptions& o, const std::vector<std::string>& suites, const std::optional<Recipe>& recipe) {
  std::string command = "galen eval " + o.checkpoint + " " + join(suites, " ");
  if (!o.recipe.empty()) command += " --recipe " + o.recipe;
  for (const std::string& setting : o.overrides) command += " --set " + setting;
  if (!o.before.empty()) command += " --before " + o.before;
  if (o.limit > 0) command += " --limit " + std::to_string(o.limit);
  command += " --precision " + o.precision;
  OrderedJson json = {{"command", command}, {"checkpoint", o.checkpoint}};
  const std::filesystem::path manifest = std::filesystem::path(o.checkpoint) / "manifest.json";
  const bool is_file = std::filesystem::is_regular_file(o.checkpoint);
  json["checkpoint_sha256"] = std::filesystem::exists(manifest) ? sha256_of_file(manifest) : is_file ? sha256_of_file(o.checkpoint) : "";
  if (!recipe) return json;
  json["recipe_sha256"] = sha256_of_file(o.recipe);
  for (const DatasetSettings& dataset : recipe->data.validation) json["records_sha256"][dataset.path] = sha256_of_file(resolve_path(*recipe, dataset.path));
  return json;
}

// The notes as answers for `galen review pack`.
void save_answers(const EvalOptions& o, const NoteReport& notes, const Recipe& recipe, const OrderedJson& evidence) {
  Answers answers;
  answers.model = std::filesystem::path(o.checkpoint).lexically_normal().string();
  answers.checkpoint_sha256 = evidence["checkpoint_sha256"].get<std::string>();
  const std::vector<Record> records = validation_records(recipe);
  for (size_t i = 0; i < notes.examples.size(); ++i) {
    const NoteExample& example = notes.examples[i];
    std::string prompt;
    for (size_t m = 0; m + 1 < records[i].messages.size(); ++m) prompt += (prompt.empty() ? "" : "\n\n") + records[i].messages[m].content;
    answers.items.push_back({example.id, prompt, example.generated, example.reference});
  }
  write_answers(answers, o.answers);
  print_line("answers: " + o.answers);
}

OrderedJson run_eval(const EvalOptions& o) {
  std::optional<Recipe> recipe;
  if (!o.recipe.empty()) recipe = read_recipe(o.recipe, o.overrides);
  std::vector<std::string> suites = o.suites;
  if (suites.empty() && recipe) {
    suites = recipe->eval.suites;
    if (!recipe->eval.general_text.empty()) suites.push_back("perplexity:" + recipe->eval.general_text);
  }
  if (suites.empty()) {
    throw UsageError("name a suite (" + join(suite_spellings(), ", ") + ") or a --recipe that lists some under eval.suites", "galen eval");
  }
  check_suites(suites);
  if (!o.report.empty() && !o.before.empty() && !recipe) throw UsageError("a report that compares two models needs --recipe", "--report");
  if (recipe && o.limit > 0) recipe->eval.limit = o.limit;
  const int64_t limit = recipe ? recipe->eval.limit : o.limit;
  const Scores after = score(o.checkpoint, suites, recipe, o.precision, limit);
  const OrderedJson evidence = evidence_json(o, suites, recipe);
  if (!o.answers.empty()) {
    if (!after.notes) throw UsageError("only the suite notes writes answers", "--answers");
    save_answers(o, *after.notes, *recipe, evidence);
  }
  if (o.before.empty()) {
    print_scores(after);
    if (!o.report.empty()) write_suites_page(o, after, evidence);
    OrderedJson json = scores_json(after);
    json["evidence"] = evidence;
    return json;
  }
  const Scores before = score(o.before, suites, recipe, o.precision, limit);
  const std::vector<BeforeAfter> rows = compare(before, after);
  print_line(render_table(rows));
  if (!o.report.empty() && recipe) write_run_report(o, *recipe, before, after, rows);
  return {{"before", scores_json(before)}, {"after", scores_json(after)}, {"table", to_json(rows)}, {"evidence", evidence}};
}

}  // namespace

void add_eval(Program& program) {
  auto o = std::make_shared<EvalOptions>();
  CLI::App* command = add_command(program, program.app, "eval", "scores of a checkpoint, or a comparison with another",
                                  "galen eval runs/quickstart/checkpoints/latest notes --recipe recipes/clinical_notes/quickstart.yaml --before runs/base",
                                  [o] { return run_eval(*o); });
  command->add_option("checkpoint", o->checkpoint, "checkpoint, Hugging Face directory or GGUF file")->required();
  command->add_option("suites", o->suites, join(suite_spellings(), ", ") + "; default: the recipe's own");
  command->add_option("--recipe", o->recipe, "recipe with validation data, sections and limits");
  command->add_option("--set", o->overrides, "key.path=value for the recipe")->type_name("KEY=VALUE");
  command->add_option("--before", o->before, "another model to compare with");
  command->add_option("--report", o->report, "write a page: the suites' figures and charts, or with --recipe and --before the comparison");
  command->add_option("--limit", o->limit, "first N records of notes and tasks; default: the recipe's eval.limit, else all")->check(CLI::NonNegativeNumber);
  command->add_option("--answers", o->answers, "write the notes as answers for galen review pack (.jsonl)");
  command->add_option("--precision", o->precision, "f32 or bf16")->check(CLI::IsMember({"f32", "bf16"}))->capture_default_str();
}

}  // namespace galen
