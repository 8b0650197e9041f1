#include "eval/multiple_choice.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/progress.h"

namespace galen {
namespace {

constexpr size_t kPassTokens = 4096;
constexpr int64_t kRowsAtOnce = 256;

// The code point that ends at `end`, and where it begins. `text` is valid UTF-8.
std::pair<uint32_t, size_t> last_character(std::string_view text, size_t end) {
  size_t begin = end - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  const auto lead = static_cast<unsigned char>(text[begin]);
  uint32_t code = lead < 0x80 ? lead : lead < 0xE0 ? lead & 0x1F : lead < 0xF0 ? lead & 0x0F : lead & 0x07;
  for (size_t i = begin + 1; i < end; ++i) code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3F);
  return {code, begin};
}

// What Python's str.rstrip() takes off.
bool is_python_space(uint32_t code) {
  return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x20) || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

size_t length_without_trailing_space(std::string_view text) {
  size_t end = text.size();
  while (end > 0) {
    const auto [code, begin] = last_character(text, end);
    if (!is_python_space(code)) break;
    end = begin;
  }
  return end;
}

size_t count_characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Pairs that the model reads as one sequence.
struct Sequence {
  std::vector<int32_t> tokens;
  std::vector<size_t> pairs;
  size_t scored = 0;  // how many of the last positions predict something
};

std::vector<Sequence> distinct_sequences(const std::vector<EncodedPair>& pairs, size_t longest) {
  std::vector<Sequence> sequences;
  std::map<std::vector<int32_t>, size_t> known;
  for (size_t p = 0; p < pairs.size(); ++p) {
    std::vector<int32_t> tokens = pairs[p].context;
    tokens.insert(tokens.end(), pairs[p].continuation.begin(), pairs[p].continuation.end());
    tokens.pop_back();  // predicted, not read
    if (tokens.size() > longest) tokens.erase(tokens.begin(), tokens.end() - static_cast<ptrdiff_t>(longest));
    if (pairs[p].continuation.size() > tokens.size()) {
      throw Error("a continuation of " + std::to_string(pairs[p].continuation.size()) + " tokens doesn't fit the model's " + std::to_string(longest) +
                  " positions");
    }
    const auto [place, is_new] = known.emplace(tokens, sequences.size());
    if (is_new) sequences.push_back({std::move(tokens), {}, 0});
    Sequence& sequence = sequences[place->second];
    sequence.pairs.push_back(p);
    sequence.scored = std::max(sequence.scored, pairs[p].continuation.size());
  }
  return sequences;
}

int64_t likeliest(const std::vector<double>& values) {
  return std::max_element(values.begin(), values.end()) - values.begin();
}

}  // namespace

EncodedPair encode_pair(const Tokenizer& tokenizer, const std::string& context, const std::string& continuation, const std::string& where) {
  const int32_t prefix = tokenizer.bos() >= 0 ? tokenizer.bos() : tokenizer.eos();
  EncodedPair pair;
  if (context.empty()) {
    if (prefix < 0) throw Error("the context is empty and the vocabulary has neither a start nor an end token to stand for it", where);
    pair.continuation = tokenizer.encode(continuation, /*add_special=*/false, /*parse_special=*/true);
    if (pair.continuation.empty()) throw Error("a choice has no tokens", where);
    if (pair.continuation.front() == prefix) {
      pair.continuation.erase(pair.continuation.begin());
    }
    pair.context = {prefix};
  } else {
    const size_t kept = length_without_trailing_space(context);
    const std::string head = context.substr(0, kept);
    if (head.empty()) throw Error("the context is nothing but white space", where);
    const std::string prefix_text = prefix >= 0 ? tokenizer.piece(prefix) : "";
    const bool add_special = prefix_text.empty() || !head.starts_with(prefix_text);
    const std::vector<int32_t> whole = tokenizer.encode(context + continuation, add_special, /*parse_special=*/true);
    pair.context = tokenizer.encode(head, add_special, /*parse_special=*/true);
    const size_t split = std::min(pair.context.size(), whole.size());
    pair.continuation.assign(whole.begin() + static_cast<ptrdiff_t>(split), whole.end());
  }
  if (pair.continuation.empty()) throw Error("a choice has no tokens of its own", where, "it melts into the context's last token: change target_delimiter");
  return pair;
}

std::vector<double> continuation_log_likelihoods(const Model& model, const std::vector<EncodedPair>& pairs, const std::string& label) {
  const at::NoGradGuard no_grad;
  const std::vector<Sequence> sequences = distinct_sequences(pairs, static_cast<size_t>(model.config.max_position_embeddings));
  std::vector<double> log_likelihoods(pairs.size(), 0.0);
  const std::unique_ptr<Progress> progress = label.empty() ? nullptr : std::make_unique<Progress>(label, sequences.size(), "sequences");
  for (size_t begin = 0; begin < sequences.size();) {
    throw_if_stop_requested("evaluating");
    std::vector<int64_t> tokens, positions, offsets = {0}, rows;
    size_t end = begin;
    do {
      const Sequence& sequence = sequences[end];
      for (size_t i = 0; i < sequence.tokens.size(); ++i) {
        if (i + sequence.scored >= sequence.tokens.size()) rows.push_back(static_cast<int64_t>(tokens.size()));
        tokens.push_back(sequence.tokens[i]);
        positions.push_back(static_cast<int64_t>(i));
      }
      offsets.push_back(static_cast<int64_t>(tokens.size()));
      ++end;
    } while (end < sequences.size() && tokens.size() + sequences[end].tokens.size() <= kPassTokens);

    const at::Tensor hidden = forward_hidden(model, at::tensor(tokens), at::tensor(positions), at::tensor(offsets)).index_select(0, at::tensor(rows));
    // What each row must predict: of each of its sequence's pairs, one token.
    std::vector<int64_t> row_of, label_of;
    std::vector<size_t> pair_of;
    int64_t row = 0;
    for (size_t s = begin; s < end; ++s) {
      row += static_cast<int64_t>(sequences[s].scored);
      for (const size_t p : sequences[s].pairs) {
        const std::vector<int32_t>& continuation = pairs[p].continuation;
        for (size_t i = 0; i < continuation.size(); ++i) {
          row_of.push_back(row - static_cast<int64_t>(continuation.size() - i));
          label_of.push_back(continuation[i]);
          pair_of.push_back(p);
        }
      }
    }
    std::vector<size_t> order(row_of.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return row_of[a] < row_of[b]; });
    size_t at = 0;
    for (int64_t first = 0; first < row; first += kRowsAtOnce) {
      const int64_t count = std::min(kRowsAtOnce, row - first);
      const at::Tensor log_probabilities = head_logits(model, hidden.narrow(0, first, count)).to(at::kFloat).log_softmax(-1);  // [count, vocab]
      const auto values = log_probabilities.accessor<float, 2>();
      for (; at < order.size() && row_of[order[at]] < first + count; ++at) {
        log_likelihoods[pair_of[order[at]]] += static_cast<double>(values[row_of[order[at]] - first][label_of[order[at]]]);
      }
    }
    begin = end;
    if (progress) progress->update(begin);
  }
  return log_likelihoods;
}

ChoiceReport evaluate_choices(const Model& model, const Tokenizer& tokenizer, const ChoiceTask& task, uint64_t seed) {
  if (task.items.empty()) throw Error("the task " + task.name + " has no items");
  std::vector<EncodedPair> pairs;
  for (const ChoiceItem& item : task.items) {
    for (const std::string& choice : item.choices) pairs.push_back(encode_pair(tokenizer, item.context, task.target_delimiter + choice, item.where));
  }
  const std::vector<double> log_likelihoods = continuation_log_likelihoods(model, pairs, task.name);

  ChoiceReport report;
  std::vector<double> acc, acc_norm, acc_bytes;
  std::map<std::string, double> answers;
  size_t next = 0;
  for (const ChoiceItem& item : task.items) {
    ChoiceResult result;
    result.gold = item.gold;
    std::vector<double> by_character, by_byte;
    for (const std::string& choice : item.choices) {
      const double value = log_likelihoods[next++];
      result.log_likelihoods.push_back(value);
      if (choice.empty()) throw Error("a choice is empty", item.where);
      by_character.push_back(value / static_cast<double>(count_characters(choice)));
      by_byte.push_back(value / static_cast<double>(choice.size()));
    }
    result.choice = likeliest(result.log_likelihoods);
    result.choice_norm = likeliest(by_character);
    result.choice_bytes = likeliest(by_byte);
    acc.push_back(result.choice == result.gold ? 1.0 : 0.0);
    acc_norm.push_back(result.choice_norm == result.gold ? 1.0 : 0.0);
    acc_bytes.push_back(result.choice_bytes == result.gold ? 1.0 : 0.0);
    double& count = answers[item.choices[static_cast<size_t>(item.gold)]];
    count += 1;
    report.floor = std::max(report.floor, count / static_cast<double>(task.items.size()));
    report.results.push_back(std::move(result));
  }
  report.acc = bootstrap_mean(acc, seed);
  report.acc_norm = bootstrap_mean(acc_norm, seed);
  report.acc_bytes = bootstrap_mean(acc_bytes, seed);
  return report;
}

SuiteScores task_scores(const ChoiceTask& task, const ChoiceReport& report) {
  SuiteScores scores{"tasks", task.name, {{task.name + " acc", report.acc}, {task.name + " acc_norm", report.acc_norm}}, {}, ""};
  scores.json = {{"items", report.results.size()},         {"acc", to_json(report.acc)}, {"acc_norm", to_json(report.acc_norm)},
                 {"acc_bytes", to_json(report.acc_bytes)}, {"floor", report.floor},      {"inputs_sha256", hashes_of(task.files)}};
  scores.json["examples"] = OrderedJson::array();
  for (size_t i = 0; i < report.results.size(); ++i) {
    const ChoiceResult& result = report.results[i];
    scores.json["examples"].push_back({{"record", task.items[i].where},
                                       {"gold", result.gold},
                                       {"choice", result.choice},
                                       {"choice_norm", result.choice_norm},
                                       {"choice_bytes", result.choice_bytes},
                                       {"log_likelihoods", result.log_likelihoods}});
  }
  return scores;
}

}  // namespace galen
