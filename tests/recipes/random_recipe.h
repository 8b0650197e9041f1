// Recipes that are valid but otherwise arbitrary, for property tests and as seeds of the fuzz test.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "core/random.h"
#include "recipes/recipe.h"

namespace galen::testing {

// The same recipe for the same seed.
inline Recipe random_recipe(uint64_t seed) {
  uint64_t counter = 0;
  const auto below = [&](uint64_t bound) { return random_bits(seed, 0, counter++) % bound; };
  const auto whole = [&](int64_t least, int64_t most) { return least + static_cast<int64_t>(below(static_cast<uint64_t>(most - least + 1))); };
  const auto decimal = [&](double least, double most) { return least + random_uniform(seed, 0, counter++) * (most - least); };
  const auto coin = [&] { return below(2) == 1; };
  const auto choice = [&](const std::vector<std::string>& choices) { return choices[below(choices.size())]; };
  const auto text = [&] {
    static const std::vector<std::string> kPieces = {"a", "Z", "0", " ", ":", ": ",   " #", "\n", "\t",   "\"", "'", "\\",
                                                     "-", "é", "😀", "{", "]", "null", "~",  ",",  "\x04", "%",  "/"};
    std::string made;
    for (uint64_t left = below(8); left > 0; --left) made += choice(kPieces);
    return made;
  };
  const auto some_text = [&] { return std::string("x").append(text()); };
  const auto texts = [&](uint64_t most) {
    std::vector<std::string> made;
    for (uint64_t left = below(most + 1); left > 0; --left) made.push_back(std::to_string(left) + text());
    return made;
  };
  const auto dataset = [&] {
    DatasetSettings made;
    made.path = some_text();
    made.format = choice({"auto", "messages", "prompt_response", "dialogue_note", "text"});
    if (made.format == "prompt_response" && coin()) made.fields = {{"prompt", some_text()}, {"response", some_text()}};
    if (made.format == "dialogue_note") {
      made.fields = {{"dialogue", some_text()}, {"note", some_text()}, {"id", some_text()}};
      made.instruction = text();
    }
    if (made.format != "text") made.system = text();
    made.weight = decimal(1e-6, 100);
    made.limit = whole(0, 1000);
    return made;
  };

  Recipe recipe;
  recipe.recipe = {some_text(), text(), some_text(), text(), choice({"research", "clinical"})};
  recipe.run.dir = text();
  if (coin()) {
    recipe.model.from = some_text();
  } else {
    recipe.model.config = some_text();
    recipe.model.tokenizer = some_text();
  }
  if (coin()) {
    SubAgentSettings agents;
    agents.names = {"general", "medicine", "2nd-opinion", "safety"};
    agents.experts_per_agent = whole(2, 8);
    agents.expert_width = whole(1, 4096);
    agents.agents_per_token = whole(1, 4);
    if (coin()) agents.pinned = {"safety"};
    recipe.model.sub_agents = agents;
    recipe.model.train = choice({"a", "b"}) == "a" ? std::vector<std::string>{"trunk", "medicine"} : std::vector<std::string>{"all"};
    if (coin()) recipe.model.pin = {"safety", "general"};
  }
  recipe.model.train_router = coin();
  recipe.model.media_bias = coin() ? 0 : decimal(0, 9);
  for (uint64_t left = below(4); left > 0; --left) recipe.data.train.push_back(dataset());
  for (DatasetSettings& source : recipe.data.train) {
    if (!recipe.model.from.empty()) source.target = choice({"text", "start_model"});
  }
  for (uint64_t left = below(3); left > 0; --left) recipe.data.validation.push_back(dataset());
  recipe.data.shards = text();
  recipe.data.sequence_length = whole(2, 8192);
  recipe.data.too_long = choice({"drop", "fail", "split"});
  recipe.data.bad_record = choice({"fail", "drop"});
  recipe.data.deidentify = choice({"refuse", "redact", "surrogate", "none"});
  recipe.data.deidentify_key = text();
  recipe.data.shard_mib = whole(1, 1024);
  recipe.data.loss_on = choice({"response", "all"});
  recipe.data.prefetch = whole(1, 16);
  TrainSettings& train = recipe.train;
  train.objective = choice({"sft", "pretrain"});
  train.max_steps = whole(100, 1'000'000);
  train.max_minutes = decimal(0, 1e6);
  train.seed = random_bits(seed, 1, 0);
  train.threads = static_cast<int>(whole(0, 64));
  train.determinism = choice({"fast", "exact"});
  train.precision = choice({"bf16", "f32"});
  train.tokens_per_batch = recipe.data.sequence_length + whole(0, 10000);
  train.gradient_accumulation = whole(1, 64);
  train.virtual_ranks = coin() ? 0 : train.gradient_accumulation & -train.gradient_accumulation;
  train.zero = static_cast<int>(whole(0, 1));
  train.max_grad_norm = coin() ? 0 : decimal(0, 10);
  train.z_loss = coin() ? 0 : decimal(0, 1e-3);
  train.activation_checkpointing = coin();
  train.optimizer = {"adamw", decimal(1e-9, 1), decimal(0, 1), decimal(0, 0.999), decimal(0, 0.9999), decimal(1e-12, 1e-3)};
  train.schedule = {choice({"cosine", "wsd", "constant"}), whole(0, 40), decimal(0, 0.5), decimal(0, 1)};
  train.balance.update_rate = decimal(0, 1);
  if (!recipe.data.validation.empty()) train.evaluation = {whole(1, 50), whole(0, 5)};
  for (uint64_t left = below(3); left > 0; --left) train.optimizer.learning_rates["part" + std::to_string(left)] = decimal(1e-9, 1);
  if (coin()) {
    train.max_minutes = 0;
    train.evaluation.patience = 0;
    const std::vector<double> weights(recipe.data.train.size(), decimal(0.1, 9));
    train.max_steps += 100;
    train.stages = {
        {"align", whole(80, 90), recipe.model.sub_agents ? std::vector<std::string>{"trunk"} : texts(3), coin(), decimal(0, 1), {{"router", 0.25}}, weights},
        {"all", 0, {}, false, 0, {}, {}}};
    if (train.stages[0].train.empty()) train.stages[0].train_router = false;
  }
  train.guard = {whole(8, 500), decimal(0, 9), whole(0, 5), whole(0, 500)};
  recipe.checkpoint = {whole(0, 1000), whole(1, 9), coin(), choice({"stop", "go_on"})};
  recipe.cluster = {decimal(1, 1000), decimal(3, 1000)};
  recipe.eval = {texts(3), whole(1, 4096), whole(0, 100), texts(4), text()};
  recipe.exports = {texts(3), text()};
  CurationSettings& curation = recipe.curation;
  curation.version = text();
  curation.users = texts(2);
  curation.workflow = text();
  curation.population = text();
  curation.language = text();
  curation.setting = text();
  curation.out_of_scope = texts(2);
  curation.inclusion = texts(2);
  curation.exclusion = texts(2);
  curation.risks = texts(2);
  curation.bias_mitigation = text();
  curation.maintenance = text();
  curation.contact = text();
  curation.rubric = text();
  if (coin()) curation.reviewed = "2026-02-28";
  if (coin()) curation.expires = "2028-02-29";
  for (uint64_t left = below(3); left > 0; --left) curation.curators.push_back({std::to_string(left) + text(), text(), text(), text()});
  for (uint64_t left = below(3); left > 0; --left) curation.sources.push_back({some_text(), text(), text(), coin(), text(), text(), whole(0, 1000)});
  for (uint64_t left = below(3); left > 0; --left) curation.history.push_back({text(), coin() ? "2026-01-31" : "", text()});
  recipe.release.dir = text();
  for (uint64_t left = below(3); left > 0; --left) {
    recipe.release.thresholds.push_back({some_text(), choice({"at_least", "at_most"}), decimal(-5, 5), choice({"usefulness", "fairness", "safety"}), text()});
  }
  recipe.release.safety_agent = text();
  recipe.release.signatures = whole(0, 4);
  recipe.release.credentials = texts(2);
  recipe.release.keyring = text();
  return recipe;
}

}  // namespace galen::testing
