// A recipe: what to do and who stands behind it. Every setting has one name, one default, and this one place.
//
// The structs below are the schema. A key in YAML is the path of a member (`train.learning_rate` is Recipe::train.learning_rate), the
// member's initialiser is its default; schema.h names the keys and their ranges, docs/recipes.md explains them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recipes/curation.h"

namespace galen {

// recipe: who this is for and who answers for it.
struct RecipeIdentity {
  std::string name;  // required
  std::string description;
  std::string intended_use;
  std::string not_for = "clinical use";
  std::string release_class = "research";  // research | clinical

  bool operator==(const RecipeIdentity&) const = default;
};

struct RunSettings {
  std::string dir;  // run.dir, required for train; relative to the working directory

  bool operator==(const RunSettings&) const = default;
};

// How one more sub-agent model is made out of `model.from` when that is dense: `model.sub_agents`.
struct SubAgentSettings {
  std::vector<std::string> names;  // e.g. [general, medicine, reasoning, safety]
  int64_t experts_per_agent = 2;
  int64_t expert_width = 512;       // must divide the trunk's FFN width
  int64_t agents_per_token = 2;     // topk_group
  std::vector<std::string> pinned;  // chosen for every token

  bool operator==(const SubAgentSettings&) const = default;
};

struct ModelSettings {
  std::string from;       // checkpoint directory, Hugging Face directory or GGUF file; empty: from scratch, by `config`
  std::string config;     // a shape in configs/model/ (or a path), for pretraining from scratch
  std::string tokenizer;  // for pretraining: where the tokenizer comes from (checkpoint, GGUF file)
  std::optional<SubAgentSettings> sub_agents;
  std::vector<std::string> train = {"all"};  // "all", or names of sub-agents ("trunk" is one of them)
  bool train_router = false;                 // with named sub-agents: train their router rows too
  std::vector<std::string> pin;              // sub-agents that this run pins before step 1 (selection bias +2)
  // Sub-agents named vision and audio, where their routing begins to train: how much the router's logits rise for them at the tokens of images and sounds.
  double media_bias = 1.0;

  bool operator==(const ModelSettings&) const = default;
};

// One source of records. `format` decides which `fields` it needs.
struct DatasetSettings {
  std::string path;                           // JSON Lines (.jsonl), CSV (.csv, header line); relative to the recipe's folder, else to the working directory
  std::string format = "auto";                // auto | messages | prompt_response | dialogue_note | text
  std::map<std::string, std::string> fields;  // our name -> the file's name, e.g. {dialogue: dialogue, note: section_text, id: ID}
  std::string instruction;                    // for dialogue_note: what the user turn asks, before the dialogue
  std::string system;                         // system message put in front, if any
  std::string target = "text";                // what is learnt, in training: text | start_model (what the model of model.from would say, not what stands there)
  double weight = 1.0;                        // visits of each sample, relative to the least-weighted source; samples, not tokens
  int64_t limit = 0;                          // first N records only; 0: all
  int64_t leave_out_one_in = 0;               // without every Nth record; 0: with all
  int64_t only_one_in = 0;                    // just those that leave_out_one_in: N leaves out

  bool operator==(const DatasetSettings&) const = default;
};

// How large the images and sounds of records may be.
struct MediaSettings {
  int64_t max_image_tokens = 256;  // larger images are scaled down to it
  double max_audio_seconds = 30;   // longer sounds are refused
  std::string dicom_window;        // lung, bone, … or centre/width in the file's units; empty: the file's own

  bool operator==(const MediaSettings&) const = default;
};

struct DataSettings {
  std::vector<DatasetSettings> train;
  std::vector<DatasetSettings> validation;
  std::string shards;               // where `galen prepare` writes; default: <run.dir>/shards
  int64_t sequence_length = 1024;   // longest sample, and the capacity of a pack, in tokens
  std::string too_long = "drop";    // drop (counted and named) | fail | split (plain text only: split into pieces, all kept)
  std::string bad_record = "fail";  // fail | drop (counted and named): a record without its field, invalid UTF-8, or with an identifier where those are refused
  std::string deidentify = "redact";  // refuse | redact | surrogate | none, before anything is written (docs/deidentification.md)
  std::string deidentify_key;         // file of the secret behind shifted dates and surrogates; default: ~/.config/galen/deidentify.key
  int64_t shard_mib = 256;
  std::string loss_on = "response";  // response | all
  int64_t prefetch = 4;              // batches decoded ahead
  MediaSettings media;

  bool operator==(const DataSettings&) const = default;
};

struct OptimizerSettings {
  std::string name = "adamw";  // adamw | muon (matrices between the embeddings and the head; adamw for the rest)
  double learning_rate = 3e-4;
  double weight_decay = 0.1;  // on matrices only; norms, biases and embeddings have none
  double beta1 = 0.9;
  double beta2 = 0.95;
  double epsilon = 1e-8;
  double momentum = 0.95;  // muon
  // Of parts that have one of their own: trunk, router, sub-agents by their names, vision_tower, vision_adapter, audio_tower, audio_adapter. The schedule goes
  // for them too.
  std::map<std::string, double> learning_rates;

  bool operator==(const OptimizerSettings&) const = default;
};

struct ScheduleSettings {
  std::string name = "cosine";  // cosine | wsd (warm-up, stable, decay) | constant
  int64_t warmup_steps = 10;
  double decay_fraction = 0.2;  // wsd: the last part of training that decays
  double final_fraction = 0.1;  // learning rate at the end, as a part of the peak

  bool operator==(const ScheduleSettings&) const = default;
};

struct BalanceSettings {
  double update_rate = 0.001;  // selection bias moves by this much a step towards even load; 0: off. Pinned sub-agents never move.

  bool operator==(const BalanceSettings&) const = default;
};

// What a step must look like to be taken (train/guard.h).
struct GuardSettings {
  int64_t window = 128;               // a step is compared with this many good ones before it
  double sigmas = 6;                  // a loss or gradient norm further above their mean is skipped; 0: only what isn't finite is
  int64_t roll_back_after = 3;        // so many skipped in a row: back to the last checkpoint; 0: never
  int64_t compare_ranks_every = 100;  // steps; ranks whose weights differ stop; 0: never

  bool operator==(const GuardSettings&) const = default;
};

struct EvaluationSettings {  // in the loop, on data.validation
  int64_t every_steps = 0;   // 0: only at the end
  int64_t patience = 0;      // stop after this many evaluations without a better loss; 0: never

  bool operator==(const EvaluationSettings&) const = default;
};

// A stretch of training with settings of its own in the place of the run's, such as: align an encoder's adapter, train it with a sub-agent, train all. It
// begins as a run does, with a new optimizer and the schedule from its start.
struct StageSettings {
  std::string name;                              // required
  int64_t steps = 0;                             // required of all but the last, which goes on to train.max_steps
  std::vector<std::string> train;                // in the place of model.train; empty: that
  bool train_router = false;                     // in the place of model.train_router, where `train` is given
  double learning_rate = 0;                      // in the place of train.optimizer.learning_rate; 0: that
  std::map<std::string, double> learning_rates;  // in the place of train.optimizer.learning_rates; empty: those
  std::vector<double> weights;                   // of data.train's sources, in their order; 0: not seen in this stage; empty: their own

  bool operator==(const StageSettings&) const = default;
};

struct TrainSettings {
  std::string objective = "sft";  // sft | pretrain
  int64_t max_steps = 100;
  double max_minutes = 0;  // of training in all, resumed runs counted together: stops and saves then, and the schedule ends then at the latest; 0: no limit
  uint64_t seed = 0;
  int threads = 0;                    // 0: all cores this process may use
  std::string device = "cpu";         // cpu | cuda | auto (a GPU where this build and machine have one): docs/gpu.md
  std::string determinism = "fast";   // fast | exact (the same bits on 1, 2, 4, … ranks)
  int64_t virtual_ranks = 0;          // exact: parts of a step summed as a binary tree, a power of two; 0: the largest that divides gradient_accumulation
  int zero = 0;                       // 1: each rank keeps the optimizer state of a part of the parameters (ZeRO-1)
  int64_t expert_parallel = 1;        // so many neighbouring ranks share the sub-agents out among them; 1: every rank holds all
  std::string precision = "bf16";     // bf16 (compute; masters stay f32) | f32
  int64_t tokens_per_batch = 2048;    // a micro-batch holds packs up to this many tokens
  int64_t gradient_accumulation = 1;  // micro-batches a step, on all ranks together
  double max_grad_norm = 1.0;         // 0: no clipping
  double z_loss = 0.0;                // weight of (log Z)^2
  bool activation_checkpointing = false;
  OptimizerSettings optimizer;
  ScheduleSettings schedule;
  BalanceSettings balance;
  GuardSettings guard;
  EvaluationSettings evaluation;
  std::vector<StageSettings> stages;  // none: the whole run is one

  bool operator==(const TrainSettings&) const = default;
};

struct CheckpointSettings {
  int64_t every_steps = 0;  // 0: only at the end (and on a stop signal)
  int64_t keep_last = 2;
  bool asynchronous = true;         // written beside the training, from a copy in memory; where that doesn't fit, the training waits
  std::string on_failure = "stop";  // stop | go_on: when a save fails; the one before it stands either way

  bool operator==(const CheckpointSettings&) const = default;
};

// How the processes of a run on several ranks meet (docs/clusters.md).
struct ClusterSettings {
  double join_seconds = 45;  // how long ranks wait for each other at the start
  double peer_seconds = 30;  // a rank that is silent for so long is gone, and the run ends

  bool operator==(const ClusterSettings&) const = default;
};

struct EvalSettings {
  std::vector<std::string> suites;  // e.g. [notes, perplexity:general.txt]
  int64_t max_new_tokens = 256;
  int64_t limit = 0;                  // first N validation records; 0: all
  std::vector<std::string> sections;  // headings a note should have, for section coverage
  std::string general_text;           // a plain text file: perplexity before and after on text that isn't the subject

  bool operator==(const EvalSettings&) const = default;
};

struct ExportSettings {
  std::vector<std::string> types = {"f16"};  // f32 f16 bf16 q8_0 q6_k q5_k_m q4_k_m q4_0 …; `galen export` without --type writes these
  std::string dir;                           // default: <run.dir>/export

  bool operator==(const ExportSettings&) const = default;
};

struct Recipe {
  RecipeIdentity recipe;
  RunSettings run;
  ModelSettings model;
  DataSettings data;
  TrainSettings train;
  CheckpointSettings checkpoint;
  ClusterSettings cluster;
  EvalSettings eval;
  ExportSettings exports;  // key: `export`
  CurationSettings curation;
  ReleaseSettings release;

  std::filesystem::path file;  // where it was read from; relative data paths start at its folder

  bool operator==(const Recipe&) const = default;
};

// Reads FILE, applies `key.path=value` overrides (values are YAML), checks everything. Throws Error with file:line, the key path and, for
// an unknown key, the nearest right one.
Recipe read_recipe(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

// The same for text that was read elsewhere; `file` is only named, in errors and as Recipe::file.
Recipe parse_recipe(std::string_view text, const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

// What a command needs beyond a well-formed recipe: where data and model come from and where results go. Throw Error naming the missing
// key.
void require_for_prepare(const Recipe& recipe);
void require_for_train(const Recipe& recipe);

// Where `galen prepare` writes: data.shards, else <run.dir>/shards. Empty where the recipe names neither.
std::filesystem::path shards_directory(const Recipe& recipe);

// The effective recipe, defaults filled in, as YAML that reads back to the same struct.
std::string to_yaml(const Recipe& recipe);

// The first setting in which two recipes' YAML (of to_yaml) differs, as "key.path is A, was B"; empty if none does.
std::string first_difference(const std::string& now_yaml, const std::string& was_yaml);

// `path` as the recipe means it: absolute as it is, else beside the recipe if it exists there, else from the working directory.
std::filesystem::path resolve_path(const Recipe& recipe, const std::string& path);

}  // namespace galen
