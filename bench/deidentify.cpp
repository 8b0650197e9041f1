// deidentify_bench NOTES.jsonl [--show N]: recall, precision, leaks and speed of de-identification on labelled notes.
// deidentify_bench --records FILE.jsonl|csv FIELD,… [--show N]: what is found in real records without labels.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "core/error.h"
#include "tests/data/deidentify_measure.h"

namespace {

void show(const char* title, const std::vector<std::string>& lines, size_t most) {
  if (most == 0 || lines.empty()) return;
  std::printf("\n%s (%zu)\n", title, lines.size());
  const size_t step = std::max<size_t>(1, lines.size() / most);
  for (size_t i = 0; i < lines.size(); i += step) std::printf("  %s\n", lines[i].c_str());
}

int measure_records(const std::string& file, const std::string& field, size_t most, const galen::WordLists& lists) {
  galen::DatasetSettings dataset;
  dataset.path = file;
  dataset.format = "text";
  dataset.fields = {{"text", field}};
  std::map<std::string, size_t> kinds;
  std::map<std::string, size_t> rules;
  std::vector<std::string> examples;
  size_t records = 0, with = 0, total = 0, words = 0, bytes = 0, hidden = 0;
  std::vector<galen::DroppedRecord> dropped;
  for (const galen::Record& record : galen::read_records(dataset, file, "drop", &dropped)) {
    ++records;
    bytes += record.text.size();
    words += static_cast<size_t>(std::count(record.text.begin(), record.text.end(), ' ')) + 1;
    const auto found = galen::find_identifiers(record.text, lists);
    with += found.empty() ? 0 : 1;
    total += found.size();
    for (const galen::Identifier& identifier : found) {
      hidden += identifier.end - identifier.begin;
      ++kinds[std::string(galen::kind_name(identifier.kind))];
      ++rules[std::string(galen::kind_name(identifier.kind)) + ": " + identifier.rule];
      const size_t from = identifier.begin > 30 ? identifier.begin - 30 : 0;
      std::string around = record.text.substr(from, identifier.end - from + 30);
      std::replace(around.begin(), around.end(), '\n', ' ');
      examples.push_back(std::string(galen::kind_name(identifier.kind)) + " (" + identifier.rule +
                         "): " + record.text.substr(identifier.begin, identifier.end - identifier.begin) + " | " + around);
    }
  }
  std::printf("%s %s: %zu records, %zu with something found; %zu found, %.2f per 1,000 words, %.2f %% of bytes\n", file.c_str(), field.c_str(), records, with,
              total, 1000.0 * static_cast<double>(total) / static_cast<double>(words), 100.0 * static_cast<double>(hidden) / static_cast<double>(bytes));
  for (const auto& [kind, count] : kinds) std::printf("  %-12s %zu\n", kind.c_str(), count);
  std::vector<std::pair<size_t, std::string>> by_count;
  for (const auto& [rule, count] : rules) by_count.emplace_back(count, rule);
  std::sort(by_count.rbegin(), by_count.rend());
  for (size_t i = 0; i < by_count.size() && most > 0; ++i) std::printf("    %6zu %s\n", by_count[i].first, by_count[i].second.c_str());
  show("found", examples, most);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments;
  size_t most = 0;
  bool are_records = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--show") == 0 && i + 1 < argc) {
      most = static_cast<size_t>(std::atoi(argv[++i]));
    } else if (std::strcmp(argv[i], "--records") == 0) {
      are_records = true;
    } else {
      arguments.emplace_back(argv[i]);
    }
  }
  if (arguments.size() != (are_records ? 2u : 1u)) {
    std::fprintf(stderr, "deidentify_bench NOTES.jsonl [--show N] | --records FILE FIELD [--show N]\n");
    return 2;
  }
  try {
    const galen::WordLists lists(galen::find_word_lists());
    if (are_records) return measure_records(arguments[0], arguments[1], most, lists);
    const auto score = galen::testing::score_deidentification(galen::testing::read_labelled_notes(galen::read_file(arguments[0])), lists);
    galen::testing::print_score(score);
    show("missed", score.misses, most);
    show("false alarms", score.false_alarms, most);
  } catch (const galen::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
