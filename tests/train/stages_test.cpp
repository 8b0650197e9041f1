#include "train/stages.h"

#include <gtest/gtest.h>

namespace galen {
namespace {

Recipe three_stages() {
  Recipe recipe;
  recipe.train.max_steps = 100;
  recipe.train.optimizer.learning_rate = 1e-3;
  recipe.model.train = {"all"};
  recipe.train.stages = {{"align", 20, {"vision_adapter"}, false, 5e-3, {}, {1, 0}},
                         {"agent", 30, {"vision_adapter", "vision"}, true, 0, {{"vision", 1e-4}}, {}},
                         {"all", 0, {}, false, 0, {}, {}}};
  return recipe;
}

TEST(Stages, CoverEveryStepOnce) {
  const Recipe recipe = three_stages();
  for (const auto& [steps, name] : {std::pair{0, "align"}, {19, "align"}, {20, "agent"}, {49, "agent"}, {50, "all"}, {99, "all"}, {100, "all"}}) {
    EXPECT_EQ(stage_after(recipe, steps).name, name) << steps;
  }
  EXPECT_EQ(stage_after(recipe, 30).begin, 20);
  EXPECT_EQ(stage_after(recipe, 30).end, 50);
  EXPECT_EQ(stage_after(recipe, 60).end, 100);
  EXPECT_EQ(stage_after(Recipe(), 60).end, Recipe().train.max_steps);
}

TEST(Stages, ATrialOfAFewStepsEndsInTheStageItReaches) {
  Recipe recipe = three_stages();
  recipe.train.max_steps = 25;
  EXPECT_EQ(stage_after(recipe, 20).name, "agent");
  EXPECT_EQ(stage_after(recipe, 20).end, 25);
  EXPECT_EQ(stage_after(recipe, 25).name, "agent");
  recipe.train.max_steps = 20;
  EXPECT_EQ(stage_after(recipe, 20).name, "align");
}

TEST(Stages, SettingsTakeThePlaceOfTheRunsOrLeaveThem) {
  const Recipe recipe = three_stages();
  const Recipe align = recipe_of(recipe, stage_after(recipe, 0));
  EXPECT_EQ(align.model.train, std::vector<std::string>{"vision_adapter"});
  EXPECT_EQ(align.train.optimizer.learning_rate, 5e-3);
  EXPECT_EQ(weights_of(recipe, 0), (std::vector<double>{1, 0}));
  const Recipe agent = recipe_of(recipe, stage_after(recipe, 20));
  EXPECT_TRUE(agent.model.train_router);
  EXPECT_EQ(agent.train.optimizer.learning_rate, 1e-3);
  EXPECT_EQ(agent.train.optimizer.learning_rates, (std::map<std::string, double>{{"vision", 1e-4}}));
  const Recipe all = recipe_of(recipe, stage_after(recipe, 99));
  EXPECT_EQ(all.model.train, std::vector<std::string>{"all"});
  EXPECT_TRUE(all.train.optimizer.learning_rates.empty());
  EXPECT_TRUE(weights_of(recipe, 2).empty());
}

TEST(Stages, RoutingBeginsToTrainOnce) {
  const Recipe recipe = three_stages();
  const std::vector<std::string> agents = {"vision", "audio"};
  EXPECT_TRUE(newly_routed(recipe, stage_after(recipe, 0), agents).empty());
  EXPECT_EQ(newly_routed(recipe, stage_after(recipe, 20), agents), std::vector<std::string>{"vision"});
  EXPECT_EQ(newly_routed(recipe, stage_after(recipe, 50), agents), std::vector<std::string>{"audio"});
  EXPECT_EQ(newly_routed(Recipe(), stage_after(Recipe(), 0), agents), agents);
}

}  // namespace
}  // namespace galen
