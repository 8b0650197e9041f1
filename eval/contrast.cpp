#include "eval/contrast.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <limits>

#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "data/render.h"
#include "eval/multiple_choice.h"
#include "recipes/field.h"

namespace galen {
namespace {

std::string with_capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

void replace_all(std::string* text, const std::string& from, const std::string& to) {
  for (size_t at = text->find(from); at != std::string::npos; at = text->find(from, at + to.size())) text->replace(at, from.size(), to);
}

std::string worded(const ContrastSet& set, const ContrastQuestion& question, const std::string& wording) {
  std::string text = question.text;
  replace_all(&text, "{" + set.placeholder + "}", wording);
  replace_all(&text, "{" + with_capital(set.placeholder) + "}", with_capital(wording));
  return std::string(trim(text));
}

std::vector<std::string> all_wordings(const ContrastSet& set) {
  std::vector<std::string> wordings = {set.baseline};
  for (const ContrastGroup& group : set.groups) {
    for (const auto& [name, text] : group.wordings) wordings.push_back(text);
  }
  return wordings;
}

std::string required(const Field& field, const std::string& what) {
  const std::string text = field.text("");
  if (text.empty()) field.fail("is missing", what);
  return text;
}

}  // namespace

ContrastSet read_contrasts(const std::filesystem::path& file) {
  const YamlNode root = parse_yaml(read_file(file, kMaxYamlBytes + 1), file.string());
  const Field field(root);
  ContrastSet set;
  set.name = required(field["name"], "a set needs a name");
  set.placeholder = required(field["placeholder"], "what stands in braces in the questions");
  set.baseline = field["baseline"].text("");
  set.choices = field["choices"].list({});
  if (set.choices.size() < 2) field["choices"].fail("needs at least two choices");
  const Field contrasts = field["contrasts"];
  const YamlNode* groups = root.find("contrasts");
  if (groups == nullptr || groups->kind != YamlNode::Kind::kMapping)
    contrasts.fail("is missing", "what is compared: {sex: {female: the woman, male: the man}}");
  for (const std::string& name : groups->keys) {
    ContrastGroup group{name, {}};
    const YamlNode& wordings = *groups->find(name);
    if (wordings.kind != YamlNode::Kind::kMapping) contrasts[name].fail("must map names to wordings");
    for (const std::string& wording : wordings.keys) group.wordings.emplace_back(wording, contrasts[name][wording].text(""));
    set.groups.push_back(std::move(group));
  }
  for (const Field& item : field["questions"].items()) {
    ContrastQuestion question{item["id"].text(""), required(item["text"], "a question needs a text"), item["answer"].text(""), item.where()};
    if (question.text.find("{" + set.placeholder + "}") == std::string::npos &&
        question.text.find("{" + with_capital(set.placeholder) + "}") == std::string::npos) {
      item["text"].fail("has no {" + set.placeholder + "}", "without it every wording is the same question");
    }
    if (!question.answer.empty() && std::find(set.choices.begin(), set.choices.end(), question.answer) == set.choices.end()) {
      item["answer"].fail("is none of the choices", suggest_name(question.answer, set.choices));
    }
    item.no_other_keys();
    set.questions.push_back(std::move(question));
  }
  if (set.questions.empty()) field["questions"].fail("is missing", "a set needs questions");
  field.no_other_keys();
  return set;
}

ContrastReport score_contrasts(const ContrastSet& set, std::vector<std::vector<std::vector<double>>> probabilities, uint64_t seed) {
  const size_t questions = set.questions.size();
  if (probabilities.size() != questions || questions == 0)
    throw Error("there are answers to " + std::to_string(probabilities.size()) + " of " + std::to_string(questions) + " questions");
  const auto mean_over_questions = [&](const std::function<double(size_t)>& value) {
    std::vector<double> values;
    for (size_t q = 0; q < questions; ++q) values.push_back(value(q));
    return bootstrap_mean(values, seed);
  };
  const auto chosen = [&](size_t q, size_t wording) {
    const std::vector<double>& of_choices = probabilities[q].at(wording);
    return std::max_element(of_choices.begin(), of_choices.end()) - of_choices.begin();
  };
  const bool has_answers = std::all_of(set.questions.begin(), set.questions.end(), [](const ContrastQuestion& question) { return !question.answer.empty(); });
  const auto right = [&](size_t q, size_t wording) { return set.choices[static_cast<size_t>(chosen(q, wording))] == set.questions[q].answer ? 1.0 : 0.0; };
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto scores_of = [&](size_t wording) {
    WordingScores scores;
    scores.first_choice = mean_over_questions([&](size_t q) { return probabilities[q].at(wording)[0]; });
    scores.difference = mean_over_questions([&](size_t q) { return probabilities[q].at(wording)[0] - probabilities[q][0][0]; });
    scores.changed = mean_over_questions([&](size_t q) { return chosen(q, wording) != chosen(q, 0) ? 1.0 : 0.0; });
    scores.accuracy = scores.accuracy_difference = {none, none, none};
    if (!has_answers) return scores;
    scores.accuracy = mean_over_questions([&](size_t q) { return right(q, wording); });
    scores.accuracy_difference = mean_over_questions([&](size_t q) { return right(q, wording) - right(q, 0); });
    return scores;
  };

  ContrastReport report;
  report.baseline = scores_of(0);
  size_t first = 1;
  for (const ContrastGroup& group : set.groups) {
    GroupScores scores;
    scores.name = group.name;
    const size_t end = first + group.wordings.size();
    for (size_t w = first; w < end; ++w) scores.wordings.emplace_back(group.wordings[w - first].first, scores_of(w));
    scores.spread = mean_over_questions([&](size_t q) {
      double low = 1, high = 0;
      for (size_t w = first; w < end; ++w) {
        low = std::min(low, probabilities[q].at(w)[0]);
        high = std::max(high, probabilities[q].at(w)[0]);
      }
      return high - low;
    });
    scores.changed = mean_over_questions([&](size_t q) {
      for (size_t w = first; w < end; ++w) {
        if (chosen(q, w) != chosen(q, first)) return 1.0;
      }
      return 0.0;
    });
    report.groups.push_back(std::move(scores));
    first = end;
  }
  report.probabilities = std::move(probabilities);
  return report;
}

ContrastReport evaluate_contrasts(const Model& model, const Tokenizer& tokenizer, const ContrastSet& set, uint64_t seed) {
  const std::vector<std::string> wordings = all_wordings(set);
  std::vector<EncodedPair> pairs;
  for (const ContrastQuestion& question : set.questions) {
    for (const std::string& wording : wordings) {
      const std::vector<int32_t> prompt = render_prompt({{"user", worded(set, question, wording)}}, tokenizer);
      for (const std::string& choice : set.choices) pairs.push_back({prompt, tokenizer.encode(choice)});
      if (pairs.back().continuation.empty()) throw Error("a choice has no tokens", question.where);
    }
  }
  const std::vector<double> log_likelihoods = continuation_log_likelihoods(model, pairs, set.name);
  std::vector<std::vector<std::vector<double>>> probabilities;
  size_t next = 0;
  for (size_t q = 0; q < set.questions.size(); ++q) {
    probabilities.emplace_back();
    for (size_t w = 0; w < wordings.size(); ++w) {
      std::vector<double> of_choices(log_likelihoods.begin() + static_cast<ptrdiff_t>(next),
                                     log_likelihoods.begin() + static_cast<ptrdiff_t>(next + set.choices.size()));
      next += set.choices.size();
      const double largest = *std::max_element(of_choices.begin(), of_choices.end());
      double sum = 0;
      for (double& value : of_choices) sum += value = std::exp(value - largest);
      for (double& value : of_choices) value /= sum;
      probabilities.back().push_back(std::move(of_choices));
    }
  }
  return score_contrasts(set, std::move(probabilities), seed);
}

SuiteScores contrast_scores(const std::string& suite, const std::filesystem::path& file, const ContrastSet& set, const ContrastReport& report) {
  SuiteScores scores{suite, set.name, {}, {}, ""};
  const auto wording_json = [](const WordingScores& wording) {
    OrderedJson json = {{"first_choice", to_json(wording.first_choice)}, {"difference", to_json(wording.difference)}, {"changed", to_json(wording.changed)}};
    if (std::isfinite(wording.accuracy.mean)) {
      json["accuracy"] = to_json(wording.accuracy);
      json["accuracy_difference"] = to_json(wording.accuracy_difference);
    }
    return json;
  };
  scores.json = {{"questions", set.questions.size()}, {"choices", set.choices}, {"baseline", wording_json(report.baseline)}};
  if (std::isfinite(report.baseline.accuracy.mean)) scores.figures.push_back({set.name + " accuracy", report.baseline.accuracy});
  for (const GroupScores& group : report.groups) {
    scores.figures.push_back({set.name + " " + group.name + ": spread", group.spread, Better::kLower});
    scores.figures.push_back({set.name + " " + group.name + ": answers that change", group.changed, Better::kLower});
    OrderedJson json = {{"spread", to_json(group.spread)}, {"changed", to_json(group.changed)}};
    for (const auto& [name, wording] : group.wordings) {
      const std::string label = set.name + " " + group.name + "/" + name;
      scores.figures.push_back({label + " - baseline, P(" + set.choices[0] + ")", wording.difference, Better::kNeither});
      if (std::isfinite(wording.accuracy.mean)) scores.figures.push_back({label + " - baseline, accuracy", wording.accuracy_difference, Better::kNeither});
      json["wordings"][name] = wording_json(wording);
    }
    scores.json["contrasts"][group.name] = json;
  }
  scores.json["inputs_sha256"] = hashes_of({file});
  scores.json["examples"] = OrderedJson::array();
  for (size_t q = 0; q < set.questions.size(); ++q) {
    scores.json["examples"].push_back({{"id", set.questions[q].id}, {"probabilities", report.probabilities[q]}});
  }
  return scores;
}

}  // namespace galen
