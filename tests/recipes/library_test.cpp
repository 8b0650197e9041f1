// The recipes that come with Galen: each is complete and can be run.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "core/file.h"
#include "core/json.h"
#include "core/text.h"
#include "recipes/recipe.h"
#include "recipes/rubric.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

const fs::path kLibrary = fs::path(GALEN_SOURCE_DIR) / "recipes";

std::vector<std::string> texts_of(const fs::path& file, const char* member) {
  std::vector<std::string> texts;
  for (const std::string& line : split(read_file(file), '\n')) {
    if (!line.empty()) texts.push_back(parse_json(line, file.string()).at(member).get<std::string>());
  }
  return texts;
}

TEST(RecipeLibrary, EveryRecipeIsValidAndNamesFilesThatAreThere) {
  size_t recipes = 0;
  for (const char* folder : {"clinical_notes", "patient_summaries", "health_questions", "research_questions", "triage", "clinic_support", "safety", "pretrain",
                             "imaging", "dictation", "bench"}) {
    for (const auto& entry : fs::directory_iterator(kLibrary / folder)) {
      const fs::path& file = entry.path();
      if (file.extension() != ".yaml" || file.filename() == "rubric.yaml") continue;
      ++recipes;
      const Recipe recipe = read_recipe(file);
      EXPECT_EQ(recipe.recipe.release_class, "research") << file;
      EXPECT_FALSE(recipe.recipe.intended_use.empty() && std::string(folder) != "bench") << file;
      for (const DatasetSettings& dataset : recipe.data.train) {
        if (dataset.path.rfind("data/", 0) == 0) {
          EXPECT_TRUE(fs::exists(resolve_path(recipe, dataset.path))) << file << ": " << dataset.path;
        }
      }
    }
  }
  EXPECT_GE(recipes, 16u);
}

TEST(RecipeLibrary, ThoseForTheClinicSayWhatAReleaseNeeds) {
  for (const char* name : {"clinical_notes/quickstart.yaml", "patient_summaries/summaries.yaml", "health_questions/answers.yaml",
                           "research_questions/evidence.yaml", "triage/messages.yaml", "clinic_support/support.yaml", "safety/safety.yaml"}) {
    const Recipe recipe = read_recipe(kLibrary / name);
    for (const MissingField& field : missing_for_release(recipe)) ADD_FAILURE() << name << " doesn't say " << field.key << ": " << field.what;
    const CurationSettings& c = recipe.curation;
    for (const auto& list : {c.users, c.out_of_scope, c.inclusion, c.exclusion, c.risks}) EXPECT_FALSE(list.empty()) << name;
    for (const std::string& text : {c.version, c.workflow, c.population, c.setting}) EXPECT_FALSE(text.empty()) << name;
    const Rubric rubric = read_rubric(resolve_path(recipe, c.rubric));
    EXPECT_GT(rubric.total, 0) << name;
    EXPECT_TRUE(std::any_of(rubric.criteria.begin(), rubric.criteria.end(), [](const Criterion& criterion) { return criterion.points < 0; })) << name;
  }
}

TEST(RecipeLibrary, StarterRecordsAreWholeAndHeldOutOnesAreOthers) {
  for (const char* folder : {"patient_summaries", "health_questions", "research_questions", "triage", "clinic_support"}) {
    std::set<std::string> seen;
    size_t records = 0;
    for (const char* part : {"train.jsonl", "validation.jsonl"}) {
      const fs::path file = kLibrary / folder / "data" / part;
      for (const std::string& prompt : texts_of(file, "prompt")) {
        EXPECT_TRUE(seen.insert(prompt).second) << file << " repeats: " << prompt;
        ++records;
      }
      for (const std::string& response : texts_of(file, "response")) EXPECT_GT(response.size(), 20u) << file;
    }
    EXPECT_EQ(records, 18u) << folder;
  }
}

TEST(RecipeLibrary, SafetyIsNeverTrainedOnItsTest) {
  std::set<std::string> trained;
  for (const char* part : {"train.jsonl", "development.jsonl"}) {
    for (const std::string& prompt : texts_of(kLibrary / "safety/data" / part, "prompt")) trained.insert(prompt);
  }
  EXPECT_GT(trained.size(), 2500u);
  GALEN_REQUIRE_OR_SKIP(folder, testing::shared_data("xstest"), "XSTest isn't there (../shared/data/xstest)");
  size_t tests = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv") continue;
    const std::string text = read_file(entry.path());
    for (const std::string& prompt : trained) EXPECT_EQ(text.find("," + prompt + ","), std::string::npos) << prompt;
    tests += static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  EXPECT_GE(tests, 450u);
}

}  // namespace
}  // namespace galen
