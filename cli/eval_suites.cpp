#include "cli/eval_suites.h"

#include <map>
#include <utility>

#include "core/error.h"
#include "core/text.h"
#include "eval/calibration.h"
#include "eval/contrast.h"
#include "eval/memorisation.h"
#include "eval/multiple_choice.h"
#include "eval/safety.h"
#include "export/latency.h"

namespace galen {
namespace {

constexpr const char* kXsTest = "../shared/data/xstest/xstest_prompts.csv";

// "tasks:FILE" -> tasks, FILE.
std::pair<std::string, std::string> suite_and_file(const std::string& suite) {
  const size_t colon = suite.find(':');
  if (colon == std::string::npos) return {suite, ""};
  return {suite.substr(0, colon), suite.substr(colon + 1)};
}

std::filesystem::path suite_file(const std::string& kind, const std::string& name, const std::optional<Recipe>& recipe) {
  std::filesystem::path file = name;
  if (recipe && !std::filesystem::exists(file)) file = resolve_path(*recipe, name);
  if (!std::filesystem::is_regular_file(file)) throw Error("there is no file " + name, kind + ":" + name);
  return file;
}

}  // namespace

std::vector<std::string> suite_spellings() {
  return {"notes",
          "answers",
          "perplexity:FILE",
          "tasks:TASK.yaml",
          "calibration:TASK.yaml",
          "safety",
          "safety:PROMPTS.csv",
          "memorisation:CANARIES.jsonl",
          "bias:SET.yaml",
          "probes:SET.yaml",
          "latency"};
}

bool is_latency_suite(const std::string& suite) {
  return suite == "latency";
}

SuiteScores run_latency_suite(const std::string& checkpoint) {
  if (!std::filesystem::is_regular_file(checkpoint) || !checkpoint.ends_with(".gguf")) {
    throw UsageError("latency is measured in the serving runtime, which reads GGUF files", checkpoint, "export it first: galen export CKPT OUT --format gguf");
  }
  const LatencySettings settings;
  return latency_scores(checkpoint, settings, measure_latency(checkpoint, settings));
}

bool is_model_suite(const std::string& suite) {
  const std::string kind = suite_and_file(suite).first;
  return kind == "tasks" || kind == "calibration" || kind == "safety" || kind == "memorisation" || kind == "bias" || kind == "probes";
}

std::vector<SuiteScores> run_model_suites(const std::vector<std::string>& suites, const Model& model, const Tokenizer& tokenizer,
                                          const std::optional<Recipe>& recipe, int64_t limit) {
  std::vector<SuiteScores> all;
  std::map<std::string, std::pair<ChoiceTask, ChoiceReport>> tasks;
  for (const std::string& suite : suites) {
    auto [kind, name] = suite_and_file(suite);
    if (kind == "safety" && name.empty()) {
      name = kXsTest;
      if (!std::filesystem::exists(name)) throw UsageError("the suite safety needs prompts", "galen eval", "name them: safety:PROMPTS.csv (prompt,type,label)");
    }
    if (name.empty()) throw UsageError("the suite " + kind + " needs a file", "galen eval", "write " + suggest_name(kind + ":FILE", suite_spellings()));
    const std::filesystem::path file = suite_file(kind, name, recipe);
    if (kind == "tasks" || kind == "calibration") {
      auto found = tasks.find(file.string());
      if (found == tasks.end()) {
        ChoiceTask task = read_task(file, limit);
        ChoiceReport report = evaluate_choices(model, tokenizer, task);
        found = tasks.emplace(file.string(), std::pair(std::move(task), std::move(report))).first;
      }
      const auto& [task, report] = found->second;
      all.push_back(kind == "tasks" ? task_scores(task, report) : calibration_scores(task, calibrate(report.results)));
    } else if (kind == "safety") {
      all.push_back(safety_scores(file, evaluate_safety(model, tokenizer, read_safety_prompts(file), {})));
    } else if (kind == "memorisation") {
      const std::vector<Canary> canaries = read_canaries(file);
      all.push_back(memorisation_scores(file, canaries, evaluate_memorisation(model, tokenizer, canaries, {})));
    } else {
      const ContrastSet set = read_contrasts(file);
      all.push_back(contrast_scores(kind, file, set, evaluate_contrasts(model, tokenizer, set)));
    }
  }
  return all;
}

}  // namespace galen
