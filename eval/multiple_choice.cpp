#include "eval/multiple_choice.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/progress.h"
#include "eval/branches.h"

namespace galen {
namespace {

constexpr size_t kPassTokens = 4096;
constexpr size_t kRowsAtOnce = 256;
constexpr size_t kSharedContext = 64;   // contexts from this length on are read once for all their choices
constexpr size_t kBranchTokens = 1536;  // attention to branches takes memory with the square of it

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
    if (is_new) sequences.push_back({std::move(tokens), {}});
    sequences[place->second].pairs.push_back(p);
  }
  return sequences;
}

// A token that a row of hidden states predicts.
struct Prediction {
  int64_t row = 0;
  int64_t token = 0;
  size_t pair = 0;
};

void add_log_likelihoods(const Model& model, const at::Tensor& hidden, std::vector<Prediction> predictions, std::vector<double>* log_likelihoods) {
  std::stable_sort(predictions.begin(), predictions.end(), [](const Prediction& a, const Prediction& b) { return a.row < b.row; });
  std::vector<int64_t> rows;  // each once
  for (const Prediction& prediction : predictions) {
    if (rows.empty() || rows.back() != prediction.row) rows.push_back(prediction.row);
  }
  size_t at = 0;
  for (size_t first = 0; first < rows.size(); first += kRowsAtOnce) {
    const std::vector<int64_t> chunk(rows.begin() + static_cast<ptrdiff_t>(first),
                                     rows.begin() + static_cast<ptrdiff_t>(std::min(first + kRowsAtOnce, rows.size())));
    const at::Tensor log_probabilities = head_logits(model, hidden.index_select(0, at::tensor(chunk, at::kLong))).to(at::kFloat).log_softmax(-1);
    const auto values = log_probabilities.accessor<float, 2>();  // [chunk, vocab]
    for (size_t i = 0; i < chunk.size(); ++i) {
      for (; at < predictions.size() && predictions[at].row == chunk[i]; ++at) {
        (*log_likelihoods)[predictions[at].pair] += static_cast<double>(values[static_cast<int64_t>(i)][predictions[at].token]);
      }
    }
  }
}

// Sequences from `begin` to before `end`, packed one behind the other.
void read_packed(const Model& model, const std::vector<EncodedPair>& pairs, const std::vector<Sequence>& sequences, size_t begin, size_t end,
                 std::vector<double>* log_likelihoods) {
  std::vector<int64_t> tokens, positions, offsets = {0};
  std::vector<Prediction> predictions;
  for (size_t s = begin; s < end; ++s) {
    for (size_t i = 0; i < sequences[s].tokens.size(); ++i) {
      tokens.push_back(sequences[s].tokens[i]);
      positions.push_back(static_cast<int64_t>(i));
    }
    offsets.push_back(static_cast<int64_t>(tokens.size()));
    for (const size_t p : sequences[s].pairs) {
      const std::vector<int32_t>& continuation = pairs[p].continuation;
      for (size_t i = 0; i < continuation.size(); ++i)
        predictions.push_back({offsets.back() - static_cast<int64_t>(continuation.size() - i), continuation[i], p});
    }
  }
  const at::Tensor hidden = forward_hidden(model, at::tensor(tokens, at::kLong), at::tensor(positions, at::kLong), at::tensor(offsets, at::kLong));
  add_log_likelihoods(model, hidden, std::move(predictions), log_likelihoods);
}

// The same for sequences that share their context.
void read_branches(const Model& model, const std::vector<EncodedPair>& pairs, const std::vector<Sequence>& sequences, size_t begin, size_t end,
                   std::vector<double>* log_likelihoods) {
  const std::vector<int32_t>& context = pairs[sequences[begin].pairs.front()].context;
  std::vector<std::vector<int32_t>> branches;
  std::vector<Prediction> predictions;
  auto branch_row = static_cast<int64_t>(context.size());
  for (size_t s = begin; s < end; ++s) {
    for (const size_t p : sequences[s].pairs) {
      const std::vector<int32_t>& continuation = pairs[p].continuation;
      for (size_t i = 0; i < continuation.size(); ++i) {
        predictions.push_back({i == 0 ? static_cast<int64_t>(context.size()) - 1 : branch_row + static_cast<int64_t>(i) - 1, continuation[i], p});
      }
    }
    branches.emplace_back(sequences[s].tokens.begin() + static_cast<ptrdiff_t>(context.size()), sequences[s].tokens.end());
    branch_row += static_cast<int64_t>(branches.back().size());
  }
  add_log_likelihoods(model, forward_branches(model, context, branches), std::move(predictions), log_likelihoods);
}

// Behind the last sequence that shares a long context with the one at `begin`; begin + 1 where none does.
size_t end_of_shared_context(const std::vector<Sequence>& sequences, const std::vector<EncodedPair>& pairs, size_t begin) {
  const std::vector<int32_t>& context = pairs[sequences[begin].pairs.front()].context;
  if (context.size() < kSharedContext) return begin + 1;
  const auto fits = [&](size_t s) {  // whole, and every pair of it split at the same place
    return sequences[s].tokens.size() < kBranchTokens && sequences[s].tokens.size() >= context.size() &&
           std::all_of(sequences[s].pairs.begin(), sequences[s].pairs.end(), [&](size_t p) {
             return pairs[p].context == context && pairs[p].context.size() + pairs[p].continuation.size() == sequences[s].tokens.size() + 1;
           });
  };
  if (!fits(begin)) return begin + 1;
  size_t tokens = sequences[begin].tokens.size();
  size_t end = begin + 1;
  while (end < sequences.size() && fits(end) && tokens + sequences[end].tokens.size() - context.size() <= kBranchTokens) {
    tokens += sequences[end].tokens.size() - context.size();
    ++end;
  }
  return end;
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
    size_t end = end_of_shared_context(sequences, pairs, begin);
    const bool shares = end - begin > 1;
    for (size_t tokens = sequences[begin].tokens.size(); !shares && end < sequences.size(); ++end) {
      tokens += sequences[end].tokens.size();
      if (tokens > kPassTokens || end_of_shared_context(sequences, pairs, end) > end + 1) break;
    }
    (shares ? read_branches : read_packed)(model, pairs, sequences, begin, end, &log_likelihoods);
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
  scores.figures.push_back({task.name + ", always the commonest answer", {report.floor, report.floor, report.floor}, Better::kNeither});
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
