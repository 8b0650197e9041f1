// What a person reads when a recipe is wrong, word for word.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/error.h"
#include "recipes/recipe.h"
#include "tests/support.h"

namespace galen {
namespace {

std::string message_for(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  try {
    parse_recipe(yaml, "note.yaml", overrides);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

struct BadRecipe {
  std::string yaml;
  std::string message;
};

void expect_messages(const std::vector<BadRecipe>& cases) {
  for (const BadRecipe& bad : cases) EXPECT_EQ(message_for(bad.yaml), bad.message) << bad.yaml.substr(0, 200);
}

const std::string kName = "recipe: {name: note}\n";  // the only key that every recipe needs

TEST(RecipeErrors, AnUnknownKeyIsAnsweredWithTheNearestRightOne) {
  expect_messages({
      {kName + "train:\n  optimizer:\n    lerning_rate: 1e-3\n", "note.yaml:4: train.optimizer.lerning_rate: no such key; did you mean learning_rate?"},
      {kName + "trian:\n  max_steps: 3\n", "note.yaml:2: trian: no such key; did you mean train?"},
      {kName + "train: {learning_rate: 1e-3}\n", "note.yaml:2: train.learning_rate: no such key; did you mean train.optimizer.learning_rate?"},
      {kName + "keep_last: 3\n", "note.yaml:2: keep_last: no such key; did you mean checkpoint.keep_last?"},
      {kName + "exports: {types: [f16]}\n", "note.yaml:2: exports: no such key; did you mean export?"},
      {kName + "run: {folder: x}\n", "note.yaml:2: run.folder: no such key; one of: dir"},
      {kName + "<<: {a: 1}\n", "note.yaml:2: <<: no such key; one of: recipe, run, model, data, train, checkpoint, cluster, eval, export, curation, release"},
      {"recipe:\n  nmae: note\n", "note.yaml:2: recipe.nmae: no such key; did you mean name?"},
      {kName + "data:\n  train:\n    - path: a.jsonl\n      fromat: text\n", "note.yaml:5: data.train.0.fromat: no such key; did you mean format?"},
      {kName + "model: {expert_width: 128}\n", "note.yaml:2: model.expert_width: no such key; did you mean model.sub_agents.expert_width?"},
  });
}

TEST(RecipeErrors, AValueOfTheWrongKindSaysWhatIsWanted) {
  expect_messages({
      {kName + "train: {max_steps: many}\n", "note.yaml:2: train.max_steps: must be a whole number, not \"many\""},
      {kName + "train: {max_steps: 1e3}\n", "note.yaml:2: train.max_steps: must be a whole number, not \"1e3\""},
      {kName + "train: {max_steps: \"100\"}\n", "note.yaml:2: train.max_steps: must be a whole number, not the text \"100\"; leave the quotes out"},
      {kName + "train: {max_steps: 99999999999999999999}\n", "note.yaml:2: train.max_steps: must be a whole number, not \"99999999999999999999\""},
      {kName + "train: {max_steps: [1]}\n", "note.yaml:2: train.max_steps: must be a whole number, not a list"},
      {kName + "train:\n  max_steps:\n", "note.yaml:3: train.max_steps: has no value; give it a whole number or leave the key out"},
      {kName + "train: {seed: -1}\n", "note.yaml:2: train.seed: must be a whole number from 0 to 18446744073709551615, not \"-1\""},
      {kName + "train: {z_loss: .nan}\n", "note.yaml:2: train.z_loss: must be a number, not \".nan\""},
      {kName + "train: {z_loss: inf}\n", "note.yaml:2: train.z_loss: must be a number, not \"inf\""},
      {kName + "train: {z_loss: 1,5}\n",
       "note.yaml:2: train.5: no such key; one of: objective, max_steps, max_minutes, seed, threads, device, determinism, "
       "virtual_ranks, zero, expert_parallel, precision, tokens_per_batch, gradient_accumulation, max_grad_norm, z_loss, activation_checkpointing, "
       "optimizer, schedule, balance, guard, evaluation, stages"},
      {kName + "train: {activation_checkpointing: yes}\n", "note.yaml:2: train.activation_checkpointing: must be true or false, not \"yes\""},
      {kName + "train: fast\n", "note.yaml:2: train: must be a mapping of keys to values, not a single value"},
      {kName + "train: [1, 2]\n", "note.yaml:2: train: must be a mapping of keys to values, not a list"},
      {kName + "model: {train: {all: true}}\n", "note.yaml:2: model.train: must be a list of texts, not a mapping"},
      {kName + "model:\n  train: [[general]]\n", "note.yaml:3: model.train.0: must be a text, not a list"},
      {kName + "model: {train: ['']}\n", "note.yaml:2: model.train: has an empty text in it; remove it"},
      {"recipe: {name: [a]}\n", "note.yaml:1: recipe.name: must be a text, not a list"},
      {kName + "data: {train: [{path: a.csv, fields: [id]}]}\n", "note.yaml:2: data.train.0.fields: must be a mapping of keys to values, not a list"},
      {kName + "data: {train: [[a.csv]]}\n", "note.yaml:2: data.train.0: must be a mapping of keys to values, not a list"},
      {"- recipe\n", "note.yaml:1: must be a mapping of keys to values; see docs/recipes.md for an example"},
      {"just words\n", "note.yaml:1: must be a mapping of keys to values; see docs/recipes.md for an example"},
  });
}

TEST(RecipeErrors, AValueOutOfItsRangeNamesTheRange) {
  expect_messages({
      {kName + "train: {max_steps: 0}\n", "note.yaml:2: train.max_steps: must be greater than 0, not 0"},
      {kName + "train: {optimizer: {learning_rate: -1e-3}}\n", "note.yaml:2: train.optimizer.learning_rate: must be greater than 0, not -0.001"},
      {kName + "train: {optimizer: {beta1: 1}}\n", "note.yaml:2: train.optimizer.beta1: must be from 0 to 0.99999, not 1"},
      {kName + "train: {schedule: {warmup_steps: -5}}\n", "note.yaml:2: train.schedule.warmup_steps: must be at least 0, not -5"},
      {kName + "train: {schedule: {decay_fraction: 20}}\n", "note.yaml:2: train.schedule.decay_fraction: must be from 0 to 1, not 20"},
      {kName + "train: {threads: 5000}\n", "note.yaml:2: train.threads: must be from 0 to 4096, not 5000"},
      {kName + "data: {sequence_length: 1}\n", "note.yaml:2: data.sequence_length: must be from 2 to 1048576, not 1"},
      {kName + "checkpoint: {keep_last: 0}\n", "note.yaml:2: checkpoint.keep_last: must be at least 1, not 0"},
      {kName + "data: {train: [{path: a.csv, weight: 0}]}\n", "note.yaml:2: data.train.0.weight: must be greater than 0, not 0"},
      {kName + "model: {sub_agents: {names: [a, b], experts_per_agent: 1}}\n",
       "note.yaml:2: model.sub_agents.experts_per_agent: must be from 2 to 1024, not 1"},
      {kName + "train: {virtual_ranks: 3, gradient_accumulation: 6}\n",
       "note.yaml:2: train.virtual_ranks: is 3, not a power of two that divides train.gradient_accumulation (6); each virtual rank has its own micro-batches"},
      {kName + "cluster: {peer_seconds: 1}\n", "note.yaml:2: cluster.peer_seconds: must be from 3 to 86400, not 1"},
      {kName + "train: {determinism: exakt}\n", "note.yaml:2: train.determinism: no such choice: \"exakt\"; did you mean exact?"},
      {kName + "train: {objective: distillation}\n", "note.yaml:2: train.objective: no such choice: \"distillation\"; one of: sft, pretrain"},
      {"recipe: {name: note, release_class: public}\n", "note.yaml:1: recipe.release_class: no such choice: \"public\"; one of: research, clinical"},
  });
}

TEST(RecipeErrors, KeysThatContradictEachOtherAreNamed) {
  expect_messages({
      {"", "note.yaml:1: recipe.name: is missing; give the recipe a name"},
      {"recipe: {name: note, release_class: clinical}\n", "note.yaml:1: recipe.intended_use: is missing; a clinical release must say what it is for"},
      {kName + "model:\n  sub_agents:\n    names: [general, safety, general]\n",
       "note.yaml:4: model.sub_agents.names: names \"general\" twice; keep one of them"},
      {kName + "model:\n  sub_agents: {names: [general, all]}\n",
       "note.yaml:3: model.sub_agents.names: cannot use the name \"all\"; it has a meaning of its own in model.train and train.optimizer.learning_rates"},
      {kName + "model:\n  sub_agents: {names: [general, ../x]}\n",
       "note.yaml:3: model.sub_agents.names: cannot use the name \"../x\"; use lower-case letters, digits, _ and -, at most 64"},
      {kName + "model:\n  sub_agents: {experts_per_agent: 4}\n",
       "note.yaml:3: model.sub_agents.names: is missing; list the sub-agents, for example [general, medicine, safety]"},
      {kName + "model:\n  sub_agents: {names: [general, safety], agents_per_token: 3}\n",
       "note.yaml:3: model.sub_agents.agents_per_token: is 3, but there are only 2 sub-agents; use at most 2"},
      {kName + "model:\n  sub_agents: {names: [general, safety], pinned: [saftey]}\n",
       "note.yaml:3: model.sub_agents.pinned: no such sub-agent: \"saftey\"; did you mean safety?"},
      {kName + "model:\n  sub_agents: {names: [a, b], pinned: [a, b], agents_per_token: 1}\n",
       "note.yaml:3: model.sub_agents.pinned: pins 2 sub-agents, but a token goes to 1; pin fewer, or raise agents_per_token"},
      {kName + "model:\n  train: [medicin]\n  sub_agents: {names: [general, medicine]}\n",
       "note.yaml:3: model.train: no such sub-agent: \"medicin\"; did you mean medicine?"},
      {kName + "model:\n  pin: [trunk]\n  sub_agents: {names: [general, medicine]}\n",
       "note.yaml:3: model.pin: no such sub-agent: \"trunk\"; one of: general, medicine"},
      {kName + "model: {train: [all, medicine]}\n", "note.yaml:2: model.train: has other names beside all; write all alone, or the names alone"},
      {kName + "model: {train: []}\n", "note.yaml:2: model.train: is empty; write all, or the names of sub-agents"},
      {kName + "model:\n  from: a\n  config: b\n",
       "note.yaml:4: model.config: is set beside model.from; keep `from` to go on from a model, or `config` to start from scratch"},
      {kName + "model: {config: tiny}\n",
       "note.yaml:2: model.tokenizer: is missing; a model from scratch needs a checkpoint or GGUF file to take the tokenizer from"},
      {kName + "train:\n  max_steps: 5\n  schedule: {warmup_steps: 10}\n",
       "note.yaml:4: train.schedule.warmup_steps: is 10, more than the 5 steps of train.max_steps; lower it, or raise train.max_steps"},
      {kName + "train:\n  schedule:\n    name: wsd\n    warmup_steps: 50\n    decay_fraction: 0.9\n",
       "note.yaml:5: train.schedule.warmup_steps: is 50, more than the 9 steps before the decay; lower it or "
       "train.schedule.decay_fraction"},
      {kName + "data:\n  sequence_length: 4096\ntrain:\n  tokens_per_batch: 2048\n",
       "note.yaml:5: train.tokens_per_batch: is 2048, less than data.sequence_length (4096), so the longest sample wouldn't fit; raise it, "
       "or lower "
       "data.sequence_length"},
      {kName + "data: {validation: [{path: a.csv, target: start_model}]}\n",
       "note.yaml:2: data.validation.0.target: is only for data.train; remove it: nothing is learnt of these records"},
      {kName + "data: {train: [{path: a.csv, target: start_model}]}\n",
       "note.yaml:2: data.train.0.target: is start_model, but there is no model.from; name the model whose behaviour is to be kept, or learn the text"},
      {kName + "data: {train: [{path: a.csv, target: start_model}]}\nmodel: {from: base}\ntrain: {expert_parallel: 2}\n",
       "note.yaml:2: data.train.0.target: is start_model, beside train.expert_parallel: 2; the start's sub-agents aren't shared out over ranks: set that to 1"},
      {kName + "train: {evaluation: {every_steps: 10}}\n",
       "note.yaml:2: train.evaluation.every_steps: needs records to evaluate on; add data.validation, or set it to 0"},
      {kName + "train: {evaluation: {patience: 3}}\n", "note.yaml:2: train.evaluation.patience: has no evaluations to count; set train.evaluation.every_steps"},
      {kName + "export: {types: [f16, q8_0, f16]}\n", "note.yaml:2: export.types: names \"f16\" twice; keep one of them"},
  });
}

TEST(RecipeErrors, StagesThatCannotBeAreNamed) {
  const auto stages = [](const std::string& text, const std::string& train = "") {
    return kName + "model: {sub_agents: {names: [general, vision]}}\ntrain:\n" + train + "  stages:\n" + text;
  };
  expect_messages({
      {stages("    - {steps: 5}\n    - {name: b}\n"), "note.yaml:5: train.stages.0.name: is missing; give the stage a name"},
      {stages("    - {name: a, steps: 20}\n    - {name: a}\n"), "note.yaml:6: train.stages.1.name: names \"a\" twice; give each stage its own"},
      {stages("    - {name: a}\n    - {name: b}\n"), "note.yaml:5: train.stages.0.steps: is missing; say how many steps the stage a takes"},
      {stages("    - {name: a, steps: 20}\n    - {name: b, steps: 20}\n"),
       "note.yaml:6: train.stages.1.steps: is given for the last stage; it goes on to train.max_steps: set that, and remove this"},
      {stages("    - {name: a, steps: 20, train: [vison]}\n    - {name: b}\n"),
       "note.yaml:5: train.stages.0.train: no such sub-agent: \"vison\"; did you mean vision?"},
      {stages("    - {name: a, steps: 20, train_router: true}\n    - {name: b}\n"),
       "note.yaml:5: train.stages.0.train_router: is given without `train`; name what trains in this stage too"},
      {stages("    - {name: a, steps: 20, weights: [1, 2]}\n    - {name: b}\n"),
       "note.yaml:5: train.stages.0.weights: has 2 numbers, but data.train has 0 sources; give one for each source, in their order"},
      {stages("    - {name: a, steps: 20, weights: [-1]}\n    - {name: b}\n"), "note.yaml:5: train.stages.0.weights.0: must be at least 0, not -1"},
      {stages("    - {name: a, steps: 20, learning_rates: {vision: 0}}\n    - {name: b}\n"),
       "note.yaml:5: train.stages.0.learning_rates.vision: must be greater than 0, not 0"},
      {stages("    - {name: a, steps: 20}\n    - {name: b}\n", "  max_minutes: 3\n"),
       "note.yaml:4: train.max_minutes: is set beside train.stages; stages are counted in steps: remove it"},
      {stages("    - {name: a, steps: 5}\n    - {name: b}\n", "  schedule: {warmup_steps: 8}\n"),
       "note.yaml:4: train.schedule.warmup_steps: is 8, more than the 5 steps of the shortest stage; lower it, or raise the shortest stage"},
      {kName + "data: {train: [a.csv, b.csv]}\ntrain:\n  stages: [{name: a, weights: [0, 0]}]\n",
       "note.yaml:4: train.stages.0.weights: leaves no source; give one of them more than 0"},
  });
}

TEST(RecipeErrors, ADatasetsFieldsMustBelongToItsFormat) {
  const auto dataset = [](const std::string& text) { return kName + "data:\n  train:\n    - " + text + "\n"; };
  expect_messages({
      {dataset("{format: text}"), "note.yaml:4: data.train.0.path: is missing; give the .jsonl or .csv file"},
      {dataset("{path: a.csv, format: messages, fields: {messages: m, prompt: q}}"),
       "note.yaml:4: data.train.0.fields.prompt: no such field in the format messages; one of: id, patient, images, audio, messages"},
      {dataset("{path: a.csv, format: dialogue_note, fields: {dialog: d}}"),
       "note.yaml:4: data.train.0.fields.dialog: no such field in the format dialogue_note; did you mean dialogue?"},
      {dataset("{path: a.csv, fields: {promt: d}}"), "note.yaml:4: data.train.0.fields.promt: no such field in the format auto; did you mean prompt?"},
      {dataset("{path: a.csv, fields: {dialogue: d, response: r}}"),
       "note.yaml:4: data.train.0.fields: has fields of more than one format: dialogue_note, prompt_response; keep those of one"},
      {dataset("{path: a.csv, fields: {id: ''}}"), "note.yaml:4: data.train.0.fields.id: is empty; give the file's name for it"},
      {dataset("{path: a.csv, format: text, instruction: Summarise.}"),
       "note.yaml:4: data.train.0.instruction: is only for the format dialogue_note, not text; use system, or remove it"},
      {dataset("{path: a.csv, format: text, system: Be brief.}"), "note.yaml:4: data.train.0.system: has no place in the format text; remove it"},
      {kName + "data:\n  validation: [a.csv, {path: b.csv, format: txt}]\n",
       "note.yaml:3: data.validation.1.format: no such choice: \"txt\"; did you mean text?"},
  });
}

TEST(RecipeErrors, AnErrorInAnOverrideNamesTheOverride) {
  const auto with = [](const std::string& override_text) { return message_for(kName, {override_text}); };
  EXPECT_EQ(with("trian.max_steps=5"), "command line: trian.max_steps=5: trian: no such key; did you mean train?");
  EXPECT_EQ(with("train.max_step=5"), "command line: train.max_step=5: train.max_step: no such key; did you mean max_steps?");
  EXPECT_EQ(with("train.max_steps=soon"), "command line: train.max_steps=soon: train.max_steps: must be a whole number, not \"soon\"");
  EXPECT_EQ(with("train.max_steps="), "command line: train.max_steps=: train.max_steps: has no value; give it a whole number or leave the key out");
  EXPECT_EQ(with("model.train=[a"), "command line: model.train=[a: a key is a list or a mapping; keys are plain words; is a bracket left open?");
  EXPECT_EQ(with("model.train=&a x"), "command line: model.train=&a x: YAML anchors are not allowed here; write the value out where it is used");
  EXPECT_EQ(with("recipe.name.first=x"),
            "command line: recipe.name.first=x: recipe.name: is the single value \"note\" and has no keys; set recipe.name itself");
  EXPECT_EQ(with("data.train.1.path=x"), "command line: data.train.1.path=x: data.train: has 0 members, so there is no number 1; the first is number 0");
  EXPECT_EQ(message_for(kName + "data: {train: [a.csv, b.csv]}", {"data.train.path=x"}),
            "command line: data.train.path=x: data.train: is a list of 2, but its member isn't named; write data.train.0.path=… for the first");
}

TEST(RecipeErrors, WhatIsNoOverrideIsWrongUsage) {
  for (const std::string text : {"max_steps", "=5", "train.=5", ".train=5", "train..max_steps=5", "a\xff=5"}) {
    EXPECT_THROW(parse_recipe(kName, "note.yaml", {text}), UsageError) << text;
  }
  EXPECT_EQ(message_for(kName, {"max_steps"}), "command line: max_steps: is not a setting; write key.path=value, for example train.max_steps=100");
}

TEST(RecipeErrors, AMissingFileIsNamed) {
  const testing::TemporaryDirectory directory;
  try {
    read_recipe(directory / "none.yaml");
    FAIL() << "read a file that isn't there";
  } catch (const Error& error) {
    EXPECT_EQ(error.what(), (directory / "none.yaml").string() + ": cannot open: No such file or directory; check the path");
  }
  EXPECT_THROW(read_recipe(directory.path()), Error);
}

}  // namespace
}  // namespace galen
