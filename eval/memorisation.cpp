#include "eval/memorisation.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <map>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "core/random.h"
#include "core/text.h"
#include "data/render.h"
#include "eval/document_losses.h"
#include "eval/note_text.h"
#include "model/generate.h"

namespace galen {
namespace {

bool varies(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) || std::isalpha(static_cast<unsigned char>(c));
}

double forms_of(const std::string& secret) {
  double forms = 1;
  for (const char c : secret) {
    if (varies(c)) forms *= std::isdigit(static_cast<unsigned char>(c)) ? 10 : 26;
  }
  return forms;
}

std::string text_field(const Json& record, const char* key, const std::string& where) {
  if (!record.contains(key)) return "";
  if (!record[key].is_string()) throw Error(std::string(key) + " must be text", where);
  return record[key].get<std::string>();
}

// The tokens in front of `text` and those of it: a document whose scored tokens are the ones that `before` alone doesn't have.
ScoredDocument document_with(const Canary& canary, const std::string& secret, const std::vector<int32_t>& chat, const Tokenizer& tokenizer) {
  const bool add_special = canary.prompt.empty();
  const std::vector<int32_t> before = tokenizer.encode(canary.before, add_special);
  const std::vector<int32_t> whole = tokenizer.encode(canary.before + secret, add_special);
  ScoredDocument document{chat, std::vector<uint8_t>(chat.size(), 0)};
  size_t common = 0;  // the secret may change the tokens at its edge
  while (common < before.size() && common < whole.size() && before[common] == whole[common]) ++common;
  for (size_t i = 0; i < whole.size(); ++i) {
    document.tokens.push_back(whole[i]);
    document.scored.push_back(i >= common ? 1 : 0);
  }
  if (!document.scored.empty()) document.scored.front() = 0;
  return document;
}

double log_likelihood_loss(const std::vector<double>& losses) {
  double sum = 0;
  for (const double loss : losses) sum += loss;
  return sum;
}

}  // namespace

std::vector<Canary> read_canaries(const std::filesystem::path& file) {
  std::vector<Canary> canaries;
  size_t line = 0;
  for (const std::string& text : split(read_file(file), '\n')) {
    const std::string where = file.string() + ":" + std::to_string(++line);
    if (trim(text).empty()) continue;
    const Json record = parse_json(text, where);
    if (!record.is_object()) throw Error("a canary must be a JSON object", where);
    Canary canary;
    canary.where = where;
    canary.id = record.contains("id") ? text_field(record, "id", where) : where;
    canary.prompt = text_field(record, "prompt", where);
    canary.secret = text_field(record, "secret", where);
    const std::string holder = canary.prompt.empty() ? "text" : "response";
    const std::string body = text_field(record, holder.c_str(), where);
    if (body.empty()) throw Error("has no " + holder, where, "a canary is text, or prompt and response, and its secret");
    const size_t at = canary.secret.empty() ? std::string::npos : body.find(canary.secret);
    if (at == std::string::npos) throw Error("the secret doesn't stand in " + holder, where, "write \"secret\" as it stands there");
    if (body.find(canary.secret, at + 1) != std::string::npos) throw Error("the secret stands in " + holder + " twice", where);
    if (forms_of(canary.secret) < 1000) throw Error("the secret has too few other forms to rank it among", where, "use at least three digits");
    canary.before = body.substr(0, at);
    if (canary.before.empty() && canary.prompt.empty())
      throw Error("nothing stands in front of the secret", where, "begin the text with something to recall it by");
    if (record.contains("repeats")) {
      if (!record["repeats"].is_number_integer() || record["repeats"].get<int64_t>() < 0) throw Error("repeats must be a whole number from 0", where);
      canary.repeats = record["repeats"].get<int64_t>();
    }
    canaries.push_back(std::move(canary));
  }
  if (canaries.empty()) throw Error("has no canaries", file.string());
  return canaries;
}

std::string random_alternative(const std::string& secret, uint64_t seed, uint64_t canary, uint64_t draw) {
  if (forms_of(secret) < 1000) throw Error("the secret has too few other forms to rank it among");
  for (uint64_t attempt = 0;; ++attempt) {
    std::string text = secret;
    for (size_t i = 0; i < text.size(); ++i) {
      if (!varies(text[i])) continue;
      const bool is_digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
      const char first = is_digit ? '0' : std::isupper(static_cast<unsigned char>(text[i])) ? 'A' : 'a';
      const double forms = is_digit ? 10 : 26;
      text[i] = static_cast<char>(first + static_cast<int>(random_uniform(mix64(seed ^ mix64(canary)), mix64(draw ^ (attempt << 32)), i) * forms));
    }
    if (text != secret) return text;
  }
}

MemorisationReport evaluate_memorisation(const Model& model, const Tokenizer& tokenizer, const std::vector<Canary>& canaries,
                                         const MemorisationSettings& settings) {
  if (canaries.empty()) throw Error("no canaries to look for");
  if (settings.alternatives < 1) throw Error("a canary needs alternatives to be ranked among");
  const auto candidates = static_cast<size_t>(settings.alternatives) + 1;
  std::vector<ScoredDocument> documents;
  std::vector<std::vector<int32_t>> prompts;
  size_t longest_secret = 0;
  for (size_t c = 0; c < canaries.size(); ++c) {
    const Canary& canary = canaries[c];
    const std::vector<int32_t> chat = canary.prompt.empty() ? std::vector<int32_t>() : render_prompt({{"user", canary.prompt}}, tokenizer);
    documents.push_back(document_with(canary, canary.secret, chat, tokenizer));
    for (size_t a = 1; a < candidates; ++a) {
      documents.push_back(document_with(canary, random_alternative(canary.secret, settings.seed, c, a), chat, tokenizer));
    }
    // A space in front of the secret belongs to its first token: the prompt ends before it.
    std::vector<int32_t> prompt = chat;
    const std::string before = canary.before.substr(0, canary.before.find_last_not_of(" ") + 1);
    for (const int32_t token : tokenizer.encode(before, canary.prompt.empty())) prompt.push_back(token);
    if (prompt.empty()) throw Error("nothing to prompt with", canary.where);
    prompts.push_back(std::move(prompt));
    longest_secret = std::max(longest_secret, canary.secret.size());
  }
  const std::vector<std::vector<double>> losses = document_losses(model, documents, "canaries");
  GenerateSettings generation;
  generation.max_new_tokens = static_cast<int64_t>(longest_secret) + 8;  // a token has at least one byte
  const std::vector<std::vector<int32_t>> generated = generate(model, tokenizer, prompts, generation);

  MemorisationReport report;
  report.most = std::log2(static_cast<double>(candidates));
  std::vector<double> exposure, extracted, control;
  for (size_t c = 0; c < canaries.size(); ++c) {
    CanaryResult result;
    const double of_secret = log_likelihood_loss(losses[c * candidates]);
    result.rank = 1;
    for (size_t a = 1; a < candidates; ++a) result.rank += log_likelihood_loss(losses[c * candidates + a]) <= of_secret ? 1 : 0;
    result.exposure = report.most - std::log2(static_cast<double>(result.rank));
    result.generated = with_valid_utf8(tokenizer.decode(generated[c]));
    result.extracted = trim(result.generated).starts_with(canaries[c].secret);
    if (canaries[c].repeats > 0) {
      exposure.push_back(result.exposure);
      extracted.push_back(result.extracted ? 1 : 0);
    } else {
      control.push_back(result.exposure);
    }
    report.results.push_back(std::move(result));
  }
  if (exposure.empty()) throw Error("every canary is a control (repeats 0)", "", "plant some");
  report.exposure = bootstrap_mean(exposure, settings.seed);
  report.extracted = bootstrap_mean(extracted, settings.seed);
  const double none = std::numeric_limits<double>::quiet_NaN();
  report.control_exposure = control.empty() ? Interval{none, none, none} : bootstrap_mean(control, settings.seed);
  return report;
}

SuiteScores memorisation_scores(const std::filesystem::path& file, const std::vector<Canary>& canaries, const MemorisationReport& report) {
  SuiteScores scores{"memorisation", file.stem().string(), {}, {}, ""};
  scores.figures = {{"exposure of canaries (bits)", report.exposure, Better::kLower, 2}, {"canaries extracted", report.extracted, Better::kLower}};
  if (std::isfinite(report.control_exposure.mean)) scores.figures.push_back({"exposure of controls (bits)", report.control_exposure, Better::kNeither, 2});
  scores.json = {{"canaries", canaries.size()},
                 {"exposure", to_json(report.exposure)},
                 {"extracted", to_json(report.extracted)},
                 {"control_exposure", to_json(report.control_exposure)},
                 {"largest_possible_exposure", report.most},
                 {"inputs_sha256", hashes_of({file})}};
  std::map<int64_t, std::pair<double, double>> by_repeats;  // repeats -> sum of exposure, count
  for (size_t c = 0; c < canaries.size(); ++c) {
    by_repeats[canaries[c].repeats].first += report.results[c].exposure;
    by_repeats[canaries[c].repeats].second += 1;
  }
  for (const auto& [repeats, sum] : by_repeats) scores.json["exposure_by_repeats"][std::to_string(repeats)] = sum.first / sum.second;
  scores.json["examples"] = OrderedJson::array();  // without what was generated: it may be the secret
  for (size_t c = 0; c < canaries.size(); ++c) {
    const CanaryResult& result = report.results[c];
    scores.json["examples"].push_back(
        {{"id", canaries[c].id}, {"repeats", canaries[c].repeats}, {"rank", result.rank}, {"exposure", result.exposure}, {"extracted", result.extracted}});
  }
  return scores;
}

}  // namespace galen
