#include "eval/task.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "core/text.h"
#include "data/csv.h"
#include "data/text_template.h"
#include "recipes/field.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

struct TaskRow {
  Json fields;
  std::string where;
};

[[noreturn]] void refuse(const YamlNode& node, const std::string& key, const std::string& what, const std::string& hint = "") {
  throw Error(key + ": " + what, node.where, hint);
}

// PyYAML reads some plain words as something else than text, and the harness would then show the model "True" for yes.
std::string scalar_text(const YamlNode& node, const std::string& key) {
  if (node.kind != YamlNode::Kind::kScalar) refuse(node, key, "must be text");
  if (node.is_quoted) return node.scalar;
  static const std::set<std::string> kWords = {"yes", "no", "on", "off", "true", "false", "null", "~"};
  std::string lower = node.scalar;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  char* end = nullptr;
  std::strtod(lower.c_str(), &end);
  if (kWords.count(lower) > 0 || (end != nullptr && *end == '\0' && !lower.empty())) {
    refuse(node, key, node.scalar + " without quotes is no text in YAML", "write \"" + node.scalar + "\"");
  }
  return node.scalar;
}

std::vector<std::string> file_names(const YamlNode& node, const std::string& key) {
  if (node.kind == YamlNode::Kind::kScalar) return {node.scalar};
  if (node.kind != YamlNode::Kind::kList || node.items.empty()) refuse(node, key, "must be a file or a list of files");
  std::vector<std::string> names;
  for (const YamlNode& item : node.items) names.push_back(scalar_text(item, key));
  return names;
}

// The files of one split. As in the package datasets, files that aren't given by split are the split "train".
std::vector<std::string> files_of_split(const YamlNode& root, const std::string& split) {
  const YamlNode* kwargs = root.find("dataset_kwargs");
  const YamlNode* files = kwargs != nullptr ? kwargs->find("data_files") : nullptr;
  if (files == nullptr) throw Error("dataset_kwargs.data_files is missing", root.where, "name local files: data_files: {test: questions.jsonl}");
  for (const std::string& key : kwargs->keys) {
    if (key != "data_files") refuse(*kwargs->find(key), "dataset_kwargs." + key, "no such key", "only data_files is understood");
  }
  if (files->kind != YamlNode::Kind::kMapping) {
    if (split != "train") refuse(*files, "dataset_kwargs.data_files", "has no split " + split, "files without a split's name are the split train");
    return file_names(*files, "dataset_kwargs.data_files");
  }
  const YamlNode* of_split = files->find(split);
  if (of_split == nullptr) refuse(*files, "dataset_kwargs.data_files", "has no split " + split, suggest_name(split, files->keys));
  return file_names(*of_split, "dataset_kwargs.data_files." + split);
}

fs::path find_data(const std::string& name, const fs::path& task, const YamlNode& root) {
  if (fs::exists(name)) return name;
  const fs::path beside = task.parent_path() / name;
  if (fs::exists(beside)) return beside;
  throw Error("the data file " + name + " doesn't exist", root.where, "it is looked for from the working directory and from the task file's folder");
}

std::vector<TaskRow> json_rows(const fs::path& path) {
  const std::string text = read_file(path);
  std::vector<TaskRow> rows;
  if (trim(text).starts_with('[')) {
    const Json list = parse_json(text, path.string());
    for (size_t i = 0; i < list.size(); ++i) rows.push_back({list[i], path.string() + ":[" + std::to_string(i) + "]"});
  } else {
    size_t line = 0;
    for (const std::string& record : split(text, '\n')) {
      const std::string where = path.string() + ":" + std::to_string(++line);
      if (!trim(record).empty()) rows.push_back({parse_json(record, where), where});
    }
  }
  std::set<std::string> fields;
  for (const TaskRow& row : rows) {
    if (!row.fields.is_object()) throw Error("a record must be an object with fields", row.where, "one JSON object a line, or a list of objects");
    for (const auto& [field, value] : row.fields.items()) fields.insert(field);
  }
  for (TaskRow& row : rows) {  // datasets are tables: what a row lacks is null
    for (const std::string& field : fields) {
      if (!row.fields.contains(field)) row.fields[field] = nullptr;
    }
  }
  return rows;
}

bool is_whole_number(const std::string& text) {
  const size_t digits = text.starts_with('-') ? 1 : 0;
  return text.size() > digits && text.size() < 18 &&
         std::all_of(text.begin() + static_cast<ptrdiff_t>(digits), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

std::vector<TaskRow> csv_rows(const fs::path& path) {
  const std::string text = read_file(path);
  CsvReader reader(text, path.string());
  CsvRow header, row;
  if (!reader.next(&header)) throw Error("the file is empty", path.string());
  std::vector<std::vector<std::string>> columns(header.fields.size());
  std::vector<TaskRow> rows;
  while (reader.next(&row)) {
    const std::string where = path.string() + ":" + std::to_string(row.line);
    if (row.fields.size() != columns.size()) {
      throw Error("the row has " + std::to_string(row.fields.size()) + " fields, the header " + std::to_string(columns.size()), where);
    }
    rows.push_back({Json::object(), where});
    for (size_t c = 0; c < columns.size(); ++c) columns[c].push_back(row.fields[c]);
  }
  for (size_t c = 0; c < columns.size(); ++c) {  // a column of whole numbers holds numbers, an empty place null, as in pandas
    const bool is_number = std::all_of(columns[c].begin(), columns[c].end(), is_whole_number);
    for (size_t r = 0; r < rows.size(); ++r) {
      const std::string& value = columns[c][r];
      if (is_number) {
        rows[r].fields[header.fields[c]] = std::stoll(value);
      } else if (value.empty()) {
        rows[r].fields[header.fields[c]] = nullptr;
      } else {
        rows[r].fields[header.fields[c]] = value;
      }
    }
  }
  return rows;
}

// A field's name or a template, as doc_to_text and its like allow both.
struct Source {
  std::string key;    // doc_to_text …
  std::string where;  // file:line
  std::string field;  // empty: a template
  std::optional<TextTemplate> text;
};

Source make_source(const YamlNode& root, const std::string& key, const Json& features) {
  const YamlNode& node = *root.find(key);
  Source source{key, node.where, "", {}};
  if (node.kind != YamlNode::Kind::kScalar) refuse(node, key, "must be a field's name or a template");
  if (features.contains(node.scalar)) {
    source.field = node.scalar;
  } else {
    source.text.emplace(node.scalar, node.where);
  }
  return source;
}

std::string text_of(const Source& source, const TaskRow& row) {
  if (source.field.empty()) {
    try {
      return source.text->render(row.fields);
    } catch (const Error& error) {
      throw Error(source.key + ": " + error.what_happened(), error.where(), row.where + (error.hint().empty() ? "" : "; " + error.hint()));
    }
  }
  const Json& value = row.fields[source.field];
  if (!value.is_string()) throw Error(source.key + ": the field " + source.field + " is no text but " + value.dump(), row.where);
  return value.get<std::string>();
}

struct Choices {
  std::vector<std::string> fixed;
  std::optional<Source> source;  // per record
};

Choices make_choices(const YamlNode& root, const Json& features) {
  const YamlNode& node = *root.find("doc_to_choice");
  if (node.kind == YamlNode::Kind::kScalar) return {{}, make_source(root, "doc_to_choice", features)};
  Choices choices;
  for (const YamlNode& item : node.items) choices.fixed.push_back(scalar_text(item, "doc_to_choice"));
  if (choices.fixed.size() < 2) refuse(node, "doc_to_choice", "needs at least two choices");
  return choices;
}

std::vector<std::string> choices_of(const Choices& choices, const TaskRow& row) {
  if (!choices.source) return choices.fixed;
  const Json list = choices.source->field.empty() ? choices.source->text->evaluate(row.fields) : row.fields[choices.source->field];
  if (!list.is_array() || list.size() < 2) throw Error("doc_to_choice gives no list of at least two choices but " + list.dump(), row.where);
  std::vector<std::string> texts;
  for (const Json& choice : list) {
    if (!choice.is_string()) throw Error("doc_to_choice gives a choice that is no text: " + choice.dump(), row.where);
    texts.push_back(choice.get<std::string>());
  }
  return texts;
}

int64_t gold_of(const Source& source, const std::vector<std::string>& choices, const TaskRow& row) {
  Json target = source.field.empty() ? Json(text_of(source, row)) : row.fields[source.field];
  if (target.is_boolean()) target = target.get<bool>() ? 1 : 0;
  if (source.field.empty()) {
    const std::string text = target.get<std::string>();
    if (is_whole_number(text) && text[0] != '-') target = std::stoll(text);
  }
  if (target.is_number_integer()) {
    const auto index = target.get<int64_t>();
    if (index >= 0 && index < static_cast<int64_t>(choices.size())) return index;
    throw Error("doc_to_target gives " + std::to_string(index) + " but there are " + std::to_string(choices.size()) + " choices, counted from 0", row.where);
  }
  if (!target.is_string()) throw Error("doc_to_target gives neither a choice nor its number but " + target.dump(), row.where, "one right answer a record");
  const auto found = std::find(choices.begin(), choices.end(), target.get<std::string>());
  if (found == choices.end())
    throw Error("doc_to_target gives " + target.dump() + ", which is none of the choices", row.where, "one of: " + join(choices, ", "));
  return found - choices.begin();
}

// Reads the keys that must have one value, and names them all, so that any other is refused.
void check_keys(const YamlNode& root) {
  const Field field(root);
  for (const char* key : {"task_alias", "tag", "dataset_name", "training_split", "fewshot_split", "fewshot_delimiter", "doc_to_text", "doc_to_target",
                          "doc_to_choice", "description", "target_delimiter", "metadata", "should_decontaminate", "doc_to_decontamination_query"}) {
    field[key];
  }
  if (field["task"].text("").empty()) field["task"].fail("is missing", "a task needs a name");
  field["output_type"].one_of({"multiple_choice"}, "");
  if (!field["output_type"].is_present()) field["output_type"].fail("is missing", "write output_type: multiple_choice; other types aren't scored here");
  field["dataset_path"].one_of({"json", "csv"}, "");
  if (!field["dataset_path"].is_present()) field["dataset_path"].fail("is missing", "json or csv: the data must be local files");
  if (field["num_fewshot"].is_present() && field["num_fewshot"].at_least(int64_t{0}, int64_t{0}) != 0) {
    field["num_fewshot"].fail("only 0 is possible", "the harness draws examples with Python's random numbers");
  }
  field["test_split"].text("");
  field["validation_split"].text("");
  field["dataset_kwargs"]["data_files"];
  for (const Field& metric : field["metric_list"].items()) {
    metric["metric"].one_of({"acc", "acc_norm", "acc_bytes", "brier_score"}, "acc");
    metric["aggregation"].one_of({"mean", "brier_score"}, "mean");
    metric["higher_is_better"];
    metric.no_other_keys();
  }
  field.no_other_keys();
  for (const char* key : {"doc_to_text", "doc_to_target", "doc_to_choice"}) {
    if (root.find(key) == nullptr) throw Error(std::string(key) + " is missing", root.where);
  }
}

std::string text_or(const YamlNode& root, const std::string& key, const std::string& fallback) {
  const YamlNode* node = root.find(key);
  if (node == nullptr || node->kind == YamlNode::Kind::kNull) return fallback;
  if (node->kind != YamlNode::Kind::kScalar) refuse(*node, key, "must be text");
  return node->scalar;
}

bool is_number(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

}  // namespace

ChoiceTask read_task(const fs::path& file, int64_t limit) {
  const YamlNode root = parse_yaml(read_file(file, kMaxYamlBytes + 1), file.string());
  check_keys(root);
  ChoiceTask task;
  task.name = text_or(root, "task", "");
  task.target_delimiter = text_or(root, "target_delimiter", " ");
  task.files = {file};

  const std::string split_name = text_or(root, "test_split", text_or(root, "validation_split", ""));
  if (split_name.empty()) throw Error("test_split is missing", root.where, "say which split of data_files is scored: test_split: test");
  std::vector<TaskRow> rows;
  for (const std::string& name : files_of_split(root, split_name)) {
    const fs::path path = find_data(name, file, root);
    task.files.push_back(path);
    for (TaskRow& row : text_or(root, "dataset_path", "") == "csv" ? csv_rows(path) : json_rows(path)) rows.push_back(std::move(row));
  }
  if (rows.empty()) throw Error("the data has no records", task.files.back().string());
  if (limit > 0 && static_cast<int64_t>(rows.size()) > limit) rows.resize(static_cast<size_t>(limit));

  const Json& features = rows.front().fields;
  const Source text = make_source(root, "doc_to_text", features);
  const Source target = make_source(root, "doc_to_target", features);
  const Choices choices = make_choices(root, features);
  std::optional<Source> description;
  if (!text_or(root, "description", "").empty()) description.emplace(make_source(root, "description", features));
  for (const TaskRow& row : rows) {
    ChoiceItem item;
    item.where = row.where;
    const std::string question = text_of(text, row);
    if (text.field.empty() && is_number(question)) {
      throw Error("doc_to_text gives a number", row.where, "tasks whose choices are several contexts aren't scored here");
    }
    item.context = (description ? text_of(*description, row) : "") + question;
    item.choices = choices_of(choices, row);
    item.gold = gold_of(target, item.choices, row);
    task.items.push_back(std::move(item));
  }
  return task;
}

}  // namespace galen
