#include "recipes/curation.h"

#include "recipes/recipe.h"

namespace galen {
namespace {

struct Missing {
  std::vector<MissingField> fields;

  void need(bool is_there, const std::string& key, const std::string& what) {
    if (!is_there) fields.push_back({key, what});
  }
  void need(const std::string& value, const std::string& key, const std::string& what) { need(!value.empty(), key, what); }
  void need(const std::vector<std::string>& value, const std::string& key, const std::string& what) { need(!value.empty(), key, what); }
};

bool has_threshold_on(const ReleaseSettings& release, const std::string& suite) {
  for (const ThresholdSettings& threshold : release.thresholds) {
    if (threshold.metric.rfind(suite + ".", 0) == 0) return true;
  }
  return false;
}

void need_for_clinical(const Recipe& recipe, Missing* missing) {
  const CurationSettings& c = recipe.curation;
  missing->need(c.version, "curation.version", "the recipe's version");
  missing->need(c.users, "curation.users", "who works with the answers");
  missing->need(c.workflow, "curation.workflow", "where in the work the model stands, and who checks it");
  missing->need(c.population, "curation.population", "whom the model may be used for");
  missing->need(c.setting, "curation.setting", "where it is used");
  missing->need(c.out_of_scope, "curation.out_of_scope", "uses that aren't meant");
  missing->need(c.inclusion, "curation.inclusion", "what a record needs to be taken");
  missing->need(c.exclusion, "curation.exclusion", "what keeps a record out");
  missing->need(c.risks, "curation.risks", "known risks and limits");
  missing->need(c.bias_mitigation, "curation.bias_mitigation", "what was done against unfair differences");
  missing->need(c.maintenance, "curation.maintenance", "who watches the model after release");
  missing->need(c.contact, "curation.contact", "where problems are reported");
  missing->need(c.rubric, "curation.rubric", "the rubric that reviewers judged by");
  missing->need(c.reviewed, "curation.reviewed", "the day of the last review");
  missing->need(c.expires, "curation.expires", "the day until which the review holds");
  missing->need(!c.curators.empty(), "curation.curators", "those who answer for the content");
  missing->need(!c.history.empty(), "curation.history", "the versions and what changed");
  for (size_t i = 0; i < c.curators.size(); ++i) {
    const std::string key = "curation.curators." + std::to_string(i) + ".";
    missing->need(c.curators[i].role, key + "role", "what " + c.curators[i].id + " did");
    missing->need(c.curators[i].credential, key + "credential", "the credential of " + c.curators[i].id);
  }
  for (size_t i = 0; i < c.sources.size(); ++i) {
    const SourceSettings& source = c.sources[i];
    const std::string key = "curation.sources." + std::to_string(i) + ".";
    missing->need(source.records > 0, key + "records", "how many records " + source.name + " has");
    if (source.of_patients) missing->need(source.consent, key + "consent", "the basis on which patients' data of " + source.name + " may be used");
  }
  missing->need(recipe.release.safety_agent, "release.safety_agent", "the sub-agent that must be pinned");
  missing->need(recipe.release.signatures >= 2, "release.signatures", "at least two people sign");
  missing->need(recipe.release.keyring, "release.keyring", "whose signatures count");
  for (const char* suite : {"safety", "calibration", "memorisation", "rubric"}) {
    missing->need(has_threshold_on(recipe.release, suite), "release.thresholds", std::string("one on a figure of the suite ") + suite);
  }
}

}  // namespace

std::vector<MissingField> missing_for_release(const Recipe& recipe) {
  Missing missing;
  missing.need(recipe.recipe.intended_use, "recipe.intended_use", "what the model is for");
  missing.need(recipe.recipe.not_for, "recipe.not_for", "what it must not be used for");
  missing.need(!recipe.curation.sources.empty(), "curation.sources", "where the records come from");
  for (size_t i = 0; i < recipe.curation.sources.size(); ++i) {
    const SourceSettings& source = recipe.curation.sources[i];
    missing.need(source.licence, "curation.sources." + std::to_string(i) + ".licence", "the licence of " + source.name);
  }
  missing.need(!recipe.release.thresholds.empty(), "release.thresholds", "at least one figure that must hold");
  if (recipe.recipe.release_class == "clinical") need_for_clinical(recipe, &missing);
  return missing.fields;
}

}  // namespace galen
