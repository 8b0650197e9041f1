#include "recipes/checks.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/error.h"
#include "core/text.h"

namespace galen {
namespace {

// Parts of a model that can train apart and are no sub-agents.
const std::vector<std::string> kEncoderParts = {"vision_tower", "vision_adapter", "audio_tower", "audio_adapter"};

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void check_identity(const RecipeIdentity& identity, const Field& field) {
  if (identity.name.empty()) field["name"].fail("is missing", "give the recipe a name");
  if (identity.release_class == "clinical" && identity.intended_use.empty()) {
    field["intended_use"].fail("is missing", "a clinical release must say what it is for");
  }
}

void check_no_repeats(const std::vector<std::string>& names, const Field& field) {
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (!seen.insert(name).second) field.fail("names " + quote_for_message(name) + " twice", "keep one of them");
  }
}

// Names become file names, parts of key paths and columns of reports.
void check_agent_name(const std::string& name, const Field& field) {
  const auto is_allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  if (!std::all_of(name.begin(), name.end(), is_allowed) || name.size() > 64) {
    field.fail("cannot use the name " + quote_for_message(name), "use lower-case letters, digits, _ and -, at most 64");
  }
  if (contains({"all", "trunk", "router"}, name) || contains(kEncoderParts, name)) {
    field.fail("cannot use the name " + quote_for_message(name), "it has a meaning of its own in model.train and train.optimizer.learning_rates");
  }
}

void check_sub_agents(const SubAgentSettings& agents, const Field& field) {
  if (agents.names.empty()) field["names"].fail("is missing", "list the sub-agents, for example [general, medicine, safety]");
  check_no_repeats(agents.names, field["names"]);
  for (const std::string& name : agents.names) check_agent_name(name, field["names"]);
  const auto count = static_cast<int64_t>(agents.names.size());
  if (agents.agents_per_token > count) {
    field["agents_per_token"].fail("is " + std::to_string(agents.agents_per_token) + ", but there are only " + std::to_string(count) + " sub-agents",
                                   "use at most " + std::to_string(count));
  }
  check_no_repeats(agents.pinned, field["pinned"]);
  for (const std::string& name : agents.pinned) {
    if (!contains(agents.names, name)) field["pinned"].fail("no such sub-agent: " + quote_for_message(name), suggest_name(name, agents.names));
  }
  if (static_cast<int64_t>(agents.pinned.size()) > agents.agents_per_token) {
    field["pinned"].fail("pins " + std::to_string(agents.pinned.size()) + " sub-agents, but a token goes to " + std::to_string(agents.agents_per_token),
                         "pin fewer, or raise agents_per_token");
  }
}

// Names of what trains. Those of sub-agents may be in model.from, which only training opens.
void check_trained(const std::vector<std::string>& names, const ModelSettings& model, const Field& field) {
  check_no_repeats(names, field);
  if (contains(names, "all") && names.size() > 1) field.fail("has other names beside all", "write all alone, or the names alone");
  if (!model.sub_agents) return;
  std::vector<std::string> trainable = model.sub_agents->names;
  trainable.insert(trainable.end(), {"trunk", "all"});
  trainable.insert(trainable.end(), kEncoderParts.begin(), kEncoderParts.end());
  for (const std::string& name : names) {
    if (!contains(trainable, name)) field.fail("no such sub-agent: " + quote_for_message(name), suggest_name(name, trainable));
  }
}

void check_model(const ModelSettings& model, const Field& field) {
  if (!model.from.empty() && !model.config.empty()) {
    field["config"].fail("is set beside model.from", "keep `from` to go on from a model, or `config` to start from scratch");
  }
  if (!model.config.empty() && model.tokenizer.empty()) {
    field["tokenizer"].fail("is missing", "a model from scratch needs a checkpoint or GGUF file to take the tokenizer from");
  }
  if (model.train.empty()) field["train"].fail("is empty", "write all, or the names of sub-agents");
  check_no_repeats(model.pin, field["pin"]);
  if (model.sub_agents) check_sub_agents(*model.sub_agents, field["sub_agents"]);
  check_trained(model.train, model, field["train"]);
  if (!model.sub_agents) return;
  for (const std::string& name : model.pin) {
    if (!contains(model.sub_agents->names, name)) {
      field["pin"].fail("no such sub-agent: " + quote_for_message(name), suggest_name(name, model.sub_agents->names));
    }
  }
}

// The fields of each format; `id`, `patient`, `images` and `audio` belong to all. One that `fields` doesn't map has our name in the file too, and whether it is
// there shows when the file is opened (data/records.h), so here only names that can't be meant are refused.
const std::map<std::string, std::vector<std::string>>& fields_of_formats() {
  static const std::map<std::string, std::vector<std::string>> fields = {
      {"messages", {"messages"}}, {"prompt_response", {"prompt", "response"}}, {"dialogue_note", {"dialogue", "note"}}, {"text", {"text"}}};
  return fields;
}

void check_fields(const DatasetSettings& dataset, const Field& field) {
  std::vector<std::string> known = {"id", "patient", "images", "audio"};
  std::set<std::string> meant;  // formats that a mapped field belongs to
  for (const auto& [format, names] : fields_of_formats()) {
    if (dataset.format != "auto" && dataset.format != format) continue;
    known.insert(known.end(), names.begin(), names.end());
    if (std::any_of(names.begin(), names.end(), [&](const std::string& name) { return dataset.fields.count(name) > 0; })) meant.insert(format);
  }
  for (const auto& [name, column] : dataset.fields) {
    if (!contains(known, name)) field[name].fail("no such field in the format " + dataset.format, suggest_name(name, known));
    if (column.empty()) field[name].fail("is empty", "give the file's name for it");
  }
  if (meant.size() > 1) field.fail("has fields of more than one format: " + join({meant.begin(), meant.end()}, ", "), "keep those of one");
}

void check_dataset(const DatasetSettings& dataset, const Field& field) {
  if (dataset.path.empty()) field["path"].fail("is missing", "give the .jsonl or .csv file");
  if (dataset.format != "auto" && dataset.format != "dialogue_note" && !dataset.instruction.empty()) {
    field["instruction"].fail("is only for the format dialogue_note, not " + dataset.format, "use system, or remove it");
  }
  if (dataset.format == "text" && !dataset.system.empty()) field["system"].fail("has no place in the format text", "remove it");
  check_fields(dataset, field["fields"]);
}

void check_datasets(const std::vector<DatasetSettings>& datasets, const Field& field) {
  const std::vector<Field> items = field.items();
  for (size_t i = 0; i < items.size(); ++i) check_dataset(datasets.at(i), items[i]);
}

void check_targets(const Recipe& recipe, const Field& data) {
  const auto is_kept = [](const DatasetSettings& source) { return source.target == "start_model"; };
  const std::vector<Field> validation = data["validation"].items();
  for (size_t i = 0; i < validation.size(); ++i) {
    if (is_kept(recipe.data.validation.at(i))) validation[i]["target"].fail("is only for data.train", "remove it: nothing is learnt of these records");
  }
  const std::vector<Field> train = data["train"].items();
  for (size_t i = 0; i < train.size(); ++i) {
    if (!is_kept(recipe.data.train.at(i))) continue;
    const Field target = train[i]["target"];
    if (recipe.model.from.empty()) target.fail("is start_model, but there is no model.from", "name the model whose behaviour is to be kept, or learn the text");
    if (recipe.train.expert_parallel > 1) {
      target.fail("is start_model, beside train.expert_parallel: " + std::to_string(recipe.train.expert_parallel),
                  "the start's sub-agents aren't shared out over ranks: set that to 1");
    }
  }
}

void check_stages(const Recipe& recipe, const Field& field) {
  const std::vector<StageSettings>& stages = recipe.train.stages;
  const std::vector<Field> items = field["stages"].items();
  std::set<std::string> names;
  for (size_t i = 0; i < items.size(); ++i) {
    const StageSettings& stage = stages.at(i);
    const bool is_last = i + 1 == items.size();
    if (stage.name.empty()) items[i]["name"].fail("is missing", "give the stage a name");
    if (!names.insert(stage.name).second) items[i]["name"].fail("names " + quote_for_message(stage.name) + " twice", "give each stage its own");
    if (!is_last && stage.steps == 0) items[i]["steps"].fail("is missing", "say how many steps the stage " + stage.name + " takes");
    if (is_last && stage.steps > 0) items[i]["steps"].fail("is given for the last stage", "it goes on to train.max_steps: set that, and remove this");
    check_trained(stage.train, recipe.model, items[i]["train"]);
    if (stage.train_router && stage.train.empty()) items[i]["train_router"].fail("is given without `train`", "name what trains in this stage too");
    if (stage.weights.empty()) continue;
    if (stage.weights.size() != recipe.data.train.size()) {
      items[i]["weights"].fail(
          "has " + std::to_string(stage.weights.size()) + " numbers, but data.train has " + std::to_string(recipe.data.train.size()) + " sources",
          "give one for each source, in their order");
    }
    if (*std::max_element(stage.weights.begin(), stage.weights.end()) <= 0) items[i]["weights"].fail("leaves no source", "give one of them more than 0");
  }
  if (stages.empty()) return;
  if (recipe.train.max_minutes > 0) field["max_minutes"].fail("is set beside train.stages", "stages are counted in steps: remove it");
  if (recipe.train.evaluation.patience > 0) field["evaluation"]["patience"].fail("is set beside train.stages", "stages are counted in steps: set it to 0");
}

void check_train(const Recipe& recipe, const Field& field) {
  const TrainSettings& train = recipe.train;
  check_stages(recipe, field);
  if (train.schedule.warmup_steps > most_warmup_steps(train)) {
    const std::string most = std::to_string(most_warmup_steps(train));
    const bool decays = train.schedule.name == "wsd";
    const std::string of = train.stages.empty() ? "train.max_steps" : "the shortest stage";
    field["schedule"]["warmup_steps"].fail(
        "is " + std::to_string(train.schedule.warmup_steps) + ", more than the " + most + (decays ? " steps before the decay" : " steps of " + of),
        decays ? "lower it or train.schedule.decay_fraction" : "lower it, or raise " + of);
  }
  if (train.tokens_per_batch < recipe.data.sequence_length) {
    field["tokens_per_batch"].fail("is " + std::to_string(train.tokens_per_batch) + ", less than data.sequence_length (" +
                                       std::to_string(recipe.data.sequence_length) + "), so the longest sample wouldn't fit",
                                   "raise it, or lower data.sequence_length");
  }
  if (train.virtual_ranks > 0) {
    const int64_t v = train.virtual_ranks;
    if ((v & (v - 1)) != 0 || train.gradient_accumulation % v != 0) {
      field["virtual_ranks"].fail(
          "is " + std::to_string(v) + ", not a power of two that divides train.gradient_accumulation (" + std::to_string(train.gradient_accumulation) + ")",
          "each virtual rank has its own micro-batches");
    }
  }
  if (train.expert_parallel > 1 && train.determinism == "exact") {
    field["expert_parallel"].fail("is " + std::to_string(train.expert_parallel) + ", with train.determinism: exact",
                                  "which tokens are multiplied together then depends on the ranks: use determinism: fast, or set this to 1");
  }
  const Field evaluation = field["evaluation"];
  if (train.evaluation.every_steps > 0 && recipe.data.validation.empty()) {
    evaluation["every_steps"].fail("needs records to evaluate on", "add data.validation, or set it to 0");
  }
  if (train.evaluation.patience > 0 && train.evaluation.every_steps == 0) {
    evaluation["patience"].fail("has no evaluations to count", "set train.evaluation.every_steps");
  }
}

void check_day(const std::string& day, const Field& field) {
  if (!day.empty() && !parse_day(day)) field.fail("is no date: " + quote_for_message(day), "write it as 2026-11-25");
}

void check_curation(const CurationSettings& curation, const Field& field) {
  check_day(curation.reviewed, field["reviewed"]);
  check_day(curation.expires, field["expires"]);
  if (!curation.reviewed.empty() && !curation.expires.empty() && parse_day(curation.expires) < parse_day(curation.reviewed)) {
    field["expires"].fail("is before curation.reviewed", "a review holds for a time after it");
  }
  const std::vector<Field> curators = field["curators"].items();
  std::set<std::string> ids;
  for (size_t i = 0; i < curators.size(); ++i) {
    const std::string& id = curation.curators.at(i).id;
    if (id.empty()) curators[i]["id"].fail("is missing", "give a pseudonym");
    if (!ids.insert(id).second) curators[i]["id"].fail("names " + quote_for_message(id) + " twice", "keep one of them");
  }
  const std::vector<Field> sources = field["sources"].items();
  for (size_t i = 0; i < sources.size(); ++i) {
    if (curation.sources.at(i).name.empty()) sources[i]["name"].fail("is missing", "say what the source is called");
  }
  const std::vector<Field> history = field["history"].items();
  for (size_t i = 0; i < history.size(); ++i) check_day(curation.history.at(i).date, history[i]["date"]);
}

void check_release(const ReleaseSettings& release, const Field& field) {
  const std::vector<Field> thresholds = field["thresholds"].items();
  for (size_t i = 0; i < thresholds.size(); ++i) {
    if (release.thresholds.at(i).metric.empty()) thresholds[i]["metric"].fail("is missing", "name a figure of galen eval --json, such as notes.rouge1");
    if (!thresholds[i]["value"].is_present()) thresholds[i]["value"].fail("is missing", "say what " + release.thresholds[i].metric + " must reach");
  }
  check_no_repeats(release.credentials, field["credentials"]);
}

void check_data_source(const Recipe& recipe) {
  if (recipe.data.train.empty()) throw Error("is missing", recipe.file.string() + ": data.train", "give the records to train on");
  if (recipe.model.from.empty() && recipe.model.config.empty()) {
    throw Error("is missing", recipe.file.string() + ": model.from", "name a checkpoint or GGUF file, or a shape in model.config to start from scratch");
  }
}

}  // namespace

void check_recipe(const Recipe& recipe, const Field& root) {
  check_identity(recipe.recipe, root["recipe"]);
  check_model(recipe.model, root["model"]);
  check_datasets(recipe.data.train, root["data"]["train"]);
  check_datasets(recipe.data.validation, root["data"]["validation"]);
  check_targets(recipe, root["data"]);
  check_train(recipe, root["train"]);
  check_no_repeats(recipe.exports.types, root["export"]["types"]);
  check_curation(recipe.curation, root["curation"]);
  check_release(recipe.release, root["release"]);
}

int64_t most_warmup_steps(const TrainSettings& train) {
  int64_t shortest = train.max_steps;
  int64_t left = train.max_steps;
  for (const StageSettings& stage : train.stages) {
    if (left <= 0) break;  // a trial of a few steps doesn't come to this stage
    shortest = std::min(shortest, stage.steps > 0 ? stage.steps : left);
    left -= stage.steps;
  }
  if (train.schedule.name != "wsd") return shortest;
  return static_cast<int64_t>((1.0 - train.schedule.decay_fraction) * static_cast<double>(shortest));
}

void require_for_prepare(const Recipe& recipe) {
  check_data_source(recipe);
  if (recipe.data.shards.empty() && recipe.run.dir.empty()) {
    throw Error("is missing", recipe.file.string() + ": data.shards", "say where the shards go, or give a run.dir to keep them in");
  }
}

void require_for_train(const Recipe& recipe) {
  check_data_source(recipe);
  if (recipe.run.dir.empty()) throw Error("is missing", recipe.file.string() + ": run.dir", "say where the run keeps its checkpoints");
}

}  // namespace galen
