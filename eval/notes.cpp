#include "eval/notes.h"

#include <cmath>
#include <functional>

#include "core/error.h"
#include "core/progress.h"
#include "core/text.h"
#include "data/render.h"
#include "eval/document_losses.h"
#include "eval/note_text.h"
#include "model/generate.h"

namespace galen {
namespace {

void check_record(const Record& record) {
  if (record.messages.size() < 2 || record.messages.back().role != "assistant") {
    throw Error("record " + record.id + " has no note to compare with", record.where,
                "evaluate on records with a prompt and a response (dialogue_note, prompt_response, messages)");
  }
}

std::vector<ChatMessage> prompt_of(const Record& record) {
  return {record.messages.begin(), record.messages.end() - 1};
}

std::string prompt_text(const Record& record) {
  std::string text;
  for (const ChatMessage& message : prompt_of(record)) text += message.content + "\n";
  return text;
}

std::vector<std::vector<int32_t>> generate_notes(const Model& model, const Tokenizer& tokenizer, const std::vector<Record>& records,
                                                 const NoteSettings& settings) {
  std::vector<std::vector<int32_t>> prompts;
  for (const Record& record : records) prompts.push_back(render_prompt(prompt_of(record), tokenizer));
  GenerateSettings generation;
  generation.max_new_tokens = settings.max_new_tokens;
  generation.batch_size = settings.batch_size;
  uint64_t written = 0;
  Progress progress("notes", 0, "tokens");
  return generate(model, tokenizer, prompts, generation, [&](size_t, int32_t) {
    progress.update(++written);
    return true;
  });
}

// Of the reference notes given their prompts; every token weighs the same, the one that ends a note included.
double reference_perplexity(const Model& model, const Tokenizer& tokenizer, const std::vector<Record>& records) {
  std::vector<ScoredDocument> documents;
  for (const Record& record : records) {
    TokenizedSample sample = render(record, tokenizer, "response");
    documents.push_back({std::move(sample.tokens), std::move(sample.loss_mask)});
  }
  double sum = 0, count = 0;
  for (const std::vector<double>& losses : document_losses(model, documents, "reference notes")) {
    for (const double loss : losses) sum += loss;
    count += static_cast<double>(losses.size());
  }
  if (count == 0) throw Error("the reference notes have no tokens", records.front().where);
  return std::exp(sum / count);
}

}  // namespace

NoteReport evaluate_notes(const Model& model, const Tokenizer& tokenizer, const std::vector<Record>& records, const NoteSettings& settings) {
  if (records.empty()) throw Error("no records to evaluate notes on", "", "check data.validation and eval.limit");
  for (const Record& record : records) check_record(record);
  const std::vector<std::vector<int32_t>> generated = generate_notes(model, tokenizer, records, settings);

  NoteReport report;
  for (size_t i = 0; i < records.size(); ++i) {
    NoteExample example;
    example.id = records[i].id;
    example.reference = records[i].messages.back().content;
    example.generated = with_valid_utf8(trim(tokenizer.decode(generated[i])));
    example.rouge = rouge(example.reference, example.generated);
    example.section_coverage = section_coverage(example.generated, settings.sections);
    example.length_ratio = length_ratio(example.generated, example.reference);
    example.invented_numbers = invented_numbers(example.generated, prompt_text(records[i]));
    if (settings.entities != nullptr) {
      const Entities written = settings.entities->find(example.generated);
      const Entities expected = settings.entities->find(example.reference);
      const Entities source = settings.entities->find(prompt_text(records[i]));
      example.medications = count_entities(written.medications, expected.medications, source.medications);
      example.terms = count_entities(written.terms, expected.terms, source.terms);
      example.negations = count_entities(written.negations, expected.negations, source.terms);
    }
    report.examples.push_back(std::move(example));
  }
  if (settings.entities != nullptr) {
    const auto score = [&](EntityCounts NoteExample::*kind) {
      std::vector<EntityCounts> counts;
      for (const NoteExample& example : report.examples) counts.push_back(example.*kind);
      return score_entities(counts, settings.bootstrap_seed);
    };
    report.medications = score(&NoteExample::medications);
    report.terms = score(&NoteExample::terms);
    report.negations = score(&NoteExample::negations);
  }
  const auto summarise = [&](const std::function<double(const NoteExample&)>& figure) {
    std::vector<double> values;
    for (const NoteExample& example : report.examples) values.push_back(figure(example));
    return bootstrap_mean(values, settings.bootstrap_seed);
  };
  report.rouge1 = summarise([](const NoteExample& e) { return e.rouge.rouge1.f1; });
  report.rouge2 = summarise([](const NoteExample& e) { return e.rouge.rouge2.f1; });
  report.rougeL = summarise([](const NoteExample& e) { return e.rouge.rougeL.f1; });
  report.section_coverage = summarise([](const NoteExample& e) { return e.section_coverage; });
  report.length_ratio = summarise([](const NoteExample& e) { return e.length_ratio; });
  report.invented_numbers = summarise([](const NoteExample& e) { return e.invented_numbers; });
  report.perplexity = reference_perplexity(model, tokenizer, records);
  return report;
}

OrderedJson to_json(const NoteReport& report, bool with_examples) {
  OrderedJson json = {{"records", report.examples.size()},
                      {"rouge1", to_json(report.rouge1)},
                      {"rouge2", to_json(report.rouge2)},
                      {"rougeL", to_json(report.rougeL)},
                      {"section_coverage", to_json(report.section_coverage)},
                      {"length_ratio", to_json(report.length_ratio)},
                      {"invented_numbers", to_json(report.invented_numbers)},
                      {"perplexity", report.perplexity}};
  if (report.medications) json["medications"] = to_json(*report.medications);
  if (report.terms) json["terms"] = to_json(*report.terms);
  if (report.negations) json["negations"] = to_json(*report.negations);
  if (!with_examples) return json;
  json["examples"] = OrderedJson::array();
  for (const NoteExample& example : report.examples) {
    json["examples"].push_back({{"id", example.id},
                                {"rouge1", example.rouge.rouge1.f1},
                                {"rouge2", example.rouge.rouge2.f1},
                                {"rougeL", example.rouge.rougeL.f1},
                                {"section_coverage", example.section_coverage},
                                {"length_ratio", example.length_ratio},
                                {"invented_numbers", example.invented_numbers},
                                {"reference", example.reference},
                                {"generated", example.generated}});
  }
  return json;
}

}  // namespace galen
