#include "eval/task.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "data/text_template.h"
#include "tests/support.h"

namespace galen {
namespace {

constexpr const char* kRecords =
    "{\"q\": \"Is 39.2 °C a fever?\", \"options\": [\"no\", \"yes\"], \"label\": 1, \"word\": \"yes\"}\n"
    "{\"q\": \"Is 80/50 high?\", \"options\": [\"no, it's low\", \"yes\"], \"label\": 0, \"word\": \"no, it's low\"}\n";

std::string task_yaml(const std::string& rest, const std::string& data = "test: data.jsonl") {
  return "task: fever\ndataset_path: json\ndataset_kwargs: {data_files: {" + data + "}}\ntest_split: test\noutput_type: multiple_choice\n" + rest;
}

struct TaskFolder {
  testing::TemporaryDirectory folder;
  TaskFolder() { testing::write_text(folder / "data.jsonl", kRecords); }
  ChoiceTask read(const std::string& yaml, int64_t limit = 0) {
    testing::write_text(folder / "task.yaml", yaml);
    return read_task(folder / "task.yaml", limit);
  }
  std::string error(const std::string& yaml) {
    try {
      read(yaml);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
};

constexpr const char* kPlain = "doc_to_text: \"Question: {{q}}\\nAnswer:\"\ndoc_to_choice: \"{{options}}\"\ndoc_to_target: label\n";

TEST(Task, MakesContextsChoicesAndRightAnswersFromTemplatesAndFields) {
  TaskFolder folder;
  const ChoiceTask task = folder.read(task_yaml(kPlain));
  EXPECT_EQ(task.name, "fever");
  EXPECT_EQ(task.target_delimiter, " ");
  ASSERT_EQ(task.items.size(), 2u);
  EXPECT_EQ(task.items[0].context, "Question: Is 39.2 °C a fever?\nAnswer:");
  EXPECT_EQ(task.items[1].choices, (std::vector<std::string>{"no, it's low", "yes"}));
  EXPECT_EQ(task.items[0].gold, 1);
  EXPECT_EQ(task.items[1].gold, 0);
  ASSERT_EQ(task.files.size(), 2u);
  // The same answer named by its text, by a template's number and by a fixed list of choices.
  EXPECT_EQ(folder.read(task_yaml("doc_to_text: q\ndoc_to_choice: options\ndoc_to_target: word\n")).items[1].gold, 0);
  EXPECT_EQ(folder.read(task_yaml("doc_to_text: q\ndoc_to_choice: options\ndoc_to_target: \"{{label}}\"\n")).items[0].gold, 1);
  EXPECT_EQ(folder.read(task_yaml("doc_to_text: q\ndoc_to_choice: [\"no, it's low\", \"yes\"]\ndoc_to_target: \"{{word}}\"\n")).items[0].gold, 1);
  EXPECT_EQ(folder.read(task_yaml(kPlain), 1).items.size(), 1u);
}

TEST(Task, ReadsCsvWithNumbersAsNumbers) {
  TaskFolder folder;
  testing::write_text(folder.folder / "data.csv", "q,label\n\"Is 39.2, measured twice, a fever?\",1\nIs 36?,0\n");
  const ChoiceTask task = folder.read(
      "task: fever\ndataset_path: csv\ndataset_kwargs: {data_files: {validation: data.csv}}\nvalidation_split: validation\noutput_type: multiple_choice\n"
      "doc_to_text: q\ndoc_to_choice: [\"no\", \"yes\"]\ndoc_to_target: label\n");
  ASSERT_EQ(task.items.size(), 2u);
  EXPECT_EQ(task.items[0].context, "Is 39.2, measured twice, a fever?");
  EXPECT_EQ(task.items[0].gold, 1);
}

TEST(Task, NamesWhatItCannotDoWithItsLine) {
  TaskFolder folder;
  EXPECT_NE(folder.error(task_yaml(std::string(kPlain) + "doc_to_txt: q\n")).find("task.yaml:9: doc_to_txt"), std::string::npos)
      << folder.error(task_yaml(std::string(kPlain) + "doc_to_txt: q\n"));
  EXPECT_NE(folder.error(task_yaml(std::string(kPlain) + "num_fewshot: 5\n")).find("num_fewshot"), std::string::npos);
  EXPECT_NE(folder.error(task_yaml(std::string(kPlain) + "process_docs: !function u.f\n")).find("tags"), std::string::npos);
  // PyYAML reads an unquoted yes as True.
  EXPECT_NE(folder.error(task_yaml("doc_to_text: q\ndoc_to_choice: [no, yes]\ndoc_to_target: label\n")).find("quotes"), std::string::npos);
  const std::string field = folder.error(task_yaml("doc_to_text: \"{{question}}\"\ndoc_to_choice: options\ndoc_to_target: label\n"));
  EXPECT_NE(field.find("no field question"), std::string::npos) << field;
  const std::string gold = folder.error(task_yaml("doc_to_text: q\ndoc_to_choice: [\"a\", \"b\"]\ndoc_to_target: word\n"));
  EXPECT_NE(gold.find("data.jsonl:1"), std::string::npos) << gold;
  EXPECT_NE(folder.error(task_yaml(kPlain, "train: data.jsonl")).find("no split test"), std::string::npos);
  EXPECT_NE(folder.error(task_yaml(kPlain, "test: nowhere.jsonl")).find("nowhere.jsonl"), std::string::npos);
  EXPECT_NE(folder.error(task_yaml("doc_to_text: \"{{label}}\"\ndoc_to_choice: options\ndoc_to_target: label\n")).find("number"), std::string::npos);
}

// The tasks that come with the project, where their data are.
TEST(Task, ShippedTasksCanBeReadWhereTheirDataAre) {
  GALEN_REQUIRE_OR_SKIP(data, testing::shared_data("mts_dialog/validation.csv"), "no shared data");
  // Its path is as from the checkout; from elsewhere the same file is named.
  std::string yaml = read_file(std::filesystem::path(GALEN_SOURCE_DIR) / "recipes/tasks/mts_section.yaml");
  const std::string name = "../shared/data/mts_dialog/validation.csv";
  const size_t at = yaml.find(name);
  ASSERT_NE(at, std::string::npos);
  yaml.replace(at, name.size(), data.string());
  TaskFolder folder;
  const ChoiceTask task = folder.read(yaml);
  ASSERT_EQ(task.items.size(), 100u);
  EXPECT_EQ(task.items[0].choices.size(), 20u);
  EXPECT_EQ(task.items[0].choices[static_cast<size_t>(task.items[0].gold)], "history of present illness");
  EXPECT_TRUE(task.items[0].context.starts_with("Doctor: When did your pain begin?"));
}

// Jinja2 with its defaults (trim_blocks and lstrip_blocks off, keep_trailing_newline on), as the harness sets it up; the expected texts are jinja2 3.1's.
TEST(TextTemplate, KeepsWhiteSpaceAsJinja2DoesByDefault) {
  const Json record = {{"a", "x"}, {"items", {"one", "two"}}, {"empty", ""}};
  const auto render = [&](const std::string& source) { return TextTemplate(source, "here").render(record); };
  EXPECT_EQ(render("{{a}}\n"), "x\n");
  EXPECT_EQ(render("{% if a %}\nyes\n{% endif %}\nend\n"), "\nyes\n\nend\n");
  EXPECT_EQ(render("  {% for i in items %}\n  - {{i}}\n  {% endfor %}\n"), "  \n  - one\n  \n  - two\n  \n");
  EXPECT_EQ(render("a {%- if a -%} b {%- endif %} c"), "ab c");
  EXPECT_EQ(render("{# note #}\n{{ 'a %} b' }}\n\n"), "\na %} b\n\n");
  EXPECT_EQ(render("\n{{a}}"), "\nx");
}

TEST(TextTemplate, GivesTheValueOfOneExpressionAndNamesMissingFields) {
  const Json record = {{"choices", {{"text", {"it's", "\"so\"", "é"}}}}, {"n", 3}};
  EXPECT_EQ(TextTemplate("{{choices.text}}", "here").evaluate(record), Json({"it's", "\"so\"", "é"}));
  EXPECT_EQ(TextTemplate("{{ [choices['text'][0], 'b'] }}", "here").evaluate(record), Json({"it's", "b"}));
  EXPECT_THROW(TextTemplate("a {{n}}", "here").evaluate(record), Error);
  EXPECT_EQ(TextTemplate("{% for t in choices.text %}{{loop.index}}{{t}}{% endfor %}", "here").render(record), "1it's2\"so\"3é");
  EXPECT_THROW(TextTemplate("{{m}}", "here").render(record), Error);
  EXPECT_EQ(TextTemplate("{% if m is defined %}{{m}}{% else %}none{% endif %}", "here").render(record), "none");
  EXPECT_THROW(TextTemplate("{{ n", "here"), Error);
}

}  // namespace
}  // namespace galen
