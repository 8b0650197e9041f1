#include "eval/answers.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <limits>
#include <numeric>

#include "core/error.h"
#include "core/progress.h"
#include "core/text.h"
#include "data/render.h"
#include "eval/note_text.h"
#include "model/generate.h"

namespace galen {
namespace {

struct Prompts {
  std::vector<std::vector<int32_t>> tokens;
  std::vector<Media> media;  // empty where no record has any
  int64_t media_tokens = 0;
};

Prompts render_prompts(const Tokenizer& tokenizer, const std::vector<Record>& records, const std::optional<MediaSpec>& spec) {
  std::vector<std::filesystem::path> files;
  for (const Record& record : records) {
    if (record.messages.size() < 2)
      throw Error("record " + record.id + " has no answer to compare with", record.where, "evaluate on records with prompt and response");
    if (!record.media.empty() && !spec) throw Error("record " + record.id + " has images or sounds, the model has no encoders", record.where);
    files.insert(files.end(), record.media.begin(), record.media.end());
  }
  std::vector<MediumOrError> read;
  if (!files.empty()) read = read_media(files, *spec);
  Prompts prompts;
  size_t next = 0;
  for (const Record& record : records) {
    RecordMedia own;
    if (!record.media.empty()) own.spec = &*spec;
    for (size_t i = 0; i < record.media.size(); ++i, ++next) {
      if (const auto* error = std::get_if<Error>(&read[next])) throw Error(error->what_happened(), record.where, error->hint());
      own.media.push_back(std::move(std::get<StoredMedium>(read[next])));
    }
    TokenizedSample sample = render_prompt({record.messages.begin(), record.messages.end() - 1}, tokenizer, std::move(own));
    MediaBuilder media;
    for (const PlacedMedium& placed : sample.media) {
      media.add(placed.medium, *spec);
      prompts.media_tokens += tokens_of(placed.medium, *spec);
    }
    prompts.tokens.push_back(std::move(sample.tokens));
    if (!files.empty()) prompts.media.push_back(media.build());
  }
  return prompts;
}

}  // namespace

std::vector<std::string> answer_words(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 128 || std::isalnum(byte) != 0) {
      words.back() += static_cast<char>(byte < 128 ? std::tolower(byte) : byte);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

int64_t word_errors(const std::vector<std::string>& reference, const std::vector<std::string>& answer) {
  std::vector<int64_t> row(answer.size() + 1);
  std::iota(row.begin(), row.end(), int64_t{0});
  for (size_t i = 1; i <= reference.size(); ++i) {
    int64_t diagonal = row[0];
    row[0] = static_cast<int64_t>(i);
    for (size_t j = 1; j <= answer.size(); ++j) {
      const int64_t replaced = diagonal + (reference[i - 1] == answer[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

AnswerReport evaluate_answers(const Model& model, const Tokenizer& tokenizer, const std::vector<Record>& records, const std::optional<MediaSpec>& media,
                              int64_t max_new_tokens) {
  if (records.empty()) throw Error("no records to answer", "", "check data.validation and eval.limit");
  const Prompts prompts = render_prompts(tokenizer, records, media);
  GenerateSettings generation;
  generation.max_new_tokens = max_new_tokens;
  uint64_t written = 0;
  Progress progress("answers", 0, "tokens");
  const auto start = std::chrono::steady_clock::now();
  const std::vector<std::vector<int32_t>> generated = generate(
      model, tokenizer, prompts.tokens, generation,
      [&](size_t, int32_t) {
        progress.update(++written);
        return true;
      },
      prompts.media);
  AnswerReport report;
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  report.media_tokens = prompts.media_tokens;
  std::vector<double> exact;
  for (size_t i = 0; i < records.size(); ++i) {
    report.prompt_tokens += static_cast<int64_t>(prompts.tokens[i].size());
    AnswerExample example;
    example.id = records[i].id;
    example.reference = records[i].messages.back().content;
    example.answer = with_valid_utf8(trim(tokenizer.decode(generated[i])));
    const std::vector<std::string> reference = answer_words(example.reference);
    example.words = static_cast<int64_t>(reference.size());
    example.errors = word_errors(reference, answer_words(example.answer));
    exact.push_back(example.errors == 0 ? 1.0 : 0.0);
    report.examples.push_back(std::move(example));
  }
  report.exact_match = bootstrap_mean(exact, 0);
  report.word_error_rate = bootstrap_statistic(
      report.examples.size(),
      [&](const std::vector<size_t>& chosen) {
        int64_t words = 0, errors = 0;
        for (const size_t i : chosen) {
          words += report.examples[i].words;
          errors += report.examples[i].errors;
        }
        return words > 0 ? static_cast<double>(errors) / static_cast<double>(words) : std::numeric_limits<double>::quiet_NaN();
      },
      0);
  return report;
}

SuiteScores answer_scores(const std::string& recipe, const AnswerReport& report) {
  SuiteScores scores;
  scores.suite = "answers";
  scores.name = recipe;
  scores.figures = {{"exact match", report.exact_match}, {"word error rate", report.word_error_rate, Better::kLower}};
  scores.json = {{"records", report.examples.size()},     {"exact_match", to_json(report.exact_match)}, {"word_error_rate", to_json(report.word_error_rate)},
                 {"prompt_tokens", report.prompt_tokens}, {"media_tokens", report.media_tokens},        {"seconds", report.seconds},
                 {"examples", OrderedJson::array()}};
  for (const AnswerExample& e : report.examples) {
    scores.json["examples"].push_back({{"id", e.id}, {"reference", e.reference}, {"answer", e.answer}, {"words", e.words}, {"errors", e.errors}});
  }
  return scores;
}

}  // namespace galen
