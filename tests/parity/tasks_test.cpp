// Multiple-choice scores are lm_eval's, with transformers behind it, item by item.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "eval/multiple_choice.h"
#include "model/import.h"
#include "tests/parity/python_judge.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

// What the harness does at its edges: templates with blocks and trailing white space, empty and white-space delimiters, choices that are pieces of words or
// begin with a space, letters beyond ASCII, special tokens in the text, an empty context.
constexpr const char* kEdges =
    R"({"q": "Pat. with température 39,2 °C: fever?", "c": ["oui", "non", "peut-être"], "y": "oui", "empty": ""}
{"q": "Say <|im_end|> or not\t ", "c": [" a leading space", "none", "日本語"], "y": "none", "empty": ""}
{"q": "Mg", "c": ["SO4", "2+", "nesium"], "y": "SO4", "empty": ""}
{"q": "Ends in a no-break space\u00a0\u2003", "c": ["x", "xy", "xyz"], "y": "xyz", "empty": ""}
{"q": "{{not a template}} {% if %}", "c": ["it's", "\"its\"", "its"], "y": "its", "empty": ""}
)";

std::string edge_task(const std::string& name, const fs::path& data, const std::string& text, const std::string& delimiter) {
  return "task: " + name + "\ndataset_path: json\ndataset_kwargs: {data_files: {test: \"" + data.string() +
         "\"}}\ntest_split: test\noutput_type: multiple_choice\ndoc_to_text: " + text +
         "\ndoc_to_choice: \"{{c}}\"\ndoc_to_target: y\ntarget_delimiter: " + delimiter +
         "\nmetric_list: [{metric: acc, aggregation: mean, higher_is_better: true}, {metric: acc_norm, aggregation: mean, higher_is_better: true}, "
         "{metric: acc_bytes, aggregation: mean, higher_is_better: true}]\n";
}

// The first records of real data as JSON Lines, and tasks over them.
void write_tasks(const fs::path& folder, const fs::path& pubmedqa, const fs::path& xstest) {
  const Json records = read_json(pubmedqa);
  std::string lines;
  size_t count = 0;
  for (const auto& [id, record] : records.items()) {
    if (++count > 24) break;
    lines += Json({{"id", id}, {"question", record["QUESTION"]}, {"contexts", record["CONTEXTS"]}, {"final_decision", record["final_decision"]}}).dump() + "\n";
  }
  testing::write_text(folder / "pubmedqa.jsonl", lines);
  testing::write_text(folder / "pubmedqa.yaml",
                      "task: pubmedqa\ndataset_path: json\ndataset_kwargs: {data_files: {test: \"" + (folder / "pubmedqa.jsonl").string() +
                          "\"}}\ntest_split: test\noutput_type: multiple_choice\n"
                          "doc_to_text: |\n  Abstract:\n  {% for part in contexts %}\n  {{part}}\n  {% endfor %}\n  Question: {{question}}\n  Answer:\n"
                          "doc_to_choice: [\"yes\", \"no\", \"maybe\"]\ndoc_to_target: final_decision\n");
  testing::write_text(folder / "xstest.yaml", "task: xstest\ndataset_path: csv\ndataset_kwargs: {data_files: {test: \"" + xstest.string() +
                                                  "\"}}\ntest_split: test\noutput_type: multiple_choice\n"
                                                  "doc_to_text: \"Prompt {{id}}: {{prompt}}\\nThis prompt is \"\n"
                                                  "doc_to_choice: [\"safe\", \"unsafe\"]\ndoc_to_target: label\ntarget_delimiter: \"\"\n");
  testing::write_text(folder / "edges.jsonl", kEdges);
  testing::write_text(folder / "edges_space.yaml", edge_task("edges_space", folder / "edges.jsonl", "q", "\" \""));
  testing::write_text(folder / "edges_none.yaml", edge_task("edges_none", folder / "edges.jsonl", "\"{% if q %}\\nQ: {{q}}{% endif %} \\n\"", "\"\""));
  testing::write_text(folder / "edges_empty.yaml", edge_task("edges_empty", folder / "edges.jsonl", "empty", "\"\\n\\n\""));
}

TEST(ParityTasks, ScoresAreThoseOfTheHarnessItemByItem) {
  GALEN_REQUIRE_OR_SKIP(file, testing::smollm2_gguf(), "no SmolLM2 (scripts/setup.sh fetches it)");
  GALEN_REQUIRE_OR_SKIP(pubmedqa, testing::shared_data("pubmedqa/ori_pqal.json"), "no shared data");
  GALEN_REQUIRE_OR_SKIP(xstest, testing::shared_data("xstest/xstest_prompts.csv"), "no shared data");
  const testing::TemporaryDirectory directory;
  fs::create_directories(directory / "scratch");
  const Checkpoint checkpoint = import_model(file, directory / "scratch");
  write_checkpoint(checkpoint, directory / "model");
  write_tasks(directory.path(), pubmedqa, xstest);
  constexpr int64_t kLimit = 24;
  const std::vector<std::string> names = {"pubmedqa", "xstest", "edges_space", "edges_none", "edges_empty"};
  Json request = {{"model", (directory / "model").string()}, {"limit", kLimit}, {"cache", (directory / "cache").string()}};
  for (const std::string& name : names) request["tasks"].push_back((directory / (name + ".yaml")).string());
  const std::optional<Json> verdict = testing::ask_python("tasks_judge.py", request, directory.path(), "lm_eval");
  if (!verdict) GTEST_SKIP() << "no .venv-judges with lm_eval: run scripts/test.sh without --no-judges";

  const Model model = load_model(checkpoint, at::kFloat);
  const Tokenizer tokenizer = Tokenizer::from_gguf(checkpoint.tokenizer_gguf);
  for (const std::string& name : names) {
    SCOPED_TRACE(name);
    const ChoiceTask task = read_task(directory / (name + ".yaml"), kLimit);
    const ChoiceReport report = evaluate_choices(model, tokenizer, task);
    const Json& judged = verdict->at(name);
    ASSERT_EQ(judged["items"].size(), task.items.size());
    ASSERT_GE(task.items.size(), 5u);
    double largest = 0;
    size_t compared = 0;
    for (size_t i = 0; i < task.items.size(); ++i) {
      const Json& item = judged["items"][i];
      const ChoiceResult& ours = report.results[i];
      EXPECT_EQ(item["contexts"][0], task.items[i].context) << task.items[i].where;
      ASSERT_EQ(item["log_likelihoods"].size(), ours.log_likelihoods.size());
      for (size_t c = 0; c < ours.log_likelihoods.size(); ++c) {
        const double difference = std::abs(item["log_likelihoods"][c].get<double>() - ours.log_likelihoods[c]);
        EXPECT_LE(difference, 2e-3) << task.items[i].where << ", choice " << c << ": " << item["log_likelihoods"][c] << " and " << ours.log_likelihoods[c];
        largest = std::max(largest, difference);
      }
      for (const auto& [score, choice] : {std::pair("acc", ours.choice), std::pair("acc_norm", ours.choice_norm), std::pair("acc_bytes", ours.choice_bytes)}) {
        if (!item[score].is_number()) continue;  // not among the task's metrics
        EXPECT_EQ(item[score], choice == ours.gold ? 1.0 : 0.0) << task.items[i].where << " " << score;
        ++compared;
      }
    }
    EXPECT_GE(compared, 2 * task.items.size());
    EXPECT_NEAR(judged["scores"]["acc"].get<double>(), report.acc.mean, 1e-12);
    EXPECT_NEAR(judged["scores"]["acc_norm"].get<double>(), report.acc_norm.mean, 1e-12);
    std::printf("  %-12s %3d items, acc %.4f, log-likelihoods within %.1e\n", name.c_str(), static_cast<int>(task.items.size()), report.acc.mean, largest);
  }
}

}  // namespace
}  // namespace galen
