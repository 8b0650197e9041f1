#include "train/stages.h"

#include <algorithm>

namespace galen {

Stage stage_after(const Recipe& recipe, int64_t steps) {
  const std::vector<StageSettings>& stages = recipe.train.stages;
  const int64_t last = recipe.train.max_steps;
  Stage stage{0, "", 0, last};
  for (size_t i = 0; i < stages.size(); ++i) {
    stage.index = static_cast<int64_t>(i);
    stage.name = stages[i].name;
    stage.end = i + 1 < stages.size() ? std::min(stage.begin + stages[i].steps, last) : last;
    if (steps < stage.end || stage.end == last) break;
    stage.begin = stage.end;
  }
  return stage;
}

Recipe recipe_of(const Recipe& recipe, const Stage& stage) {
  Recipe result = recipe;
  if (recipe.train.stages.empty()) return result;
  result.train.stages.clear();
  const StageSettings& settings = recipe.train.stages.at(static_cast<size_t>(stage.index));
  if (!settings.train.empty()) {
    result.model.train = settings.train;
    result.model.train_router = settings.train_router;
  }
  if (settings.learning_rate > 0) result.train.optimizer.learning_rate = settings.learning_rate;
  if (!settings.learning_rates.empty()) result.train.optimizer.learning_rates = settings.learning_rates;
  return result;
}

std::vector<std::string> newly_routed(const Recipe& recipe, const Stage& stage, const std::vector<std::string>& agents) {
  const auto routes = [](const ModelSettings& model, const std::string& agent) {
    const auto trains = [&](const std::string& name) { return std::find(model.train.begin(), model.train.end(), name) != model.train.end(); };
    return trains("all") || (model.train_router && trains(agent));
  };
  std::vector<std::string> names;
  for (const std::string& agent : agents) {
    bool is_new = true;
    for (int64_t before = 0; before < stage.index; ++before) {
      Stage earlier = stage;
      earlier.index = before;
      is_new = is_new && !routes(recipe_of(recipe, earlier).model, agent);
    }
    if (is_new && routes(recipe_of(recipe, stage).model, agent)) names.push_back(agent);
  }
  return names;
}

std::vector<double> weights_of(const Recipe& recipe, int64_t stage) {
  return recipe.train.stages.empty() ? std::vector<double>() : recipe.train.stages.at(static_cast<size_t>(stage)).weights;
}

}  // namespace galen
