#include "recipes/recipe.h"
#include "recipes/yaml.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/error.h"
#include "core/file.h"
#include "core/random.h"
#include "tests/recipes/random_recipe.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

Recipe read(const std::string& yaml, const std::vector<std::string>& overrides = {}) {
  return parse_recipe(yaml, "note.yaml", overrides);
}

const std::string kName = "recipe: {name: note}\n";

TEST(Recipe, WhatIsNotWrittenIsTheStructsDefault) {
  Recipe expected;
  expected.recipe.name = "note";
  Recipe recipe = read(kName + "train:\n  # max_steps: 5\neval: ~\n");
  expected.file = recipe.file;
  EXPECT_EQ(recipe, expected);
}

TEST(Recipe, EveryKindOfValueReachesItsMember) {
  const Recipe recipe = read(R"(recipe:
  name: visit-notes
  release_class: clinical
  intended_use: drafts that a physician edits
run: {dir: runs/notes}
model:
  from: models/base.gguf
  sub_agents: {names: [general, medicine, safety], expert_width: 256, pinned: [safety]}
  train: medicine
  train_router: true
data:
  train:
    - path: mts/train.csv
      format: dialogue_note
      fields: {dialogue: dialogue, note: section_text, id: ID}
      instruction: "Write the note:\n"
      weight: 2.5
    - plain.jsonl
  validation: mts/validation.csv
  sequence_length: 512
train:
  seed: 18446744073709551615
  threads: 2
  determinism: exact
  optimizer: {learning_rate: +3E-4, weight_decay: 0}
  evaluation: {every_steps: 50, patience: 3}
export: {types: [q8_0, q4_0], dir: out}
)");
  EXPECT_EQ(recipe.recipe.release_class, "clinical");
  ASSERT_TRUE(recipe.model.sub_agents.has_value());
  EXPECT_EQ(recipe.model.sub_agents->names, (std::vector<std::string>{"general", "medicine", "safety"}));
  EXPECT_EQ(recipe.model.sub_agents->expert_width, 256);
  EXPECT_EQ(recipe.model.sub_agents->experts_per_agent, SubAgentSettings{}.experts_per_agent);
  EXPECT_EQ(recipe.model.train, std::vector<std::string>{"medicine"});
  EXPECT_TRUE(recipe.model.train_router);
  ASSERT_EQ(recipe.data.train.size(), 2u);
  EXPECT_EQ(recipe.data.train[0].fields.at("note"), "section_text");
  EXPECT_EQ(recipe.data.train[0].instruction, "Write the note:\n");
  EXPECT_EQ(recipe.data.train[0].weight, 2.5);
  EXPECT_EQ(recipe.data.train[1].path, "plain.jsonl");
  EXPECT_EQ(recipe.data.train[1].format, "auto");
  ASSERT_EQ(recipe.data.validation.size(), 1u);
  EXPECT_EQ(recipe.data.validation[0].path, "mts/validation.csv");
  EXPECT_EQ(recipe.train.seed, 18446744073709551615ULL);
  EXPECT_EQ(recipe.train.threads, 2);
  EXPECT_EQ(recipe.train.determinism, "exact");
  EXPECT_EQ(recipe.train.optimizer.learning_rate, 3e-4);
  EXPECT_EQ(recipe.train.optimizer.weight_decay, 0.0);
  EXPECT_EQ(recipe.train.evaluation.patience, 3);
  EXPECT_EQ(recipe.exports.types, (std::vector<std::string>{"q8_0", "q4_0"}));
  require_for_prepare(recipe);
  require_for_train(recipe);
}

TEST(Recipe, TrainingDataMayBeAPathAMappingOrAList) {
  for (const std::string text : {"a.jsonl", "{path: a.jsonl}", "[a.jsonl]", "[{path: a.jsonl}]"}) {
    const Recipe recipe = read(kName + "data:\n  train: " + text + "\n");
    ASSERT_EQ(recipe.data.train.size(), 1u) << text;
    EXPECT_EQ(recipe.data.train[0].path, "a.jsonl") << text;
  }
}

TEST(Recipe, AFieldThatIsNotMappedKeepsItsName) {
  const Recipe recipe = read(kName + "data: {train: [{path: a.csv, format: dialogue_note, fields: {note: section_text}}]}\n");
  EXPECT_EQ(recipe.data.train.at(0).fields, (std::map<std::string, std::string>{{"note", "section_text"}}));
}

TEST(Recipe, UnwrittenWarmUpAndBatchGiveWayToTheirNeighbours) {
  const Recipe brief = read(kName, {"train.max_steps=3"});
  EXPECT_EQ(brief.train.schedule.warmup_steps, 3);
  EXPECT_EQ(read(kName, {"train.max_steps=10", "train.schedule.name=wsd"}).train.schedule.warmup_steps, 8);
  EXPECT_EQ(read(kName).train.schedule.warmup_steps, ScheduleSettings{}.warmup_steps);
  EXPECT_EQ(read(kName, {"data.sequence_length=8192"}).train.tokens_per_batch, 8192);
  EXPECT_EQ(read(kName, {"data.sequence_length=128"}).train.tokens_per_batch, TrainSettings{}.tokens_per_batch);
  Recipe again = read(to_yaml(brief));
  again.file = brief.file;
  EXPECT_EQ(again, brief);
}

TEST(Recipe, OverridesReplaceAddAndAppend) {
  const std::string yaml = kName + "model: {train: [all]}\ndata:\n  train: {path: a.csv, limit: 5}\ntrain: {max_steps: 7, schedule: {warmup_steps: 1}}\n";
  const Recipe recipe = read(yaml, {"train.max_steps=70", "train.max_steps=80", "model.train=medicine", "data.train.0.path=b.csv", "data.train.limit=6",
                                    "data.train.1={path: c=d.csv, weight: 3}", "data.validation=v.csv", "data.validation.0.limit=9",
                                    "train.optimizer.learning_rate=1e-5", "recipe.description=two words, and a comma", "model.pin=[safety]"});
  EXPECT_EQ(recipe.train.max_steps, 80);
  EXPECT_EQ(recipe.train.schedule.warmup_steps, 1);
  EXPECT_EQ(recipe.model.train, std::vector<std::string>{"medicine"});
  ASSERT_EQ(recipe.data.train.size(), 2u);
  EXPECT_EQ(recipe.data.train[0].path, "b.csv");
  EXPECT_EQ(recipe.data.train[0].limit, 6);
  EXPECT_EQ(recipe.data.train[1].path, "c=d.csv");
  EXPECT_EQ(recipe.data.train[1].weight, 3.0);
  ASSERT_EQ(recipe.data.validation.size(), 1u);
  EXPECT_EQ(recipe.data.validation[0].limit, 9);
  EXPECT_EQ(recipe.train.optimizer.learning_rate, 1e-5);
  EXPECT_EQ(recipe.model.pin, std::vector<std::string>{"safety"});
}

TEST(Recipe, AnOverrideCanStartAListThatTheFileLacks) {
  const Recipe recipe = read(kName, {"data.train.0.path=a.csv", "data.train.1.path=b.csv", "model.train.0=medicine"});
  ASSERT_EQ(recipe.data.train.size(), 2u);
  EXPECT_EQ(recipe.data.train[1].path, "b.csv");
  EXPECT_EQ(recipe.model.train, std::vector<std::string>{"medicine"});
}

TEST(Recipe, WrittenOutItReadsBackEqual) {
  for (uint64_t seed = 0; seed < 400; ++seed) {
    Recipe recipe = testing::random_recipe(seed);
    recipe.file = "note.yaml";
    const std::string yaml = to_yaml(recipe);
    const Recipe again = read(yaml);
    ASSERT_EQ(again, recipe) << "seed " << seed << "\n" << yaml;
    ASSERT_EQ(to_yaml(again), yaml);
  }
}

TEST(Recipe, ReadFromAFileItKnowsTheFile) {
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "note.yaml", kName);
  const Recipe recipe = read_recipe(directory / "note.yaml", {"train.seed=3"});
  EXPECT_EQ(recipe.file, directory / "note.yaml");
  EXPECT_EQ(recipe.train.seed, 3u);
}

TEST(Recipe, WrittenOutItHasEverySection) {
  Recipe recipe;
  recipe.recipe.name = "note";
  recipe.data.train = {{.path = "a.csv", .fields = {{"text", "body text"}}}};
  const std::string yaml = to_yaml(recipe);
  EXPECT_EQ(yaml.find("recipe:\n  name: note\n"), 0u) << yaml;
  EXPECT_NE(yaml.find("data:\n  train:\n    - path: a.csv\n      format: auto\n      fields: {text: \"body text\"}\n"), std::string::npos) << yaml;
  EXPECT_NE(yaml.find("  validation: []\n"), std::string::npos) << yaml;
  EXPECT_NE(yaml.find("export:\n  types: [f16]\n"), std::string::npos) << yaml;
  EXPECT_EQ(yaml.find("sub_agents"), std::string::npos) << "absent by default";
}

TEST(Recipe, APathIsFoundBesideTheRecipeFirst) {
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "here.csv", "x");
  Recipe recipe;
  recipe.file = directory / "note.yaml";
  EXPECT_EQ(resolve_path(recipe, "here.csv"), directory / "here.csv");
  EXPECT_EQ(resolve_path(recipe, "elsewhere.csv"), fs::path("elsewhere.csv"));
  EXPECT_EQ(resolve_path(recipe, "/abs/here.csv"), fs::path("/abs/here.csv"));
  recipe.file = "note.yaml";
  EXPECT_EQ(resolve_path(recipe, "here.csv"), fs::path("here.csv"));
}

TEST(Recipe, ACommandThatNeedsMoreSaysWhich) {
  const auto message = [](const Recipe& recipe, void (*require)(const Recipe&)) -> std::string {
    try {
      require(recipe);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  };
  Recipe recipe;
  recipe.file = "note.yaml";
  EXPECT_EQ(message(recipe, require_for_train), "note.yaml: data.train: is missing; give the records to train on");
  recipe.data.train = {{.path = "a.csv"}};
  EXPECT_EQ(message(recipe, require_for_train),
            "note.yaml: model.from: is missing; name a checkpoint or GGUF file, or a shape in model.config to start from scratch");
  recipe.model.from = "model.gguf";
  EXPECT_EQ(message(recipe, require_for_train), "note.yaml: run.dir: is missing; say where the run keeps its checkpoints");
  EXPECT_EQ(message(recipe, require_for_prepare), "note.yaml: data.shards: is missing; say where the shards go, or give a run.dir to keep them in");
  recipe.data.shards = "shards";
  EXPECT_EQ(message(recipe, require_for_prepare), "no error");
  recipe.run.dir = "runs/a";
  EXPECT_EQ(message(recipe, require_for_train), "no error");
}

// The recipes that come with the project.
TEST(Recipe, TheProjectsOwnRecipesAreWellFormed) {
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(GALEN_SOURCE_DIR) / "recipes")) {
    const std::string folder = entry.path().parent_path().filename();
    const bool is_for_eval = folder == "tasks" || folder == "bias" || folder == "probes" || entry.path().filename() == "rubric.yaml";
    if (entry.path().extension() != ".yaml" || is_for_eval) continue;
    EXPECT_NO_THROW(read_recipe(entry.path())) << entry.path();
  }
}

TEST(RecipeDifference, NamesTheFirstKeyThatDiffers) {
  Recipe was;
  was.recipe.name = "a";
  Recipe now = was;
  EXPECT_EQ(first_difference(to_yaml(now), to_yaml(was)), "");
  now.train.optimizer.learning_rate = 0.5;
  const std::string difference = first_difference(to_yaml(now), to_yaml(was));
  EXPECT_EQ(difference.rfind("train.optimizer.learning_rate is \"0.5\", was ", 0), 0u) << difference;
  now = was;
  now.data.train.push_back({.path = "more.jsonl"});
  EXPECT_NE(first_difference(to_yaml(now), to_yaml(was)).find("data.train"), std::string::npos);
  EXPECT_NE(first_difference(to_yaml(was), to_yaml(now)).find("data.train"), std::string::npos);
}

TEST(Yaml, BecomesJsonWithTypesWhereUnquoted) {
  const Json json = to_json(parse_yaml("a: 3\nb: 1.0e-5\nc: true\nd: \"3\"\ne: [x, -2]\nf: {g: }\n", "test"));
  EXPECT_EQ(json, (Json{{"a", 3}, {"b", 1e-5}, {"c", true}, {"d", "3"}, {"e", {"x", -2}}, {"f", {{"g", nullptr}}}}));
}

}  // namespace
}  // namespace galen
