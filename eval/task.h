// Multiple-choice tasks in the YAML form of lm-evaluation-harness 0.4 (Gao et al.), the common cases: local JSON, JSON Lines and CSV data, prompts as Jinja
// templates, one right answer, no examples in the prompt. A key or a value that this can't do is an Error at file:line, never ignored.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace galen {

struct ChoiceItem {
  std::string where;    // file:line of its record
  std::string context;  // what the model reads; may be empty
  std::vector<std::string> choices;
  int64_t gold = 0;
};

struct ChoiceTask {
  std::string name;
  std::string target_delimiter = " ";  // stands between context and choice
  std::vector<ChoiceItem> items;
  std::vector<std::filesystem::path> files;  // read for it: the task file, then its data
};

// The first `limit` records of the task's test split (its validation split if it has none); 0: all. Data files are looked for from the working directory, as
// lm_eval does, then beside the task file.
ChoiceTask read_task(const std::filesystem::path& file, int64_t limit = 0);

}  // namespace galen
