// Every key of a recipe, once: its name, the member it fills, and what values it takes.
//
// `describe` is called with a reader (a file's values go into the struct) or a writer (the struct's values go into YAML), so what is
// written is by construction what is read. Both have the same functions: section, optional_section, sections, text, one_of, boolean,
// any_uint64, positive, at_least, between, list, text_map, positive_map, weights; each takes the key and the member first.
#pragma once

#include <cstdint>

#include "recipes/recipe.h"

namespace galen {

// Ceilings keep a slip of the finger (or a hostile file) from asking for absurd amounts of memory; no sensible recipe comes near them.
inline constexpr int64_t kMostTokensPerSample = int64_t{1} << 20;
inline constexpr int64_t kMostTokensPerBatch = int64_t{1} << 24;
inline constexpr int64_t kMostShardMib = int64_t{1} << 16;
inline constexpr int64_t kMostThreads = 4096;
inline constexpr int64_t kMostVirtualRanks = 65536;
inline constexpr int64_t kMostExpertParallel = 1024;
inline constexpr int64_t kMostExpertsPerAgent = 1024;
inline constexpr int64_t kMostExpertWidth = int64_t{1} << 16;

template <class Io>
void describe(Io& io, RecipeIdentity& identity) {
  io.text("name", identity.name);
  io.text("description", identity.description);
  io.text("intended_use", identity.intended_use);
  io.text("not_for", identity.not_for);
  io.one_of("release_class", identity.release_class, {"research", "clinical"});
}

template <class Io>
void describe(Io& io, RunSettings& run) {
  io.text("dir", run.dir);
}

template <class Io>
void describe(Io& io, SubAgentSettings& agents) {
  io.list("names", agents.names);
  io.between("experts_per_agent", agents.experts_per_agent, 2,
             kMostExpertsPerAgent);  // a group's score is the sum of its two best experts'
  io.between("expert_width", agents.expert_width, 1, kMostExpertWidth);
  io.positive("agents_per_token", agents.agents_per_token);
  io.list("pinned", agents.pinned);
}

template <class Io>
void describe(Io& io, ModelSettings& model) {
  io.text("from", model.from);
  io.text("config", model.config);
  io.text("tokenizer", model.tokenizer);
  io.optional_section("sub_agents", model.sub_agents);
  io.list("train", model.train);
  io.boolean("train_router", model.train_router);
  io.list("pin", model.pin);
  io.at_least("media_bias", model.media_bias, 0.0);
}

template <class Io>
void describe(Io& io, DatasetSettings& dataset) {
  io.text("path", dataset.path);
  io.one_of("format", dataset.format, {"auto", "messages", "prompt_response", "dialogue_note", "text"});
  io.text_map("fields", dataset.fields);
  io.text("instruction", dataset.instruction);
  io.text("system", dataset.system);
  io.one_of("target", dataset.target, {"text", "start_model"});
  io.positive("weight", dataset.weight);
  io.at_least("limit", dataset.limit, 0);
  io.at_least("leave_out_one_in", dataset.leave_out_one_in, 0);
  io.at_least("only_one_in", dataset.only_one_in, 0);
}

template <class Io>
void describe(Io& io, MediaSettings& media) {
  io.between("max_image_tokens", media.max_image_tokens, 1, 16384);
  io.between("max_audio_seconds", media.max_audio_seconds, 0.08, 3600.0);
  io.text("dicom_window", media.dicom_window);
}

template <class Io>
void describe(Io& io, DataSettings& data) {
  io.sections("train", data.train);
  io.sections("validation", data.validation);
  io.text("shards", data.shards);
  io.between("sequence_length", data.sequence_length, 2, kMostTokensPerSample);  // one token to predict and one to predict it from
  io.one_of("too_long", data.too_long, {"drop", "fail", "split"});
  io.one_of("bad_record", data.bad_record, {"fail", "drop"});
  io.one_of("deidentify", data.deidentify, {"refuse", "redact", "surrogate", "none"});
  io.text("deidentify_key", data.deidentify_key);
  io.between("shard_mib", data.shard_mib, 1, kMostShardMib);
  io.one_of("loss_on", data.loss_on, {"response", "all"});
  io.between("prefetch", data.prefetch, 1, 1024);
  io.section("media", data.media);
}

template <class Io>
void describe(Io& io, OptimizerSettings& optimizer) {
  io.one_of("name", optimizer.name, {"adamw", "muon"});
  io.positive("learning_rate", optimizer.learning_rate);
  io.at_least("weight_decay", optimizer.weight_decay, 0.0);
  io.between("beta1", optimizer.beta1, 0.0, 0.99999);  // 1 would never let a gradient in
  io.between("beta2", optimizer.beta2, 0.0, 0.99999);
  io.positive("epsilon", optimizer.epsilon);
  io.between("momentum", optimizer.momentum, 0.0, 0.99999);
  io.positive_map("learning_rates", optimizer.learning_rates);
}

template <class Io>
void describe(Io& io, ScheduleSettings& schedule) {
  io.one_of("name", schedule.name, {"cosine", "wsd", "constant"});
  io.at_least("warmup_steps", schedule.warmup_steps, 0);
  io.between("decay_fraction", schedule.decay_fraction, 0.0, 1.0);
  io.between("final_fraction", schedule.final_fraction, 0.0, 1.0);
}

template <class Io>
void describe(Io& io, BalanceSettings& balance) {
  io.between("update_rate", balance.update_rate, 0.0, 1.0);
}

template <class Io>
void describe(Io& io, GuardSettings& guard) {
  io.between("window", guard.window, 8, 4096);
  io.at_least("sigmas", guard.sigmas, 0.0);
  io.at_least("roll_back_after", guard.roll_back_after, 0);
  io.at_least("compare_ranks_every", guard.compare_ranks_every, 0);
}

template <class Io>
void describe(Io& io, EvaluationSettings& evaluation) {
  io.at_least("every_steps", evaluation.every_steps, 0);
  io.at_least("patience", evaluation.patience, 0);
}

template <class Io>
void describe(Io& io, StageSettings& stage) {
  io.text("name", stage.name);
  io.at_least("steps", stage.steps, 0);
  io.list("train", stage.train);
  io.boolean("train_router", stage.train_router);
  io.at_least("learning_rate", stage.learning_rate, 0.0);
  io.positive_map("learning_rates", stage.learning_rates);
  io.weights("weights", stage.weights);
}

template <class Io>
void describe(Io& io, TrainSettings& train) {
  io.one_of("objective", train.objective, {"sft", "pretrain"});
  io.positive("max_steps", train.max_steps);
  io.at_least("max_minutes", train.max_minutes, 0.0);
  io.any_uint64("seed", train.seed);
  io.between("threads", train.threads, 0, kMostThreads);
  io.one_of("device", train.device, {"cpu", "cuda", "auto"});
  io.one_of("determinism", train.determinism, {"fast", "exact"});
  io.between("virtual_ranks", train.virtual_ranks, 0, kMostVirtualRanks);
  io.between("zero", train.zero, 0, 1);
  io.between("expert_parallel", train.expert_parallel, 1, kMostExpertParallel);
  io.one_of("precision", train.precision, {"bf16", "f32"});
  io.between("tokens_per_batch", train.tokens_per_batch, 2, kMostTokensPerBatch);
  io.positive("gradient_accumulation", train.gradient_accumulation);
  io.at_least("max_grad_norm", train.max_grad_norm, 0.0);
  io.at_least("z_loss", train.z_loss, 0.0);
  io.boolean("activation_checkpointing", train.activation_checkpointing);
  io.section("optimizer", train.optimizer);
  io.section("schedule", train.schedule);
  io.section("balance", train.balance);
  io.section("guard", train.guard);
  io.section("evaluation", train.evaluation);
  io.sections("stages", train.stages);
}

template <class Io>
void describe(Io& io, CheckpointSettings& checkpoint) {
  io.at_least("every_steps", checkpoint.every_steps, 0);
  io.at_least("keep_last", checkpoint.keep_last, 1);
  io.boolean("asynchronous", checkpoint.asynchronous);
  io.one_of("on_failure", checkpoint.on_failure, {"stop", "go_on"});
}

template <class Io>
void describe(Io& io, ClusterSettings& cluster) {
  io.between("join_seconds", cluster.join_seconds, 1.0, 86400.0);
  io.between("peer_seconds", cluster.peer_seconds, 3.0, 86400.0);  // hearts beat once a second
}

template <class Io>
void describe(Io& io, EvalSettings& eval) {
  io.list("suites", eval.suites);
  io.positive("max_new_tokens", eval.max_new_tokens);
  io.at_least("limit", eval.limit, 0);
  io.list("sections", eval.sections);
  io.text("general_text", eval.general_text);
}

template <class Io>
void describe(Io& io, ExportSettings& exports) {
  io.list("types", exports.types);
  io.text("dir", exports.dir);
}

template <class Io>
void describe(Io& io, CuratorSettings& curator) {
  io.text("id", curator.id);
  io.text("role", curator.role);
  io.text("credential", curator.credential);
  io.text("specialty", curator.specialty);
}

template <class Io>
void describe(Io& io, SourceSettings& source) {
  io.text("name", source.name);
  io.text("url", source.url);
  io.text("licence", source.licence);
  io.boolean("of_patients", source.of_patients);
  io.text("consent", source.consent);
  io.text("deidentification", source.deidentification);
  io.at_least("records", source.records, 0);
}

template <class Io>
void describe(Io& io, RevisionSettings& revision) {
  io.text("version", revision.version);
  io.text("date", revision.date);
  io.text("change", revision.change);
}

template <class Io>
void describe(Io& io, CurationSettings& curation) {
  io.text("version", curation.version);
  io.list("users", curation.users);
  io.text("workflow", curation.workflow);
  io.text("population", curation.population);
  io.text("language", curation.language);
  io.text("setting", curation.setting);
  io.list("out_of_scope", curation.out_of_scope);
  io.list("inclusion", curation.inclusion);
  io.list("exclusion", curation.exclusion);
  io.list("risks", curation.risks);
  io.text("bias_mitigation", curation.bias_mitigation);
  io.text("maintenance", curation.maintenance);
  io.text("contact", curation.contact);
  io.text("rubric", curation.rubric);
  io.text("reviewed", curation.reviewed);
  io.text("expires", curation.expires);
  io.sections("curators", curation.curators);
  io.sections("sources", curation.sources);
  io.sections("history", curation.history);
}

template <class Io>
void describe(Io& io, ThresholdSettings& threshold) {
  io.text("metric", threshold.metric);
  io.one_of("must_be", threshold.must_be, {"at_least", "at_most"});
  io.between("value", threshold.value, -1e300, 1e300);
  io.one_of("shows", threshold.shows, {"usefulness", "fairness", "safety"});
  io.text("goal", threshold.goal);
}

template <class Io>
void describe(Io& io, ReleaseSettings& release) {
  io.text("dir", release.dir);
  io.sections("thresholds", release.thresholds);
  io.text("safety_agent", release.safety_agent);
  io.at_least("signatures", release.signatures, 0);
  io.list("credentials", release.credentials);
  io.text("keyring", release.keyring);
}

template <class Io>
void describe(Io& io, Recipe& recipe) {
  io.section("recipe", recipe.recipe);
  io.section("run", recipe.run);
  io.section("model", recipe.model);
  io.section("data", recipe.data);
  io.section("train", recipe.train);
  io.section("checkpoint", recipe.checkpoint);
  io.section("cluster", recipe.cluster);
  io.section("eval", recipe.eval);
  io.section("export", recipe.exports);
  io.section("curation", recipe.curation);
  io.section("release", recipe.release);
}

}  // namespace galen
